"""Where talks are held: a place named with them, else a country."""

from __future__ import annotations

from typing import Final

from bot.extraction.talks.not_there import back_after, not_here, spoken_first, spoken_there_by, told_press
from bot.extraction.talks.pairs import abroad_together, hyphened, they_talk
from bot.extraction.talks.preceding import of_results
from bot.extraction.words.clause import Clause
from bot.extraction.words.lexicon import Lexicon
from bot.extraction.words.marks import Mark, Marked

LEADING: Final = ("the", "of", "western", "eastern", "southern", "northern", "central")
REACH: Final = 4
"""Words that may stand between 'in' and a place."""


def place_of(clause: Clause, lexicon: Lexicon) -> tuple[str | None, str | None]:
    """(place, country): a place after 'in' or right before the talks; a country where no town is named."""
    dossier = lexicon.dossier
    venues = [m for m in clause.of("place") if is_venue(m, clause, lexicon)]
    for mark in (
        sorted(venues, key=lambda m: teller(m, clause) or where_offered(m, clause)) if len(venues) > 1 else venues
    ):
        return town_of(mark, lexicon), None
    town = by_adjective(clause) or capital_of(clause, lexicon)
    if town:
        return dossier.places[town].name["en"], None
    for mark in clause.of("party"):
        fought = clause.marked.has("war_word", "strike", lo=mark.start - 3, hi=mark.start - 1)  # 'War in Iran delays'
        told = fought or told_press(mark, clause.marked)
        inside = in_before(mark, clause.marked) and not (told or dossier.parties[mark.value].side)
        if inside or receives_envoys(mark, clause, lexicon):
            return None, dossier.parties[mark.value].name["en"]
    lent = next((m.value for m in clause.marks("adjective", "party") if lends_name(m, clause, lexicon)), None)
    return None, dossier.parties[lent].name["en"] if lent else None


def teller(mark: Mark, clause: Clause) -> bool:
    """'Kyiv confirms meeting in Ankara': a name that opens the clause, right before what it says."""
    return mark.start == clause.lo and clause.marked.has("say", lo=mark.end, hi=mark.end + 1)


def where_offered(mark: Mark, clause: Clause) -> bool:
    """'Speaking in Berlin, he proposed a summit in Istanbul': a place before the offer, where another is behind it."""
    offer = clause.first("talks_proposed")
    return offer is not None and mark.end <= offer.start


def spoken_there(clause: Clause) -> bool:
    """'Умєров у Стамбулі запропонував зустріч лідерів': where it is proposed, which is not where they would meet."""
    offer, leaders = clause.first("talks_proposed"), clause.first("leaders")
    if offer is None or leaders is None or leaders.start < offer.end:
        return False
    places = clause.of("place")
    after = clause.marked.first("talks_after", lo=leaders.end, hi=clause.hi)
    if after is not None and places and all(m.start > after.start for m in places):
        return True  # 'запропонувала зустріч лідерів, сказав він після переговорів у палаці'
    return bool(places) and all(m.end <= offer.start and in_before(m, clause.marked) for m in places)


def lends_name(mark: Mark, clause: Clause, lexicon: Lexicon) -> bool:
    """'the Swiss summit', 'турецкий раунд': a land that neither fights nor negotiates only tells where it is."""
    party = lexicon.dossier.parties.get(mark.value)
    tokens = clause.marked.sentence.tokens
    if party is None or party.side or party.negotiator:
        return False
    if mark.cls != "adjective":  # 'Qatar meeting was put off'
        return named_for_land(mark, clause)
    paired = mark.start > clause.lo and tokens[mark.start - 1].word.surface in "-–—"
    return not paired and clause.marked.has("talks_strong", lo=mark.end, hi=min(mark.end + 2, clause.hi))


