"""The Bot API's methods as the local server carries them out, with the checks that Telegram makes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from bot.telegram import markup
from bot.telegram.local_files import take
from bot.telegram.local_profile import PROFILE
from bot.telegram.local_state import BOT_ID, RIGHTS, Json, LocalChat, LocalState, Refused

DATA_LIMIT = 64
COPY_LIMIT = 256
NOTICE_LIMIT = 200


def send_message(state: LocalState, given: Json) -> Json:
    chat, content = _place(state, given)
    content |= checked_text(given, "text", markup.LIMIT)
    return _stored(state, chat, content)


def send_media(state: LocalState, given: Json, kind: str) -> Json:
    chat, content = _place(state, given)
    if chat.no_files:
        raise Refused(400, f"Bad Request: not enough rights to send {kind}s to the chat")
    content |= _caption(given) | take(state, kind, given.get(f"name:{kind}", ""), given.get(f"file:{kind}", b""))
    return _stored(state, chat, content)


def edit_message_media(state: LocalState, given: Json) -> Json:
    """Puts another file with its caption in a message's place."""
    chat, message = _own_message(state, given, "edit")
    media = parameter(given["media"])
    name = str(media["media"]).removeprefix("attach://")
    content = take(state, media["type"], given.get(f"name:{name}", ""), given.get(f"file:{name}", b""))
    content |= _caption(media) | checked_keyboard(given)
    for gone in ("text", "caption", "html", "reply_markup", "photo", "document", "file_name"):
        message.pop(gone, None)
    message.update(content, edit_date=int(state.clock()))
    state.tell("edited", chat.id, message)
    return message


def edit_message_text(state: LocalState, given: Json) -> Json:
    chat, message = _own_message(state, given, "edit")
    if "text" not in message:
        raise Refused(400, "Bad Request: there is no text in the message to edit")
    changed = checked_text(given, "text", markup.LIMIT) | checked_keyboard(given)
    if all(message.get(key) == value for key, value in changed.items()) and (
        "reply_markup" in changed or "reply_markup" not in message
    ):
        same = "specified new message content and reply markup are exactly the same"
        raise Refused(400, f"Bad Request: message is not modified: {same} as the current ones")
    message.pop("reply_markup", None)
    message.update(changed, edit_date=int(state.clock()))
    state.tell("edited", chat.id, message)
    return message


def edit_message_reply_markup(state: LocalState, given: Json) -> Json:
    chat, message = _own_message(state, given, "edit")
    keyboard = checked_keyboard(given)
    if keyboard.get("reply_markup") == message.get("reply_markup"):
        raise Refused(400, "Bad Request: message is not modified")
    message.pop("reply_markup", None)
    message.update(keyboard)
    state.tell("edited", chat.id, message)
    return message


def delete_message(state: LocalState, given: Json) -> bool:
    chat, message = _own_message(state, given, "delete")
    del chat.messages[message["message_id"]]
    state.tell("deleted", chat.id, message)
    return True


def set_webhook(state: LocalState, given: Json) -> bool:
    """Keeps where updates should be posted; the tests do the posting."""
    state.webhook = given
    return True


def answer_callback_query(state: LocalState, given: Json) -> bool:
    text, url = str(given.get("text") or ""), str(given.get("url") or "")
    if markup.units(text) > NOTICE_LIMIT:
        raise Refused(400, "Bad Request: MESSAGE_TOO_LONG")
    if url and not url.startswith((f"https://t.me/{state.username}?start=", f"tg://resolve?domain={state.username}")):
        raise Refused(400, "Bad Request: URL_INVALID")
    if text:
        state.tell("notified", 0, {"text": text})
    if url:
        state.tell("opened", 0, {"url": url})
    return True


def set_my_commands(state: LocalState, given: Json) -> bool:
    commands = parameter(given.get("commands")) or []
    for command in commands:
        if not (1 <= len(command["command"]) <= 32 and 1 <= len(command["description"]) <= 256):  # noqa: PLR2004
            raise Refused(400, "Bad Request: BOT_COMMAND_INVALID")
    state.commands[_menu(given)] = commands
    return True


def delete_my_commands(state: LocalState, given: Json) -> bool:
    state.commands.pop(_menu(given), None)
    return True


def get_my_commands(state: LocalState, given: Json) -> list[Json]:
    return state.commands.get(_menu(given), [])


def _menu(given: Json) -> tuple[str, str]:
    """Whose menu: the scope, with the chat where it is that of one, and the language."""
    scope = parameter(given.get("scope")) or {"type": "default"}
    place = f"{scope['type']}:{scope['chat_id']}" if "chat_id" in scope else str(scope["type"])
    return place, given.get("language_code") or ""


def get_chat_member(state: LocalState, given: Json) -> Json:
    chat, user = state.chat(int(given["chat_id"])), int(given["user_id"])
    chat.refuse_if_unable(None)
    person = {"id": user, "is_bot": False, "first_name": f"user {user}"}
    if user not in chat.admins:
        return {"status": "member", "user": person}
    return {"status": "administrator", "user": person, **RIGHTS}


