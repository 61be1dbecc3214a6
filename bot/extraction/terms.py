"""Members of the vocabulary that rules ask of every clause and figure.

Python 3.11 looks up a member of an enumeration at several times the cost of a name, compiled or not.
"""

from __future__ import annotations

from typing import Final

from storage.vocabulary import Kind, Phase, Scope, Stage

COMPLETED: Final = Stage.COMPLETED
PLANNED: Final = Stage.PLANNED
UNDER_WAY: Final = Stage.UNDER_WAY
ANNOUNCED: Final = Phase.ANNOUNCED
CARRIED_OUT: Final = Phase.CARRIED_OUT
EXCHANGE: Final = Kind.EXCHANGE
BODIES: Final = Kind.BODIES
TOTAL: Final = Scope.TOTAL
MILITARY: Final = Scope.MILITARY
CIVIL: Final = Scope.CIVILIANS
CUMULATIVE: Final = Scope.CUMULATIVE
