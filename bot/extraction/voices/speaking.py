"""Whether a person or body that a sentence names says something in it."""

from __future__ import annotations

from typing import Final

from bot.extraction.words.marks import Mark, Marked

ACCOUNT: Final = 5
"""How many words may stand between an account and whose it is."""
NEAR: Final = 6
"""How many words may stand between a name and its verb of speaking."""
POST: Final = 16
"""How many words a post may take between a name and its verb of speaking."""
POSTS: Final = ("office", "state_post", "post_rank", "side_noun")
INTERVIEW: Final = ("interview", "інтерв", "интерв")
TO_WHOM: Final = frozenset(
    (
        "told",
        "tells",
        "tell",
        "thanked",
        "thanks",
        "thank",
        "urged",
        "urges",
        "asked",
        "asks",
        "accused",
        "informed",
        "thanking",
    )
)
"""English verbs of speaking behind which stands who is spoken to: 'Ramaphosa told Putin'."""
DENIED: Final = 2
"""How near before an English verb 'not' stands: 'has not yet confirmed'."""
PER: Final = 2
"""How near before a name 'per' stands: 'per Ukraine's interior minister'."""
CALLS: Final = frozenset({"call", "calls"})
"""What is a verb of speaking as well as a talk by telephone."""
GREETING: Final = 2
"""How many words may stand between a name and a verb behind it that greets the freed."""
GOVERNMENT: Final = "-government"
"""How the ids of bodies end whose words may as well be those of nameless officials."""
TAIL: Final = 2
"""How near behind a body the word stands that makes somebody else of it."""


def verbs(marked: Marked) -> list[Mark]:
    """Verbs of speaking of which nobody keeps silent: not 'has not confirmed', 'не повідомляло'."""
    return [m for m in marked.of("say") if not (silent(m, marked) or negated(m, marked) or conversation(m, marked))]


def conversation(say: Mark, marked: Marked) -> bool:
    """'A day after the Putin-Trump call', 'her call with Lubinets': nobody is quoted by a talk that is only named.

    Not 'Zelensky calls it a lie', 'they call the talks useful'.
    """
    tokens = marked.sentence.tokens
    word = tokens[say.start].word
    if word.norm not in CALLS:
        return False
    held = say.start > 0 and tokens[say.start - 1].word.possessive
    if held or marked.has("conversation", lo=say.start - 1, hi=say.end + 1):
        return True
    people = marked.of("person")
    return any(two.end == say.start and one.end == two.start for two in people for one in people)


def negated(say: Mark, marked: Marked) -> bool:
    """Whether one does not confirm or report a thing; who only keeps back a number or a place has spoken of it."""
    if not marked.within("makes_news", say.start, say.end) or "details" in marked.marks:
        return False
    reach = 1 if marked.sentence.tokens[say.start].word.pos else DENIED  # «не» stands right before a verb
    near = marked.inside("negation", max(0, say.start - reach), say.start)
    return any(not marked.within("merely", m.end, m.end + 1) for m in near)


def greets(mark: Mark, marked: Marked) -> bool:
    """'The UAE ministry hailed the exchange', 'МЗС привітало обмін': one who makes it known without a word of saying.

    Not 'Erdogan congratulated Zelensky': so many greet those who are home of whom nobody knows it.
    """
    if mark.cls == "person":
        return False
    cases = marked.sentence.tokens[mark.start].word.cases
    if cases and "nomn" not in cases and not marked.within("prep_in", mark.start - 1, mark.start):
        return False
    return any(0 <= m.start - mark.end <= GREETING for m in marked.of("voiced"))


def unofficial(mark: Mark, marked: Marked) -> bool:
    """'Russian military bloggers', 'a Kremlin source', 'Ukrainian officials with knowledge of it': no body speaks."""
    if marked.within("no_body", mark.end, mark.end + TAIL) or marked.within("former", mark.start - 1, mark.start):
        return True
    unsaid = "makes_news" in marked.marks and "details" not in marked.marks
    if unsaid and marked.within("neither", max(0, mark.start - TAIL), mark.start):
        return True  # 'neither the ministry nor Kyiv confirmed it'; not 'neither named an intermediary'
    return mark.value.endswith(GOVERNMENT) and marked.any_of(("anonymous", "knowledge"))


def speaks(mark: Mark, says: list[Mark], marked: Marked) -> bool:
    """Whether a verb of speaking stands near, or the name heads a title ('Pushilin: …', '… – Zelensky')."""
    if mark.cls == "person" and ("prep_with" in marked.marks or "encounter" in marked.marks) and met(mark, marked):
        return False
    if any(spoken_to(mark, s, marked) for s in says):
        return False
    says = [s for s in says if not only_told(mark, s, marked)]
    if any(near(mark, s) or (mark.cls == "person" and by_post(mark, s, marked)) for s in says):
        return True
    tokens = marked.sentence.tokens
    if coordinated(mark, says, marked) or in_account(mark, marked) or heads_title(mark, marked) or greets(mark, marked):
        return True
    if mark.end < len(tokens) and tokens[mark.end].word.surface == ":":
        return True
    if mark.cls == "agency" and marked.has("it_said", lo=mark.end):
        return True
    if marked.within("per", mark.start - PER, mark.start) or relayed(mark, marked):
        return True
    end = mark.end + (mark.end < len(tokens) and tokens[-1].word.surface == ".")
    topic = marked.sentence.in_title and marked.within("prep_about", mark.end, mark.end + 1)  # '— NAME про обмін'
    dashed = mark.start > 0 and tokens[mark.start - 1].word.surface in ("—", "–", "-")
    return dashed and (end == len(tokens) or topic)