def get_chat(state: LocalState, given: Json) -> Json:
    chat = state.chat(int(given["chat_id"]))
    chat.refuse_if_unable(None)
    linked = {"linked_chat_id": chat.linked} if chat.linked else {}
    gifts = dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
    )
    return {**chat.as_json(), "accent_color_id": 0, "max_reaction_count": 1, "accepted_gift_types": gifts, **linked}


def get_me(state: LocalState, _: Json) -> Json:
    return {
        **state.bot(),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
    }


async def get_updates(state: LocalState, given: Json) -> list[Json]:
    offset, limit = int(given.get("offset") or 0), int(given.get("limit") or 100)
    return await state.updates.fetch(offset, limit, float(given.get("timeout") or 0))


METHODS: Final[Mapping[str, Callable[[LocalState, Json], Any]]] = {
    "getme": get_me,
    "sendmessage": send_message,
    "sendphoto": lambda state, given: send_media(state, given, "photo"),
    "senddocument": lambda state, given: send_media(state, given, "document"),
    "editmessagetext": edit_message_text,
    "editmessagemedia": edit_message_media,
    "editmessagereplymarkup": edit_message_reply_markup,
    "deletemessage": delete_message,
    "answercallbackquery": answer_callback_query,
    "setmycommands": set_my_commands,
    "getmycommands": get_my_commands,
    "deletemycommands": delete_my_commands,
    "getchat": get_chat,
    "getchatmember": get_chat_member,
    "setwebhook": set_webhook,
    **dict.fromkeys(
        ("deletewebhook", "sendchataction"),
        lambda _state, _given: True,
    ),
    **PROFILE,
}


def _place(state: LocalState, given: Json) -> tuple[LocalChat, Json]:
    """The chat that a message goes to, and what the message has from its place there."""
    chat = state.chat(int(given["chat_id"]))
    topic = int(given["message_thread_id"]) if given.get("message_thread_id") else None
    chat.refuse_if_unable(topic)
    content: Json = {"message_thread_id": topic, "is_topic_message": True} if topic else {}
    if parameter(given.get("disable_notification")):
        content["disable_notification"] = True  # no message of Telegram tells it: for whoever looks on
    return chat, content | _reply_target(chat, given) | checked_keyboard(given)


def _reply_target(chat: LocalChat, given: Json) -> Json:
    reply = parameter(given.get("reply_parameters"))
    if not reply:
        return {}
    target = chat.messages.get(int(reply["message_id"]))
    if target is not None:
        return {"reply_to_message": {key: value for key, value in target.items() if key != "reply_to_message"}}
    if reply.get("allow_sending_without_reply"):
        return {}
    raise Refused(400, "Bad Request: message to be replied not found")


def checked_text(given: Json, name: str, limit: int) -> Json:
    """The text as it is shown and, as `html`, as it was given."""
    raw = str(given.get(name) or "")
    try:
        shown = markup.plain(raw) if given.get("parse_mode") == "HTML" else raw
    except markup.MarkupWrong as error:
        raise Refused(400, f"Bad Request: can't parse entities: {error}") from None
    if not shown.strip():
        raise Refused(400, f"Bad Request: message {name} is empty")
    if markup.units(shown) > limit:
        too_long = "message caption is too long" if name == "caption" else "message is too long"
        raise Refused(400, f"Bad Request: {too_long}")
    return {name: shown, "html": raw}


def _caption(given: Json) -> Json:
    return checked_text(given, "caption", markup.CAPTION_LIMIT) if given.get("caption") else {}


def checked_keyboard(given: Json) -> Json:
    keyboard = parameter(given.get("reply_markup"))
    if not keyboard or not keyboard.get("inline_keyboard"):
        return {}
    for row in keyboard["inline_keyboard"]:
        for button in row:
            _check_button(button)
    return {"reply_markup": keyboard}


def _check_button(button: Json) -> None:
    if not str(button.get("text") or "").strip():
        raise Refused(400, "Bad Request: text buttons are unallowed in the inline keyboard")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(str(data).encode()) <= DATA_LIMIT:
        raise Refused(400, "Bad Request: BUTTON_DATA_INVALID")
    copied = button.get("copy_text")
    if copied is not None and not 1 <= len(str(copied.get("text") or "")) <= COPY_LIMIT:
        raise Refused(400, "Bad Request: BUTTON_COPY_TEXT_INVALID")
    url = button.get("url")
    if url is not None and urlsplit(url).scheme not in {"http", "https", "tg"}:
        raise Refused(400, "Bad Request: BUTTON_URL_INVALID")


def _own_message(state: LocalState, given: Json, purpose: str) -> tuple[LocalChat, Json]:
    chat = state.chat(int(given["chat_id"]))
    chat.refuse_if_unable(None)
    message = chat.messages.get(int(given["message_id"]))
    if message is None:
        raise Refused(400, f"Bad Request: message to {purpose} not found")
    if message.get("from", {}).get("id") != BOT_ID:
        raise Refused(400, f"Bad Request: message can't be {purpose.removesuffix('e')}ed")
    return chat, message


def _stored(state: LocalState, chat: LocalChat, content: Json) -> Json:
    message = state.store(chat, content, {"from": state.bot()})
    state.tell("sent", chat.id, message)
    return message


def parameter(value: Any) -> Any:
    """A parameter that a form carries as JSON text, an in-process caller as it is."""
    return json.loads(value) if isinstance(value, str) else value