def named_for_land(mark: Mark, clause: Clause) -> bool:
    """English: 'the Qatar meeting', 'Switzerland summit': a land right before talks, and no other beside it."""
    tokens, marked = clause.marked.sentence.tokens, clause.marked
    head = marked.first("talks_strong", lo=mark.end, hi=mark.end + 1) if mark.end < clause.hi else None
    word = tokens[mark.end - 1].word
    if head is None or word.pos or word.surface.endswith(("'s", "’s")) or marked.within("place", mark.start, mark.end):
        return False
    noun = tokens[head.start].word.norm in ("meeting", "summit", "round", "session")
    before = tokens[mark.start - 1].word if mark.start > clause.lo else None
    joined = before is not None and (before.surface in "-–—," or marked.within("and", mark.start - 1, mark.start))
    return noun and not joined


def by_adjective(clause: Clause) -> str | None:
    """'женевський раунд', 'стамбульские переговоры'; not 'стамбульські домовленості'."""
    marks = clause.of("place_adjective")
    return next((m.value for m in marks if attribute(m, clause.marked, clause.hi)), None)


def attribute(mark: Mark, marked: Marked, hi: int) -> bool:
    """'женевський раунд', 'у женевському готелі': the adjective of a town before talks or where one sits."""
    return marked.has("talks", lo=mark.end, hi=min(mark.end + 3, hi)) or (
        marked.has("venue_noun", lo=mark.end, hi=mark.end + 1) and in_before(mark, marked)
    )


def capital_of(clause: Clause, lexicon: Lexicon) -> str | None:
    capitals = lexicon.table.get("capitals", {})
    marks = (m for m in clause.marks("adjective", "party") if m.value in capitals)
    return next((capitals[m.value] for m in marks if by_capital(m, clause)), None)


def is_venue(mark: Mark, clause: Clause, lexicon: Lexicon) -> bool:
    """Whether talks are held or go there; in a side's own land only at its seat, or right beside the talks."""
    marked = clause.marked
    if spoken_first(mark.start, marked) or told_press(mark, marked) or not_here(mark, clause):
        return False
    said = lexicon.code == "en" and marked.has("say", lo=mark.end, hi=mark.end + 1)
    if spoken_there_by(mark, marked) or (said and marked.has("prep_in", lo=mark.start - 1, hi=mark.start)):
        return False  # 'the foreign ministry in Bern said'
    if any(0 <= mark.start - h.end <= 1 and of_results(h, clause) for h in clause.of("talks_strong")):
        return False  # 'на встрече обсудят итоги консультаций в Берлине'
    if (
        visited(mark, clause, lexicon)
        or receives_talks(mark, clause, lexicon)
        or goes_from(mark, clause)
        or mark in abroad_together(clause, lexicon)
    ):
        return True
    if mark.start and marked.sentence.tokens[mark.start - 1].word.norm == "on":
        return False  # 'attacks on Kyiv after talks'
    if at_sea(mark, lexicon) or not (where(mark, clause) or goal(mark, clause)):
        return False
    abroad = lexicon.dossier.places[mark.value].country not in lexicon.sides
    seat = marked.within("party", mark.start, mark.end)
    return abroad or seat or beside_talks(mark, clause) or met_in(mark, clause)


def receives_talks(mark: Mark, clause: Clause, lexicon: Lexicon) -> bool:
    """'Astana will be the venue for the talks', 'Doha hosts the talks', 'раунд прийме Астана': a town that does so."""
    if lexicon.dossier.places[mark.value].country in lexicon.sides or not clause.has("talks_strong", "envoys"):
        return False
    if "envoys" in clause.own and is_host(mark, clause):
        return True
    marked = clause.marked
    if "talks_strong" not in clause.own:
        return False
    if marked.within("venue_word", mark.end, min(mark.end + 5, clause.hi)):
        return True
    tokens = marked.sentence.tokens
    if mark.start == clause.lo and [t.word.norm for t in tokens[mark.end : mark.end + 2]] == ["to", "hold"]:
        return True  # 'Davos to hold fourth round'
    lo, hi = max(clause.lo, mark.start - 1), min(mark.end + 3, clause.hi)
    return any(m.cls == "hosts" for m in marked.inside("hosts", mark.end, hi)) or (
        lexicon.code != "en" and marked.has("hosts", lo=lo, hi=mark.start)
    )


