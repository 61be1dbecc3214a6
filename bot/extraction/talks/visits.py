"""Who receives or sees whom: 'Witkoff was received by Putin' tells of talks without a word for them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bot.extraction.denials.negation import negated
from bot.extraction.stages.ahead import future_tense
from bot.extraction.voices.mediators import party_of
from bot.extraction.words.clause import Clause
from bot.extraction.words.lexicon import Lexicon
from bot.extraction.words.marks import Mark
from storage.vocabulary import Stage

OTHERS: Final = ("swap", "captive", "captivity", "body", "wounded", "child")
NAMES: Final = ("person", "party", "agency", "adjective", "people")
TITLES: Final = ("party", "adjective", "envoys", "delegation", "office", "person")
"""What may stand between 'received' and a name: 'received US special envoy Steve Witkoff'."""
MOVES: Final = ("journey", "awaited", "goes_there", "sends_there", "trip", "departs")
AHEAD: Final = ("goes_there", "sends_there")
PLANS: Final = ("talks_off", "talks_later", "talks_ahead", "makes_known")
"""What is said of a visit that is news: that it is set or put off."""
COMES: Final = 4
"""Words between a person and the verb of coming."""
FAR: Final = 9
"""Words between the verb and whom it names."""


def about_war(parties: Iterable[str], lexicon: Lexicon) -> bool:
    """Whether these meet about the war: both sides, or one of them and a party that negotiates with each."""
    known = lexicon.dossier.parties
    told = set(parties)
    sides = told.intersection(lexicon.sides)
    return len(sides) > 1 or (bool(sides) and any(known[c].negotiator for c in told if c in known))


def visit(clause: Clause, lexicon: Lexicon) -> Mark | None:
    """The verb by which one receives, sees or visits another, where they meet about the war."""
    if "encounter" not in clause.own or not clause.any_of(("person", "envoys")) or clause.any_of(OTHERS):
        return None
    named = "person" in clause.own
    verbs = (m for m in clause.marks("encounter") if named or clause.marked.has("sees", lo=m.start, hi=m.end))
    return next((m for m in verbs if joins(m, clause, lexicon)), None)


def visitors(clause: Clause, lexicon: Lexicon) -> list[str]:
    """The parties that a verb of receiving or seeing brings together."""
    mark = visit(clause, lexicon)
    return list(dict.fromkeys(both_ends(mark, clause, lexicon))) if mark else []


def town_visited(verb: Mark, clause: Clause, lexicon: Lexicon) -> str | None:
    """'Kellogg to visit Kyiv', 'відвідає Київ': the town right behind the verb."""
    mark = clause.marked.first("place", lo=verb.end, hi=verb.end + 1) or received_in(verb, clause)
    return lexicon.dossier.places[mark.value].name["en"] if mark is not None else None


def received_in(verb: Mark, clause: Clause) -> Mark | None:
    """'принял Уиткоффа в Сочи', 'receives Witkoff in St Petersburg': the only town behind 'in', close by."""
    towns = [m for m in clause.of("place") if verb.end <= m.start <= verb.end + FAR]
    led = len(towns) == 1 and clause.marked.within("prep_in", towns[0].start - 1, towns[0].start)
    return towns[0] if led else None


def joins(mark: Mark, clause: Clause, lexicon: Lexicon) -> bool:
    """Whether names that meet about the war stand before and right behind; 'to see' only where it is set or done."""
    tokens = clause.marked.sentence.tokens
    word = tokens[mark.start].word
    seen = clause.marked.has("sees", lo=mark.start, hi=mark.end)
    settled = word.tense in ("past", "futr") or clause.marked.has(
        "future", "talks_ahead", lo=max(clause.lo, mark.start - 3), hi=mark.end
    )
    if (seen and not settled) or negated(clause, mark):
        return False
    return about_war(both_ends(mark, clause, lexicon), lexicon)


def both_ends(mark: Mark, clause: Clause, lexicon: Lexicon) -> list[str]:
    """The party of the nearest name before, and those of the names right behind."""
    names = sorted(clause.marks(*NAMES), key=lambda m: m.start)
    before = [m for m in names if m.end <= mark.start and mark.start - m.end <= FAR]
    behind = [m for m in names if 0 <= m.start - mark.end <= FAR and reaches(mark.end, m, clause)]
    if not before or not behind:
        return []
    codes = [party_of(before[-1], lexicon), *(party_of(m, lexicon) for m in behind)]
    return [c for c in codes if c]


def reaches(at: int, name: Mark, clause: Clause) -> bool:
    """Whether only titles and first names stand between: 'accepted a proposal by Trump' reaches nobody."""
    tokens, marked = clause.marked.sentence.tokens, clause.marked
    told = {i for m in marked.all(*TITLES, lo=at, hi=name.start) for i in range(m.start, m.end)}
    owned = name.cls == "person" and tokens[name.end - 1].word.surface.endswith(("'s", "’s"))
    if owned and not marked.has("envoys", "delegation", lo=name.end, hi=name.end + 2):
        return False  # 'welcomed Trump's offer'; 'will receive Trump's envoy' reaches him
    told |= {m.start for m in marked.all("and", "by_whom", lo=at, hi=name.start)}
    for day in marked.all("weekday", "relative", "part_of_day", "place", lo=at, hi=name.start):  # 'в Кремле'
        told |= set(range(day.start - marked.has("prep_in", lo=day.start - 1, hi=day.start), day.end))
    small = (",", "the", "his", "her", "its", "special")
    return all(i in told or tokens[i].word.capital or tokens[i].word.norm in small for i in range(at, name.start))


def guest(clause: Clause, lexicon: Lexicon) -> tuple[list[str], Mark] | None:
    """'Witkoff is expected in Moscow', 'Umerov flies to Washington': a negotiator comes to the seat of the other.

    The parties and the place; only a person, no delegation, and nobody who returns from there.
    """
    if not clause.any_of(("person", "envoys")) or not clause.any_of(MOVES) or clause.has(*OTHERS, "strike"):
        return None
    for seat in clause.marks("place"):
        land = lexicon.dossier.places[seat.value].country
        named = clause.marked.has("party", lo=seat.start, hi=seat.end)
        led = clause.marked.has("prep_in", "prep_to", lo=seat.start - 2, hi=seat.start)
        led = led and not clause.marked.within("prep_from", seat.start - 1, seat.start)  # 'to fly in from Moscow'
        gone = named and out_of(seat, clause)
        for person in travellers(clause) if gone or (named and led) else ():
            code = party_of(person, lexicon)
            if gone and code and code != land and person.end <= seat.start and about_war((code, land), lexicon):
                return [code, land], seat
            if code and code != land and about_war((code, land), lexicon) and comes(person, seat, clause):
                return [code, land], seat
    return None


def out_of(seat: Mark, clause: Clause) -> bool:
    """'Witkoff leaves Moscow', 'улетел из Киева': who leaves the seat of the other has met him there; titles say so."""
    if not clause.marked.sentence.in_title:
        return False
    at = seat.start - clause.marked.within("prep_from", seat.start - 1, seat.start)
    return any(m.end in (at, seat.start) and not negated(clause, m) for m in clause.of("departs"))


def travellers(clause: Clause) -> list[Mark]:
    """Persons, and 'the US envoy'."""
    unnamed = (m for m in clause.marks("adjective", "party") if clause.marked.within("envoys", m.end, m.end + 2))
    return [*clause.of("person"), *unnamed]


def stage_of_journey(stage: Stage | None, clause: Clause) -> Stage | None:
    """How far talks have come whose negotiators travel: who sets out has yet to meet, who has come may have met."""
    if stage is not None and stage.off:
        return stage
    verb = clause.first("journey", "awaited", "goes_there", "sends_there")
    if verb is None and "departs" in clause.own:
        return Stage.HELD
    if verb is None:  # 'Kremlin confirms Witkoff's visit to Moscow'
        return Stage.SCHEDULED if "makes_known" in clause.own else stage
    marked = clause.marked
    coming = marked.within("awaited", verb.start, verb.end) and not marked.within("journey", verb.start, verb.end)
    past = marked.sentence.tokens[verb.start].word.tense in ("past", "part")
    return None if past and not coming and verb.cls not in AHEAD else Stage.SCHEDULED  # 'expected in Kyiv'


def back_from(clause: Clause, lexicon: Lexicon) -> str | None:
    """'the teams returned from Kazakhstan', 'делегации вернулись из Астаны': where envoys come back from."""
    if "envoys" not in clause.own or not clause.has("return", "home") or clause.any_of(OTHERS):
        return None
    for mark in clause.marks("place", "party"):
        land = lexicon.dossier.places[mark.value].country if mark.cls == "place" else mark.value
        if land in lexicon.sides or not clause.marked.has("prep_from", lo=mark.start - 2, hi=mark.start):
            continue
        known = lexicon.dossier.places[mark.value] if mark.cls == "place" else lexicon.dossier.parties.get(mark.value)
        return known.name["en"] if known else None
    return None


def comes(person: Mark, seat: Mark, clause: Clause) -> bool:
    """Whether a verb of travelling or of being awaited stands near this person, and is not denied."""
    nouns = ("trip",) if clause.any_of(PLANS) else ()
    cues = [m for m in clause.marks("journey", "awaited", "goes_there", *nouns) if not negated(clause, m)]
    near = any(abs(m.start - person.end) <= COMES or abs(person.start - m.end) <= COMES for m in cues)
    sent = (m for m in clause.of("sends_there") if not negated(clause, m))
    near = near or any(0 <= person.start - m.end <= 1 for m in sent)  # not 'sends a letter to Moscow'
    cited = clause.marked.has("say", lo=person.end, hi=person.end + 2)
    return near and not cited and abs(seat.start - person.end) <= FAR


def stranger(clause: Clause) -> bool:
    """'met with Wang Yi', 'зустрівся з Карні': somebody whom the dossier does not know is met."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    for head in clause.of("talks_strong"):
        at = head.end + marked.within("prep_with", head.end, head.end + 1)
        word = tokens[head.start].word
        if at == head.end and word.tense not in ("past", "part") and word.pos != "verb":
            continue
        end = name_behind(at, clause)
        told = marked.has(*NAMES, "place", "own", "alliance", lo=at, hi=min(end + 3, clause.hi))
        told = told or marked.has("month", "weekday", lo=at, hi=end)  # 'met Kim Jong Un on Wednesday' tells who
        if end > at and tokens[end - 1].word.capital and not told:
            return True
    return False


def name_behind(at: int, clause: Clause) -> int:
    """Where the titles and capitals that begin at a word end."""
    tokens = clause.marked.sentence.tokens
    while at < clause.hi:
        word = tokens[at].word
        titled = clause.marked.has("office", "delegation", "envoys", lo=at, hi=at + 1)
        if not (word.capital or titled or word.norm in ("of", "the")):
            return at
        at += 1
    return at


def stage_of_visit(clause: Clause, mark: Mark) -> Stage | None:
    """'will receive' is set, 'received' is over; None in the present of a headline."""
    if clause.marked.has("talks_proposed", lo=max(clause.lo, mark.start - 3), hi=mark.start):
        return Stage.PROPOSED  # 'Erdogan offers to host Putin, Zelensky and Trump'
    ahead = clause.marked.has("talks_ahead", "future", lo=max(clause.lo, mark.start - 4), hi=mark.start + 1)
    if ahead or future_tense(clause, mark):
        return Stage.SCHEDULED
    done = clause.marked.sentence.tokens[mark.start].word.tense in ("past", "part")
    return Stage.HELD if done else None
