"""Where talks are held, as outlets name it: by the town, or only by the land."""

from __future__ import annotations

from storage.vocabulary import Dossier


def one_place(one: str | None, other: str | None, dossier: Dossier) -> bool:
    """Whether two names are of one place: the same, or a land ('in Türkiye') and a town in it."""
    if one is None or other is None:
        return False
    return one == other or land_of(one, dossier) == other or land_of(other, dossier) == one


def land_of(place: str, dossier: Dossier) -> str | None:
    """The land that a town lies in, by the name that talks in it are told with; None where it is none's."""
    country = next((known.country for known in dossier.places.values() if known.name["en"] == place), "")
    return dossier.parties[country].name["en"] if country in dossier.parties else None
