"""Who stood between the sides: a mediating party beside a word of mediation or thanks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.extraction.voices.thanked import thanked_too
from bot.extraction.voices.unhelped import attends, denied, of_border, to_each
from bot.extraction.words.lexicon import Lexicon
from bot.extraction.words.marks import Mark, Marked

REACH: Final = 10
OPENING: Final = 3
"""Within how many words of its sentence a name opens it, and before a word of mediation 'it' stands."""
ENABLED: Final = 6
"""Within how many words behind 'made' stands 'possible'."""
OFFER: Final = 6
"""Within how many words behind 'accepted' stands the offer."""
HOSTS: Final = 6
"""Within how many words behind thanks stands 'hosting'."""
FRIENDS: Final = 3
"""Within how many words before a state stand the friends in it: 'our partners in the UAE'."""
GIVEN: Final = ("swap", "captive", "body", "child", "return", "free", "give", "wounded")
BROUGHT: Final = ("reunion", "return", "receive", "give", "home")
FEW: Final = 7
"""Words and signs of a sentence besides the names in it that says no more than who helped."""
RETURNED: Final = (
    *("swap", "captive", "captivity", "body", "child", "return", "release", "free", "home"),
    *("reunion", "give"),
)
MOVED: Final = (*RETURNED, "happened", "deal", "way_home")
"""What a sentence must speak of for 'with the help of' to tell of a go-between."""


def mediators(marked: Marked, lexicon: Lexicon, within: Sequence[tuple[int, int]] | None = None) -> list[str]:
    """Mediators that one sentence names, in order; of a part of it, where it tells of several events."""
    enabled = made_possible(marked) if "made" in marked.marks else []
    enabled += under_its_deal(marked) if "under" in marked.marks and "pact" in marked.marks else []
    enabled += offer_taken(marked) if "accepted" in marked.marks and "proposed" in marked.marks else []
    if not enabled and not marked.any_of(("mediation", "mediation_weak")):
        return channel(marked, lexicon) if "by_way" in marked.marks else brings_children(marked, lexicon)
    moving = moved(marked)
    weak = [m for m in marked.of("mediation_weak") if (moving or alone(m, marked)) and not roof_only(m, marked)]
    cues = (
        []
        if of_talks(marked)
        else [*(m for m in marked.of("mediation") if not for_hosting(m, marked)), *weak, *enabled]
    )
    cues = [m for m in cues if not denied(m, marked)]
    cues = cues if within is None else [m for m in cues if any(lo <= m.start < hi for lo, hi in within)]
    if not cues or (not marked.sentence.lead and marked.has("several")):
        return []  # 'took part in several of these exchanges'
    parties = lexicon.dossier.parties
    found: list[str] = []
    for mark in sorted(marked.all("party", "adjective", "people", "person", "agency", "place"), key=lambda m: m.start):
        code = party_of(mark, lexicon)
        party = parties.get(code or "")
        told = within is None or any(lo <= mark.start < hi for lo, hi in within)
        if (
            party
            and party.mediator
            and told
            and not party.side
            and code not in found
            and any(near(mark, c, marked) or taken_up(mark, c, marked) for c in cues)
        ):
            other = transit(mark, marked) or venue(mark, marked) or one_of_them(mark, marked) or thanks(mark, marked)
            found += [] if other else [party.code]
    return found


def made_possible(marked: Marked) -> list[Mark]:
    """'The leadership of the Emirates made Friday's exchange possible': the two words stand around what was done."""
    ends = [m.start for m in marked.of("possible")]
    made = ((m, next((i for i in ends if 0 < i - m.end <= ENABLED), None)) for m in marked.of("made"))
    return [m for m, i in made if i is not None and marked.has("swap", "return", "free", "body", lo=m.end, hi=i)]


def under_its_deal(marked: Marked) -> list[Mark]:
    """'Four children leave Russia under Qatari deal': whose arrangement it was, between 'under' and the word for it."""
    names = {m.end: m.start for m in marked.of("adjective")}
    starts = {m.end for m in marked.of("under")}
    tokens = marked.sentence.tokens
    behind = (m for m in marked.of("pact") if m.start in names)
    articles = ("a", "an", "the")
    return [
        m
        for m in behind
        if (at := names[m.start]) in starts or (tokens[at - 1].word.norm in articles and at - 1 in starts)
    ]