def near(mark: Mark, say: Mark) -> bool:
    return -1 <= say.start - mark.end <= NEAR or -1 <= mark.start - say.end <= NEAR


def by_post(mark: Mark, say: Mark, marked: Marked) -> bool:
    """'NAME, Ukraine's commissioner for human rights, said', 'сообщил секретарь Совета … Украины NAME': a long post."""
    tokens = marked.sentence.tokens
    behind = mark.end <= say.start
    lo, hi = (mark.end, say.start) if behind else (say.end, mark.start)
    if not NEAR < hi - lo <= POST:
        return False
    if marked.any_within(("person", "say", "number"), lo=lo, hi=hi):
        return False
    if any(t.word.surface in ";:()" for t in tokens[lo:hi]):
        return False
    if behind:
        return tokens[lo].word.surface == "," == tokens[hi - 1].word.surface and not tokens[say.start].word.pos
    told = say.start > 0 and tokens[say.start - 1].word.surface in ",—–" and bool(tokens[say.start].word.pos)
    plain = not marked.has("agency", lo=lo, hi=hi) and all(t.word.kind != "sym" for t in tokens[lo:hi])
    cases = tokens[mark.start].word.cases
    return told and (not cases or "nomn" in cases) and (plain or marked.has(*POSTS, lo=lo, hi=lo + 2))


def spoken_to(mark: Mark, say: Mark, marked: Marked) -> bool:
    """'thanked the ICRC', 'Ramaphosa told Putin', 'подякував Дональду Трампу': to whom one speaks."""
    tokens = marked.sentence.tokens
    if say.end > mark.start:
        return False
    cases = tokens[mark.start].word.cases
    if cases:
        return say.end - say.start == 1 and mark.start == say.end and not cases & {"nomn", "ablt", "gent"}
    at = mark.start - (tokens[mark.start - 1].word.norm == "the")
    return say.end == at and tokens[say.start].word.norm in TO_WHOM


def only_told(mark: Mark, say: Mark, marked: Marked) -> bool:
    """'Umerov proposed that Putin and Zelensky meet': of whom one speaks."""
    return say.end < mark.start and marked.within("that", say.end, mark.start)


def met(mark: Mark, marked: Marked) -> bool:
    """'after a call with Putin, Erdogan said', 'They will see Putin, the White House said': he says nothing there."""
    tokens = marked.sentence.tokens
    at = mark.start - 1
    while at > 0 and (tokens[at].word.capital or marked.has("office", "state_post", "adjective", lo=at, hi=at + 1)):
        at -= 1
    if at < 1 or any(t.word.norm.startswith(INTERVIEW) for t in tokens[max(0, at - 2) : at]):
        return False
    if marked.within("prep_with", at, at + 1):
        return not marked.within("say", mark.end, mark.end + 1)
    return at == mark.start - 1 and any(m.end == mark.start for m in marked.of("encounter")) and not tokens[at].word.pos


def silent(mark: Mark, marked: Marked) -> bool:
    """'The ministry has not commented': who keeps silent says nothing."""
    return marked.within("tight_lipped", max(0, mark.start - 2), mark.end + 1)


def relayed(mark: Mark, marked: Marked) -> bool:
    """'…, передаёт Минобороны': a present tense behind a comma, which elsewhere gives people away."""
    tokens = marked.sentence.tokens
    at = mark.start - 1
    comma = at > 0 and tokens[at - 1].word.surface == ","
    ends = mark.end >= len(tokens) or tokens[mark.end].word.kind == "sym"
    return comma and ends and marked.within("relays", at, at + 1) and tokens[at].word.tense == "pres"


def in_account(mark: Mark, marked: Marked) -> bool:
    """'in a statement by NAME', 'в сообщении BODY', 'Source: NAME': whose account it is."""
    reach = 2 * ACCOUNT if marked.within("came_from", mark.start - ACCOUNT, mark.start) else ACCOUNT
    if not marked.within("account_noun", max(0, mark.start - reach), mark.start):
        return False
    noun = marked.all("account_noun", hi=mark.start)[-1]
    if marked.within("negation", noun.start - 1, noun.start):
        return False  # 'no word from the ministry'
    tokens = marked.sentence.tokens
    between = tokens[noun.end : mark.start]
    if between and between[0].word.surface == ":":
        return True
    word = tokens[mark.start].word
    linked = marked.has("prep_from", "prep_of", "prep_by", lo=noun.end, hi=mark.start)
    return linked if not word.cases else not between or "gent" in word.cases


def heads_title(mark: Mark, marked: Marked) -> bool:
    """'Medinsky on Riyadh: the exchange begins tomorrow': whose words a title gives, with what they are about."""
    if not marked.sentence.in_title or mark.start > 0:
        return False
    tokens = marked.sentence.tokens
    colon = next((i for i in range(mark.end, min(mark.end + NEAR, len(tokens))) if tokens[i].word.surface == ":"), None)
    return colon is not None and marked.has("prep_about", "prep_stop", lo=mark.end, hi=mark.end + 1)


def coordinated(mark: Mark, says: list[Mark], marked: Marked) -> bool:
    """'The Defence Ministry and the head of the Ukrainian presidential staff confirmed': both of them speak."""
    if not marked.within("and", mark.end, mark.end + 1):
        return False
    verb = next((s for s in says if s.start > mark.end), None)
    if verb is None or verb.start - mark.end > 2 * NEAR:
        return False
    return all(t.word.kind != "sym" for t in marked.sentence.tokens[mark.end : verb.start])
