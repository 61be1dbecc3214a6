"""What a clause only wishes, asks for or offers: 'let us swap everyone', 'free all prisoners', all for all."""

from __future__ import annotations

from typing import Final

from bot.extraction.denials.negation import negated
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark

MOVES: Final = ("swap", "free", "return", "give", "receive", "home")
DEEDS: Final = (*MOVES, "body")
WHOM: Final = ("everyone", "all_of", "pronoun_them", "cue_own", "captive", "civilian", "military", "wounded")
"""Whom one asks for: 'all', 'them', 'our people'; a verb before a bare number is a headline's noun or telling."""
OPENS: Final = ":;\"“«'‘„—–"
PARTS: Final = ",:;()—–"
BREAKS: Final = ("amid", "and", "who", "relative_word", "that", "clause", "after", "adversative", "tally", "cumulative")
"""What ends the rule of a word of asking over what follows."""
NEAR: Final = 4
FAR: Final = 10
"""Words between 'let us' and what is to be done."""
WH: Final = ("how", "who", "whom", "why", "where", "when", "what", "which")
"""What a question begins with that takes for granted what it asks about: 'How many were swapped?'."""
STEPS: Final = ("under_way", "agreed")
ARTICLES: Final = ("the", "all", "every", "each", "these", "those", "your", "us", "back")


def appealed(clause: Clause, heads: list[Mark]) -> bool:
    """Whether a clause asks for an event: 'let us swap everyone', 'free all prisoners'."""
    if "hortative" in clause.own and any(hoped(clause, m, heads) for m in clause.of("hortative")):
        return True
    return bool(heads) and bidden(clause, heads)


def for_all(clause: Clause) -> bool:
    """'an exchange of all for all': it is often offered, and has never been; figures would tell of another one."""
    if "all_for_all" not in clause.own or "swap" not in clause.own:
        return False
    tokens = clause.marked.sentence.tokens[clause.lo : clause.hi]
    return not clause.has("number") and all(t.word.kind != "num" for t in tokens)


def hoped(clause: Clause, mark: Mark, heads: list[Mark]) -> bool:
    """'Let us meet and swap everyone', 'Why not free them all?': the words open what is said."""
    return opens(clause, mark.start) and any(0 <= h.start - mark.end <= FAR for h in heads)


def bidden(clause: Clause, heads: list[Mark]) -> bool:
    """'Free all prisoners', 'Begin with an all-for-all swap', 'Agree to exchange them': a bare verb opens."""
    if any(h.cls in MOVES and ((bare(clause, h) and whom(clause, h.end)) or to_us(clause, h)) for h in heads):
        return True
    if not clause.any_of(STEPS):
        return False
    steps = [m for m in clause.all_of(STEPS) if m.end - m.start == 1 and bare(clause, m)]
    return any(h.start >= m.end for m in steps for h in heads)


def to_us(clause: Clause, head: Mark) -> bool:
    """'Take this man and give us back our boys': what is asked for oneself, wherever it stands."""
    tokens = clause.marked.sentence.tokens
    asked = head.end < clause.hi and tokens[head.end].word.norm == "us" and not tokens[head.start].word.tense
    return asked and not clause.marked.has("party", "pronoun", "future", "auxiliary", lo=head.start - 2, hi=head.start)


def whom(clause: Clause, at: int) -> bool:
    """Whether people follow a verb, with little between: 'return the captives', 'give us back our men'."""
    if at >= clause.hi:
        return False
    tokens = clause.marked.sentence.tokens[at : at + 3]
    articles = next((i for i, t in enumerate(tokens) if t.word.norm not in ARTICLES), len(tokens))
    return clause.marked.has(*WHOM, lo=at, hi=at + articles + 1)


def bare(clause: Clause, mark: Mark) -> bool:
    """A verb's base form that opens what is said: no noun ('exchange of …', 'release: …'), no participle."""
    tokens = clause.marked.sentence.tokens
    first = tokens[mark.start].word
    if mark.cls == "swap" and mark.end - mark.start > 1:
        return False
    if first.tense or mark.end >= clause.hi or not first.norm.isascii() or first.norm.endswith(("ed", "ing")):
        return False
    noun = clause.marked.within("prep_of", mark.end, mark.end + 1) or tokens[mark.end].word.kind in ("sym", "num")
    return not noun and opens(clause, mark.start)


def opens(clause: Clause, at: int) -> bool:
    """Whether nothing stands before it but a sign, 'and' or what an appeal begins with: 'If you want peace, …'."""
    tokens = clause.marked.sentence.tokens
    if at == 0 or tokens[at - 1].word.surface in OPENS:
        return True
    conditional = clause.marked.has("conditional", "not", "hortative", hi=min(3, at))
    return tokens[at - 1].word.surface == "," and conditional


