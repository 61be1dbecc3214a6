"""Which statement is a party's present stand on a topic, and since when it has stood there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from storage.vocabulary import Dossier, Statement, Topic

REACH = timedelta(days=45)
"""A stand that names the matter itself is preferred to a later word beside it, up to so many days older."""
_LIKE = 0.4
_STEM = 5
_WORD = re.compile(r"[^\W\d_]{4,}")
_ANY_WORD = re.compile(r"[^\W\d_]+")
_CONTRAST = re.compile(
    r"\b(?:while|whereas|тоді як|в той час як|у той час як|натомість|тогда как|в то время как)\b", re.IGNORECASE
)
_SAYS = re.compile(
    r"\b(?:sa(?:id|ys|ying)|told|tells|stress|insist|add(?:ed|s)\b|warn|announc|declar|stat(?:ed|es)\b|call(?:ed|s)\b|"
    r"wrote|argu|repeat|confirm|den(?:ied|ies)\b|reject|refus|demand|propos|"
    r"сказа|каже|говор|заяви|заявля|наголо|підкресл|подчерк|повідом|сообщ|відмов|отказ|вимага|требу|наполяга|настаива|"
    r"запропон|предлож|назва|попере|предупре|написа|повтор|додав|добав)|^[^“«:]{3,60}:\s",
    re.IGNORECASE,
)
_REPEATS = re.compile(
    r"\b(?:repeat|reiterat|unchanged|has not changed|have not changed|повтор|незмінн|не змінил|неизменн|не изменил)",
    re.IGNORECASE,
)
# fmt: off
_COMMON = frozenset((
    "says", "said", "that", "this", "with", "from", "have", "will", "want", "wants", "been", "were", "which", "their",
    "told", "again", "also", "more", "than", "there", "about", "repor", "presi", "minis", "foreg", "spoke", "kreml",
    "monda", "tuesd", "wedne", "thurs", "frida", "satur", "sunda", "stand", "where", "posit", "talks", "envoy", "repea",
    "сказа", "заяви", "заявл", "прези", "мініс", "минис", "також", "также", "перег", "позиц", "повто",
))
# fmt: on


def present(own: Sequence[Statement], dossier: Dossier) -> Statement | None:
    """A party's stand on a topic, from its statements on it, newest first, with when it was first heard.

    What an outlet tells of both sides at once is nobody's stand. Its own words on the matter itself come before a
    later remark beside it. One that only repeats an earlier one is no change: `since` goes back to the first.
    """
    told = [one for one in own if not is_narration(one, dossier)]
    if not told:
        return None
    topic = dossier.topics.get(told[0].topic or "")
    newest = told[0].day
    near = [one for one in told if newest - one.day <= REACH]
    chosen = next((one for one in near if topic and _names(one, topic)), told[0])
    return replace(chosen, since=_since(chosen, told, _Likeness(noise(dossier), cues(topic))))


def own_word(said: Statement, dossier: Dossier) -> bool:
    """Said by somebody of a party, not an outlet's account of both sides."""
    return bool(said.person or said.speaker) and not is_narration(said, dossier)


def repeats(said: Statement, earlier: Sequence[Statement], dossier: Dossier) -> bool:
    """Whether it says much the same as one of these, or says of itself that nothing has changed since."""
    likeness = _Likeness(noise(dossier), cues(dossier.topics.get(said.topic or "")))
    if any(likeness.alike(said, one) for one in earlier):
        return True
    unchanged = _REPEATS.search(" ".join(said.text.values())) is not None
    return unchanged and any(likeness.stems(said) & likeness.stems(one) for one in earlier)


def is_narration(said: Statement, dossier: Dossier) -> bool:
    """Whether a sentence of the news is the outlet's own account of both sides, not the word of one of them."""
    if said.record_id is not None:
        return False
    text = said.text.get("en") or next(iter(said.text.values()), "")
    others = [side for side in dossier.sides if side != said.party]
    both = said.party in dossier.sides and any(_is_named(side, text, dossier) for side in others)
    return both and (_CONTRAST.search(text) is not None or _SAYS.search(text) is None)


def _is_named(side: str, text: str, dossier: Dossier) -> bool:
    """Whether a text names a side by any of its names or by one of its people."""
    words = {word.casefold() for word in _ANY_WORD.findall(text)}
    names = (word.casefold().rstrip("*") for group in dossier.parties[side].words.values() for word in group)
    stems = {name[: max(4, len(name) - 2)] for name in names if " " not in name and len(name) > 3}  # noqa: PLR2004
    if any(word.startswith(tuple(stems)) for word in words):
        return True
    people = (one for one in dossier.people.values() if one.roles and one.roles[-1].party == side)
    surnames = {name.rsplit(" ", 1)[-1].casefold() for one in people for name in one.name.values()}
    return bool(words & surnames)


def _names(said: Statement, topic: Topic) -> bool:
    """Whether a statement names the matter, by the cue words of its topic."""
    told = " ".join(said.text.values()).casefold()
    cues = (word.casefold() for word in topic.cues)
    return any(_stem_of(cue) in told for cue in cues)


def _stem_of(cue: str) -> str:
    """Endings apart, for the languages that change them."""
    return cue if cue.isascii() or len(cue) <= _STEM else cue[:-2]


def _since(said: Statement, own: Sequence[Statement], likeness: _Likeness) -> date:
    """The day from which each of its statements says much the same as the one before.

    One that says of itself that it repeats, or that nothing has changed, stands as the one before it.
    """
    earlier = [one for one in own if one.day < said.day]
    like = [one for one in earlier if likeness.alike(said, one)]
    if not like and _REPEATS.search(" ".join(said.text.values())):
        like = [one for one in earlier if likeness.stems(said) & likeness.stems(one)][:1]
    return _since(like[-1], own, likeness) if like else said.day


@dataclass(frozen=True, slots=True)
class _Likeness:
    """Compares what is said, by how its words begin: `common` ones tell nothing, `cues` alone are no agreement."""

    common: frozenset[str]
    cues: frozenset[str]

    def alike(self, one: Statement, other: Statement) -> bool:
        mine, theirs = self.stems(one), self.stems(other)
        shared = mine & theirs
        return bool(shared - self.cues) and len(shared) / min(len(mine), len(theirs)) >= _LIKE

    def stems(self, said: Statement) -> set[str]:
        text = said.text.get("en") or next(iter(said.text.values()), "")
        return {stem for word in _WORD.findall(text.casefold()) if (stem := word[:_STEM]) not in self.common}


def noise(dossier: Dossier) -> frozenset[str]:
    """How words begin that tell who speaks, not what is said: names of sides and people, verbs of saying."""
    return frozenset(word[:_STEM] for word in (*_COMMON, *_names_of(dossier)))


def cues(topic: Topic | None) -> frozenset[str]:
    """How the words begin that name a topic: everything said on it has them."""
    told = " ".join(word.casefold() for word in topic.cues) if topic else ""
    return frozenset(word[:_STEM] for word in _WORD.findall(told))


def _names_of(dossier: Dossier) -> Iterator[str]:
    for person in dossier.people.values():
        for name in (*person.name.values(), *person.spellings):
            yield from _WORD.findall(name.casefold())
    for side in dossier.sides:  # other parties may be what is spoken of: NATO, the European Union
        words = dossier.parties[side].words.values()
        yield from (word.casefold() for group in words for word in group if " " not in word)