def met_in(mark: Mark, clause: Clause) -> bool:
    """'встретился с Уиткоффом в Сочи': in a side's own land too, behind the verb and whom one met."""
    met = (m for m in clause.of("talks_strong") if clause.marked.within("prep_with", m.end, m.end + 1))
    tokens = clause.marked.sentence.tokens
    near = any(
        m.end < mark.start <= m.end + REACH + 1 and all(t.word.surface not in ":;," for t in tokens[m.end : mark.start])
        for m in met
    )
    return near and clause.marked.within("prep_in", mark.start - 1, mark.start) and "person" in clause.own


def visited(mark: Mark, clause: Clause, lexicon: Lexicon) -> bool:
    """'to visit Berlin for meetings with US envoys', 'посетит Берлин для переговоров': right behind the verb."""
    there = clause.marked.within("visits", mark.start - 1, mark.start) and "talks_strong" in clause.own
    return there and lexicon.dossier.places[mark.value].country not in lexicon.sides


def goes_from(mark: Mark, clause: Clause) -> bool:
    """'the Russian and Ukrainian teams leave Doha': the town right behind a verb of leaving is where they sat."""
    met = clause.has("envoys", "delegation") or ("person" in clause.own and "talks_strong" in clause.own)
    departs = "departs" in clause.own and met
    return departs and any(0 <= mark.start - m.end <= 1 for m in clause.marks("departs"))


def is_host(mark: Mark, clause: Clause) -> bool:
    """'Ankara to host US and Russian envoys', 'Doha awaits both teams': a town before a verb of receiving."""
    verb = clause.marked.first("convene", "hosts", "awaited", lo=mark.end, hi=min(mark.end + 3, clause.hi))
    return verb is not None and clause.marked.has("envoys", "leaders", lo=verb.end)


def receives_envoys(mark: Mark, clause: Clause, lexicon: Lexicon) -> bool:
    """'Qatar to host Russian and Ukrainian envoys', 'Туреччина прийме делегації': a third land that receives them."""
    party = lexicon.dossier.parties.get(mark.value)
    if party is None or party.side or party.negotiator or "talks_proposed" in clause.own:
        return False
    return "envoys" in clause.own and is_host(mark, clause)


def town_of(mark: Mark, lexicon: Lexicon) -> str:
    """The English name of a place; of a palace or hotel, that of its town."""
    places = lexicon.dossier.places
    place = places[mark.value]
    return places.get(place.town, place).name["en"]


def goal(mark: Mark, clause: Clause) -> bool:
    """'the delegation left for Bern', 'talks move to Riyadh': where the envoys or the talks go."""
    if not clause.marked.within("prep_to", mark.start - 1, mark.start) or back_after(mark, clause):
        return False
    if clause.has("talks") and any(m.end == mark.start for m in clause.marks("talks_ahead")):
        return True  # 'the next round set for Abu Dhabi'
    if clause.has("talks_moved") and clause.has("talks"):
        return True
    return clause.has("gather") and clause.has("envoys", "talks")


def by_capital(mark: Mark, clause: Clause) -> bool:
    """'the Qatari capital', 'the capital of Qatar', 'в столице Катара'."""
    marked = clause.marked
    if marked.within("capital", mark.end, mark.end + 1):
        led = marked.has("prep_in", lo=max(0, mark.start - 2), hi=mark.start)
        return led or (clause.has("talks_moved") and marked.has("prep_to", lo=max(0, mark.start - 2), hi=mark.start))
    return mark.cls == "party" and marked.within("capital", max(clause.lo, mark.start - 3), mark.start)


def at_sea(mark: Mark, lexicon: Lexicon) -> bool:
    """Shipping in the Black Sea is talked about, nobody meets there."""
    return lexicon.dossier.places[mark.value].name["en"].endswith(" Sea")


