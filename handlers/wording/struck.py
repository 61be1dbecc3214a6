"""What was hit, in the reader's language: reports name it in their own, a target's kind is told in any."""

from __future__ import annotations

import re

from handlers.wording.language import N_, Speech

_OWN = "en"
"""In this language the reports' own words are shown where they are written in it."""
# The stems of what may be named (`target` in seeds/words), in the three languages; the first that fits counts.
_KINDS = (
    (r"heat|boiler|тепло(?:станц|мереж|сет|пункт|постач|снаб)|котельн", N_("heating plants")),
    (r"nuclear|аес|аэс|атомн", N_("a nuclear plant")),
    (r"substation|підстанц|подстанц", N_("substations")),
    (r"power (?:plant|station)|hydro|thermal|електростанц|электростанц|\bт[еэ][цс]|\bг[еэ]с", N_("power stations")),
    (r"refiner|\boil\b|нафт|нефт|нпз", N_("oil facilities")),
    (r"\bgas\b|газ", N_("gas facilities")),
    (r"pipeline|трубопров", N_("pipelines")),
    (r"rail|заліз|желез", N_("railways")),
    (r"\bports?\b|порт", N_("ports")),
    (r"bridge|\bміст|\bмост", N_("bridges")),
    (r"airfield|аеродром|аэродром", N_("airfields")),
    (r"\bdam|гребл|плотин|дамб", N_("dams")),
    (r"energy|power|electric|енерг|энерг|електр|электр", N_("energy facilities")),
    (r"infrastructure|інфраструктур|инфраструктур", N_("infrastructure")),
)
_FOUND = tuple((re.compile(stems, re.IGNORECASE), kind) for stems, kind in _KINDS)


def struck(what: str, say: Speech) -> str:
    """The target as a report names it, or its kind where that is in another language; as it is if neither is known."""
    if say.language == _OWN and what.isascii():
        return what
    kind = next((kind for stems, kind in _FOUND if stems.search(what)), None)
    return str(say(kind)) if kind else what
