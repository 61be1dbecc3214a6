"""What belongs beside a development on its card. Worked out by queries, worded without any."""

from __future__ import annotations

from dataclasses import dataclass

from storage.vocabulary import Alert, Development


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """`previous` is the one before of its kind, `unbroken` whether nothing can lie between unseen.

    `deal` is the framework it belongs to and `stages` all developments of that deal (or its own, where it is one);
    `talks` were held in the same days, `agreed` says that a source names them as where it was agreed; for talks
    `exchange` is what was agreed there, and `meanwhile` are strikes of their days. `changes` counts its history;
    `alert` is the push of its phase, where there was one.
    """

    previous: Development | None = None
    unbroken: bool = False
    deal: Development | None = None
    stages: tuple[Development, ...] = ()
    talks: Development | None = None
    agreed: bool = False
    exchange: Development | None = None
    meanwhile: tuple[Development, ...] = ()
    changes: int = 0
    alert: Alert | None = None

    @property
    def any(self) -> bool:
        """Whether other developments belong beside it."""
        return any((self.previous, self.deal, self.stages, self.talks, self.exchange, self.meanwhile))


NONE = Surroundings()