def put_forward(clause: Clause, heads: list[Mark]) -> bool:
    """'puts forward plan for swap', 'виступив з ініціативою обміну': an idea that somebody brings before others."""
    for verb in clause.of("puts_forward"):
        idea = clause.marked.first("idea", lo=verb.end, hi=min(verb.end + NEAR, clause.hi))
        if idea and not negated(clause, verb) and any(0 <= h.start - idea.end <= NEAR for h in heads):
            return True
        told = [h for h in heads if h.end <= verb.start and not negated(clause, verb)]
        if any(clause.marked.within("idea", max(clause.lo, h.start - 2), h.start) for h in told):
            return True  # 'The idea of exchanging them first was sent to Moscow'
    return False


def only_spoken_of(clause: Clause) -> bool:
    """Whether an event is only a subject of words, or exchanges as such are what somebody wants."""
    if "aim" in clause.own and any(an_aim(clause, m) for m in clause.of("aim")):
        return True
    if ("?" in clause.marked.sentence.text and questioned(clause)) or left_to_decide(clause):
        return True
    mooted = sought(clause, "mooted") and "denied" not in clause.own  # 'Rumours of a swap are false'
    return mooted or (sought(clause, "sought") and in_general(clause))


def an_aim(clause: Clause, mark: Mark) -> bool:
    """'Our condition is the release of all', 'their return remains a priority'."""
    heads = clause.marks("swap", "free", "return", "give", "home", "body")
    behind = all(h.start >= mark.end for h in heads) and clause.marked.has("copula", lo=mark.end, hi=mark.end + 3)
    before = all(h.end <= mark.start for h in heads) and clause.marked.has("copula", lo=mark.start - 4, hi=mark.start)
    return bool(heads) and (behind or before) and not negated(clause, mark)


def sought(clause: Clause, name: str) -> bool:
    """'Kyiv seeks the release of 20', 'wants all prisoners freed': a word of asking or debating rules each head."""
    if name not in clause.own:
        return False
    heads = clause.marks(*MOVES, "body", "swap_head", "reunion")
    ruling = [m for m in clause.marks(name) if not (negated(clause, m) or promised_ones(clause, m))]
    moving = sorted([h for h in heads if h.cls != "body"] or heads, key=lambda h: h.start)
    ruled: list[Mark] = []
    for head in moving:
        if not any(rules(clause, m, head) for m in ruling) and not coordinate(clause, ruled, head):
            return False
        ruled.append(head)
    return bool(moving)


def promised_ones(clause: Clause, mark: Mark) -> bool:
    """English: 'all 250 people promised have come back': the participle tells which, the verb what came."""
    word = clause.marked.sentence.tokens[mark.end - 1].word
    verb = clause.marked.first("perfect", "copula", lo=mark.end, hi=mark.end + 1)
    participle = not word.pos and word.tense in ("past", "part")
    return participle and verb is not None and clause.marked.has("home", "return", "free", lo=verb.end, hi=verb.end + 3)


def coordinate(clause: Clause, ruled: list[Mark], head: Mark) -> bool:
    """'raise a swap and the release of civilians': a noun that is joined to one of which the same is said."""
    marked = clause.marked
    joined = bool(ruled) and marked.has("and", lo=ruled[-1].end, hi=head.start)
    article = marked.sentence.tokens[head.start - 1].word.norm in ARTICLES
    return joined and (article or marked.has("prep_of", lo=head.end, hi=head.end + 1))


def left_open(clause: Clause) -> bool:
    """'Exchange of 150 for 150 in doubt', 'return of 40 demanded', 'that all be freed': no word says that it was."""
    if "weighed" in clause.own and weighed(clause):
        return True
    heads = clause.all_of(DEEDS)
    tokens = clause.marked.sentence.tokens
    for head in heads:
        before = tokens[head.start - 1].word
        if head.start and before.norm == "be" and not before.tense:
            return True
    if not heads or "pending" not in clause.own or clause.any_of(("happened", "finished", "pluperfect")):
        return False
    first = min(h.start for h in heads)
    whole = [h for h in heads if not any(o.start < h.start and h.end <= o.end for o in heads)]  # 'Prisoner swap'
    named = first - clause.lo <= NEAR and all(noun_phrase(clause, h) for h in whole)
    return named and any(h.end <= m.start and together(clause, h, m) for m in clause.of("pending") for h in heads)