def beside_talks(mark: Mark, clause: Clause) -> bool:
    """'talks in Moscow': in a side's own land a place counts only right beside the talks; not 'in Kharkiv as talks'."""
    if clause.marked.has("amid", "subordinate", lo=mark.end, hi=mark.end + 1):
        return clause.marked.within("talks_strong", max(clause.lo, mark.start - 3), mark.start)
    return clause.marked.has("talks_strong", lo=max(clause.lo, mark.start - 3), hi=min(clause.hi, mark.end + 2))


def where(mark: Mark, clause: Clause) -> bool:
    """'in Riyadh', 'the Budapest meeting'; not 'Kremlin: talks', 'Moscow after talks'."""
    marked = clause.marked
    last = marked.sentence.tokens[mark.end - 1].word
    owns = last.possessive or last.surface.endswith(("'s", "’s"))
    envoys = owns and marked.within("envoys", mark.end, mark.end + 1)  # 'Kyiv's negotiators meet'
    if owns and (envoys or not marked.has("venue_noun", "place", "capital", "talks", lo=mark.end, hi=mark.end + 3)):
        return False  # 'at Kyiv's request'
    if thither(mark, marked):
        return beside_talks(mark, clause)
    signed = mark.end < clause.hi and marked.sentence.tokens[mark.end].word.kind == "sym"
    if signed or marked.has("prep_stop", "subordinate", lo=mark.end, hi=mark.end + 1):
        return in_before(mark, marked)
    if in_before(mark, marked) or marked.within("sidelines", max(clause.lo, mark.start - 4), mark.start):
        return True
    if marked.within("talks_proposed", mark.start - 1, mark.start) and marked.within("party", mark.start, mark.end):
        return False  # 'Putin offers Kyiv direct talks'
    listed = marked.has("and", lo=mark.start - 1, hi=mark.start) and marked.has(
        "party", hi=mark.start, lo=mark.start - 2
    )
    bare = (
        not last.pos and not listed and not they_talk(mark, marked) and not hyphened(mark, marked)
    )  # 'пропонує Москві зустріч': only English puts it so
    bare = bare and not marked.has("talks_proposed", "say", lo=mark.end, hi=mark.end + 1)  # 'Kyiv suggests meeting'
    return bare and marked.has("talks", lo=mark.end, hi=mark.end + 2)


def thither(mark: Mark, marked: Marked) -> bool:
    """'на лечение в Москву': the accusative tells where somebody is taken, not where something is held."""
    word = marked.sentence.tokens[mark.end - 1].word
    return "accs" in word.cases and not word.cases.intersection(("loct", "nomn")) and in_before(mark, marked)


def in_before(mark: Mark, marked: Marked) -> bool:
    """'in Riyadh', 'at the Kremlin', 'в саудівській Джидді', 'у палаці Чираган', 'in the Swiss city of Geneva'."""
    if mark.start == 0:
        return False
    if marked.within("prep_in", mark.start - 1, mark.start) or beside_another(mark, marked):
        return True
    at = mark.start - 1
    for _ in range(REACH):
        if at < 0 or not leads_on(at, marked):
            return False
        if marked.within("prep_in", at - 1, at):
            return True
        at -= 1
    return False


def beside_another(mark: Mark, marked: Marked) -> bool:
    """'in Turkey and the Emirates', 'у Туреччині та Еміратах': a second land or town behind the same 'in'."""
    at = mark.start - (marked.sentence.tokens[mark.start - 1].word.norm == "the")
    if not marked.within("and", at - 1, at):
        return False
    first = next((m for m in marked.all("party", "place", lo=at - 4, hi=at - 1) if m.end == at - 1), None)
    return first is not None and marked.within("prep_in", first.start - 1, first.start)


def leads_on(at: int, marked: Marked) -> bool:
    """Whether a word may stand between 'in' and a place: an article, a land's name as attribute, 'city of', 'hotel'."""
    word = marked.sentence.tokens[at].word
    if word.norm in LEADING or marked.has("venue_noun", "adjective", lo=at, hi=at + 1):
        return True
    return marked.within("party", at, at + 1) and word.surface.endswith(("'s", "’s"))
