"""The SQLModel tables. Only storage's query files use them; everybody else gets the vocabulary.

Enums are stored by value, days as dates, instants as aware UTC, structured odds and ends as JSON.
"""

from storage.tables.claims import ClaimFigureRow, ClaimPartyRow, ClaimRow, StatementRow
from storage.tables.columns import Moment
from storage.tables.developments import (
    ChangeRow,
    DevelopmentFigureRow,
    DevelopmentPartyRow,
    DevelopmentRow,
    JudgementRow,
    SearchableRow,
)
from storage.tables.feeds import EntryRow, FeedRow, TombstoneRow
from storage.tables.hubs import HubRow
from storage.tables.outbox import AlertRow, BroadcastRow, DeliveryRow, FollowRow, SubscriberRow
from storage.tables.running import InstanceRow, MetaRow

__all__ = [
    "AlertRow",
    "BroadcastRow",
    "ChangeRow",
    "ClaimFigureRow",
    "ClaimPartyRow",
    "ClaimRow",
    "DeliveryRow",
    "DevelopmentFigureRow",
    "DevelopmentPartyRow",
    "DevelopmentRow",
    "EntryRow",
    "FeedRow",
    "FollowRow",
    "HubRow",
    "InstanceRow",
    "JudgementRow",
    "MetaRow",
    "Moment",
    "SearchableRow",
    "StatementRow",
    "SubscriberRow",
    "TombstoneRow",
]