def weighed(clause: Clause) -> bool:
    """'Обмен 500 на 500 прорабатывается', 'Kremlin studies 600-for-600 format': looked into, nothing told as done."""
    tokens = clause.marked.sentence.tokens
    told = clause.marks(*MOVES, "happened", "completed", "finished")
    if not clause.any_of(("swap", "terms")) or any(tokens[m.start].word.tense in ("past", "part") for m in told):
        return False
    if "home" in clause.own:
        return False  # '150 soldiers are home, next swap under consideration'
    now = (m for m in clause.of("weighed") if m.end - m.start > 1 or tokens[m.start].word.tense in ("pres", ""))
    return any(not negated(clause, m) and not clause.marked.within("likened", m.end, m.end + 1) for m in now)


def noun_phrase(clause: Clause, head: Mark) -> bool:
    """'Exchange of 150', 'prisoner swap', '210-for-210 exchange': a noun that a title begins with, no verb."""
    tokens = clause.marked.sentence.tokens
    if tokens[head.start].word.tense or tokens[head.end - 1].word.norm.endswith("ed"):
        return head.cls == "body"
    before = clause.lo < head.start and tokens[head.start - 1].word.kind in ("num", "sym")
    of = clause.marked.has("prep_of", lo=head.end, hi=head.end + 1)
    return of or before or head.end - head.start > 1 or head.start == clause.lo or head.cls == "body"


def together(clause: Clause, head: Mark, mark: Mark) -> bool:
    """Whether no sign but a colon stands between an event and what is said of it."""
    between = clause.marked.sentence.tokens[head.end : mark.start]
    return all(t.word.surface not in ",;()—–" for t in between)


def questioned(clause: Clause) -> bool:
    """'Can Kyiv and Moscow swap 150 each?', 'Exchange of 150 for 150? Kremlin silent': English, a question."""
    tokens = clause.marked.sentence.tokens
    signs = [i for i in clause.marked.sentence.signs if clause.lo <= i <= clause.hi and i < len(tokens)]
    asked = [i for i in signs if tokens[i].word.surface == "?"]
    heads = clause.all_of(DEEDS) if asked and tokens[clause.lo].word.norm not in WH else []
    return bool(heads) and all(tokens[h.start].word.norm.isascii() and h.end <= asked[-1] for h in heads)


def left_to_decide(clause: Clause) -> bool:
    """'nobody will dictate to Kyiv | whom to exchange', 'when to swap the wounded': nothing is set by that."""
    first = clause.marked.sentence.tokens[clause.lo : clause.lo + 2]
    return (
        len(first) > 1 and first[1].word.norm == "to" and (first[0].word.norm in WH or first[0].word.norm == "whether")
    )


def in_general(clause: Clause) -> bool:
    """'Moscow wants one-for-one exchanges': a stand on exchanges as such."""
    swaps = [clause.marked.sentence.tokens[m.end - 1].word for m in clause.marks("swap")]
    plural = bool(swaps) and all(not w.pos and not w.tense and w.norm.endswith("s") for w in swaps)
    counted = clause.has("number", "everyone") and not clause.has("one_for_one")
    return plural and not counted and not clause.has("free", "return", "give", "receive", "home")


def attributive(clause: Clause, mark: Mark, head: Mark) -> bool:
    """'Promised swap takes place', 'the long-awaited exchange': what had been wished for, and a verb tells the rest."""
    tokens = clause.marked.sentence.tokens
    if head.start != mark.end or tokens[mark.start].word.tense not in ("past", "part"):
        return False
    return mark.start == clause.lo or tokens[mark.start - 1].word.norm in ("the", "a", "an", "long", "-")


def rules(clause: Clause, mark: Mark, head: Mark) -> bool:
    """Whether nothing but whom it is about stands between a word of asking and what is asked for."""
    if head.start < mark.end:
        return mark.start <= head.start  # 'press for release' is one phrase
    if head.start - mark.end > FAR or attributive(clause, mark, head):
        return False
    marked = clause.marked
    tokens = marked.sentence.tokens[mark.end : head.start]
    if any(t.word.surface in PARTS for t in tokens) or marked.has(*BREAKS, lo=mark.end, hi=head.start):
        return False
    word = marked.sentence.tokens[head.start].word
    auxiliary = marked.has("copula", "perfect", "pluperfect", lo=head.start - 1, hi=head.start)
    return not (word.tense in ("past", "pres") and (auxiliary or head.cls == "home" or head.start - mark.end > NEAR))


def should_be(clause: Clause, mark: Mark) -> bool:
    """'the next step should be a meeting of the presidents': what somebody wants of the leaders is not yet set."""
    return clause.marked.within("ought", mark.start, mark.end) and "leaders" in clause.own


def possible(clause: Clause) -> list[Mark]:
    """The words for what may be; 'May' behind a day is none."""
    return [m for m in clause.of("possible") if not clause.marked.within("month", m.start, m.end)]