def for_hosting(cue: Mark, marked: Marked) -> bool:
    """'He thanked Switzerland for hosting them', 'in the middle of': thanks for a roof over talks, or no go-between."""
    tokens = marked.sentence.tokens
    if tokens[cue.end - 1].word.norm == "middle" and marked.within("prep_of", cue.end, cue.end + 1):
        return True
    roof = next(
        (i for i in range(cue.end, min(cue.end + HOSTS, len(tokens))) if tokens[i].word.norm == "hosting"), None
    )
    return roof is not None and not marked.has("swap", "captive", "return", "body", lo=roof, hi=roof + 4)


def roof_only(cue: Mark, marked: Marked) -> bool:
    """'thanked Switzerland for hosting them', 'Austria hosted a day of talks', unless those who come home are named."""
    word = marked.sentence.tokens[cue.start].word.norm
    if word == "humanitarian" and marked.has("talks", lo=cue.end, hi=cue.end + 1):
        return True
    thanked = word == "hosting" and marked.within("prep_for", cue.start - 1, cue.end)
    if not thanked and not (word.startswith("host") and marked.has("talks", lo=cue.end, hi=cue.end + HOSTS)):
        return False
    return not marked.has("swap", "captive", "return", "body", lo=cue.end, hi=cue.end + 4)


def offer_taken(marked: Marked) -> list[Mark]:
    """'Both had accepted the Holy See's offer', 'took up a Turkish proposal': whose offer it was, right before it."""
    taken = [m for m in marked.of("proposed") if marked.has("accepted", lo=max(0, m.start - OFFER), hi=m.start)]
    names = {m.end for m in marked.all("party", "adjective", "agency", "place", "person")}
    tokens = marked.sentence.tokens
    alone = {m.end for m in taken if m.end == len(tokens) or tokens[m.end].word.kind == "sym"}
    of_it = (m for m in taken if m.end in alone or marked.has(*GIVEN, lo=m.end, hi=m.end + OFFER))
    return [m for m in of_it if m.start in names]  # not 'accepted an American proposal for a truce'


def brings_children(marked: Marked, lexicon: Lexicon) -> list[str]:
    """'Qatar reunites four children with relatives', 'Vatican envoy brings six children back': who is neither side."""
    parties = lexicon.dossier.parties
    names = marked.all("party", "adjective", "agency", "place") if "child" in marked.marks else ()
    for mark in names:
        party = parties.get(party_of(mark, lexicon) or "")
        acts = mark.start < OPENING and marked.has(*BROUGHT, lo=mark.end, hi=mark.end + OPENING)
        led = marked.has("envoys", lo=mark.start, hi=mark.end + 1) and marked.has("prep_with", hi=mark.start)
        acts = acts or (led and marked.has("home", "return", hi=mark.start))  # 'travel home with papal envoy'
        if party and party.mediator and not party.side and acts and marked.sentence.lead:
            return [party.code]
    return []


def channel(marked: Marked, lexicon: Lexicon) -> list[str]:
    """'Переговоры вели через руководство ОАЭ', 'домовлялися через Анкару': through whom the sides dealt."""
    if not marked.sentence.lead or not marked.has("talks", "converse", "agreed", "talks_verb"):
        return []
    parties, found = lexicon.dossier.parties, []
    for way in marked.all("by_way"):
        behind = min((m.start for m in marked.all("prep_about", "about", "prep_stop", lo=way.end)), default=way.end + 4)
        for mark in marked.all("party", "adjective", "agency", "place", lo=way.end, hi=min(behind, way.end + 4)):
            party = parties.get(party_of(mark, lexicon) or "")
            if party and party.mediator and not party.side and not other_talks(marked, way):
                found.append(party.code)
    return list(dict.fromkeys(found))


