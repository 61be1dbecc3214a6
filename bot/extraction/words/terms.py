"""Members of the vocabulary that rules ask of every clause and figure.

Python 3.11 looks up a member of an enumeration at several times the cost of a name, compiled or not.
"""

from __future__ import annotations

from typing import Final

from storage.vocabulary import Kind, Phase, Qualifier, Scope, Stage

PROPOSED: Final = Stage.PROPOSED
AGREED: Final = Stage.AGREED
PLANNED: Final = Stage.PLANNED
SCHEDULED: Final = Stage.SCHEDULED
UNDER_WAY: Final = Stage.UNDER_WAY
COMPLETED: Final = Stage.COMPLETED
HELD: Final = Stage.HELD
POSTPONED: Final = Stage.POSTPONED
CANCELLED: Final = Stage.CANCELLED
DENIED: Final = Stage.DENIED
ANNOUNCED: Final = Phase.ANNOUNCED
CARRIED_OUT: Final = Phase.CARRIED_OUT
EXCHANGE: Final = Kind.EXCHANGE
BODIES: Final = Kind.BODIES
CHILDREN: Final = Kind.CHILDREN
TOTAL: Final = Scope.TOTAL
MILITARY: Final = Scope.MILITARY
CIVIL: Final = Scope.CIVILIANS
WOUNDED: Final = Scope.WOUNDED
CUMULATIVE: Final = Scope.CUMULATIVE
EXACT: Final = Qualifier.EXACT