def other_talks(marked: Marked, way: Mark) -> bool:
    """'Переговоры о перемирии идут через Вашингтон': what is dealt with is named, and it is no exchange."""
    near = (
        m for m in marked.all("prep_about", "about", hi=way.start) if marked.has("talks", lo=m.start - 1, hi=m.start)
    )
    about = next(near, None)
    return about is not None and not marked.has("swap", "captive", "body", "child", lo=about.end, hi=way.start)


def alone(cue: Mark, marked: Marked) -> bool:
    """'The Red Cross assisted.', 'The UAE had helped again, as in May.': a name before, and nothing said of at what."""
    tokens = marked.sentence.tokens
    if tokens[cue.start].word.norm.startswith("host"):
        return False  # 'Türkiye hosted.': a roof over talks
    start = cue.start - marked.has("once_more", "pluperfect", lo=cue.start - 1, hi=cue.start)
    named = any(m.end == start for m in marked.all("party", "adjective", "agency", "people"))
    end = max((m.end for m in marked.of("once_more") if m.start == cue.end), default=cue.end)
    return named and (end == len(tokens) or tokens[end].word.kind == "sym")


def of_talks(marked: Marked) -> bool:
    """'Turkey has mediated talks on a ceasefire since May': another matter than who comes home."""
    cues = marked.all("mediation")
    seated = bool(cues) and all(attends(m, marked) for m in cues) and not marked.any_of(RETURNED)
    if seated or marked.any_of(MOVED) or not marked.has("talks_strong", "converse"):
        return seated
    bare = all(marked.sentence.tokens[m.start].word.pos for m in marked.of("talks_strong"))
    if bare and not marked.any_of(("about", "prep_about", "truce", "place", "converse")):
        return False  # 'Помощь в переговорах оказали Эмираты': in those that the exchange came of
    return all(
        marked.has("talks_strong", lo=m.end, hi=m.end + 3)
        or (
            marked.has("converse", lo=m.start - REACH, hi=m.start)
            and not marked.within("and", m.start - 2, m.start)  # 'It took long talks and the mediation of the UAE'
        )
        for m in cues
    )  # 'запросив до розмови, за участю Ердогана'


def moved(marked: Marked) -> bool:
    """Whether a sentence tells of a return, or says no more than that somebody helped."""
    cues = {m.start for m in marked.of("mediation_weak")}
    named = sum(m.end - m.start for m in marked.all("party", "adjective", "agency"))
    if to_each(marked):
        return True
    if marked.any_of(MOVED) or ("receive" in marked.marks and marked.any_of(("killed", "military", "civilian"))):
        return True  # 'Those killed were repatriated with help from the Red Cross'
    hosts = marked.sentence.tokens
    cues -= {i for i in cues if hosts[i].word.norm.startswith("host")}  # 'The Turkish hosts had hoped for more'
    return bool(cues) and (len(cues) > 1 or len(marked.sentence.tokens) - named <= FEW)


def party_of(mark: Mark, lexicon: Lexicon) -> str | None:
    """The party that a name belongs to; a place stands for its state."""
    dossier = lexicon.dossier
    if mark.cls == "agency":
        return lexicon.bodies[mark.value][0]
    if mark.cls == "person":
        roles = dossier.people[mark.value].roles
        return roles[-1].party if roles else None
    return dossier.places[mark.value].country if mark.cls == "place" else mark.value


def near(mark: Mark, cue: Mark, marked: Marked) -> bool:
    """Whether a name stands near a word of mediation: not behind 'a day before Putin and Trump meet'."""
    if 0 < mark.start - cue.start <= 2 * REACH and of_friends(mark, marked):
        return True  # 'thanked the units that took them captive, and our partners in the Emirates'
    if abs(mark.start - cue.start) > REACH and not (second_of_two(mark, cue, marked) or thanked_too(mark, cue, marked)):
        return False
    return not marked.has("bounding", "subordinate", "amid", lo=cue.end, hi=mark.start)


def second_of_two(mark: Mark, cue: Mark, marked: Marked) -> bool:
    """'Mediation of a humanitarian nature came from the UAE and the US': joined to a name that stands near enough."""
    if not REACH < mark.start - cue.start <= REACH + FRIENDS or not marked.has("and", lo=mark.start - 2, hi=mark.start):
        return False
    before = marked.all("party", lo=mark.start - FRIENDS - 1, hi=mark.start - 1)
    return any(0 < m.start - cue.start <= REACH for m in before)


def of_friends(mark: Mark, marked: Marked) -> bool:
    """'our partners in the UAE', 'друзям з Катару': it is that state."""
    if marked.has("friends", lo=mark.start - FRIENDS, hi=mark.start):
        return True
    joined = marked.has("and", lo=mark.start - 2, hi=mark.start)  # 'and our partners in the US and the Emirates'
    first = marked.all("party", lo=mark.start - FRIENDS - 1, hi=mark.start - 1) if joined else ()
    return any(marked.within("friends", m.start - FRIENDS, m.start) for m in first)


def taken_up(mark: Mark, cue: Mark, marked: Marked) -> bool:
    """'The UAE ministry said the operation, in which it was the mediator, …': 'it' right before takes up who opens."""
    opens = mark.start <= OPENING and mark.end <= cue.start
    return opens and marked.has("side_pronoun", lo=max(mark.end, cue.start - OPENING), hi=cue.start)


def one_of_them(mark: Mark, marked: Marked) -> bool:
    """'отпущен американец': one of a people is no go-between; 'the Saudis' are."""
    tokens = marked.sentence.tokens
    word = tokens[mark.start].word
    if mark.cls == "adjective" and not word.pos and marked.has("auxiliary", lo=mark.end, hi=mark.end + 1):
        return True  # 'The American had helped people in the south'
    if not word.pos and marked.within("folk", mark.end, mark.end + 1):
        return True  # 'secured the release of a US citizen'
    if mark.cls in ("people", "party") and (
        tokens[mark.start - 1].word.kind == "num" or marked.within("number", mark.start - 1, mark.start)
    ):
        return True  # 'the release of five Britons and two Americans'
    if mark.cls == "party" and word.pos != "" and marked.within("folk", mark.start - 1, mark.start):
        return True  # 'звільнено громадянина США'
    return mark.cls == "people" and not word.plural and (bool(word.pos) or not word.norm.endswith("s"))


def thanks(mark: Mark, marked: Marked) -> bool:
    """'Гутерриш поблагодарил США за содействие': who thanks is not who helped; 'Ватикану подякували' thanks it."""
    cases = marked.sentence.tokens[mark.start].word.cases
    if cases and "nomn" not in cases:
        return False
    cues = (m for m in marked.all("mediation", "mediation_weak", lo=mark.end, hi=mark.end + 1))
    return any(marked.sentence.tokens[m.start].word.pos and marked.within("say", m.start, m.end) for m in cues)


def venue(mark: Mark, marked: Marked) -> bool:
    """'по итогам переговоров в Абу-Даби', 'arranged at the Geneva talks': where talks were held."""
    inside = marked.within("prep_in", mark.start - 1, mark.start)
    inside = inside and not of_friends(mark, marked)
    named = marked.has("talks", "pact", "gather", lo=mark.end, hi=mark.end + 1)
    state = marked.within("place", mark.start, mark.end) and not marked.has("mediation", lo=mark.end, hi=mark.end + 2)
    placed = mark.cls == "place" or (inside and state)  # 'the reunion in Minsk', not 'in Doha-brokered scheme'
    return placed and (inside or named)


def hails(title: Marked, name: Mark) -> bool:
    """'Doha welcomes the exchange between Russia and Ukraine': it speaks of what it had a hand in."""
    return title.within("greets", name.end, name.end + 1) and title.has("swap", "return", lo=name.end)


def helped(mark: Mark, marked: Marked) -> bool:
    """'returned thanks to the UAE': a phrase of mediation ends right before the name."""
    return any(0 <= mark.start - m.end <= 1 for m in marked.all("mediation", "mediation_weak", hi=mark.start))


def transit(mark: Mark, marked: Marked) -> bool:
    """A place that people only pass through: 'are in Belarus', 'flown to Türkiye'; or whose prisoners they were."""
    if any(t.start <= mark.start < t.end for t in marked.of("third_hands")) or of_border(mark, marked):
        return True
    return any(t.start < mark.end and mark.start < t.end for t in marked.of("transit"))
