"""/metrics: what this process has counted, and how the database stands, in Prometheus' text format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import accumulate

from prometheus_client import CollectorRegistry, PlatformCollector, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlmodel import Session

from bot.jobs.counts import BUCKETS, Counts
from storage import health, holds, hubs, instances

_COUNTERS = {
    "entries": ("entries kept", ""),
    "changed": ("entries that came back with other words", ""),
    "relevant": ("entries out of which something was read", ""),
    "articles": ("articles fetched", ""),
    "feed_polls": ("polls of feeds by outcome", "outcome"),
    "feed_pushes": ("requests of hubs with something new, by outcome", "outcome"),
    "sends": ("calls that delivered or failed to, by outcome", "outcome"),
    "floods": ("429 answers of Telegram", ""),
    "alerts": ("messages owed by the rules, by purpose", "purpose"),
}
_DURATIONS = {
    "decision": "from the publication of a report to the decision that it is an alert",
    "delivery": "from an alert's decision to the answer that it was sent, for each message",
}


class _Everything(Collector):
    def __init__(self, metrics: Iterable[Metric]) -> None:
        self._metrics = list(metrics)

    def collect(self) -> Iterable[Metric]:
        return self._metrics


def render(session: Session, counts: Counts, now: datetime, known: Mapping[str, float]) -> bytes:
    """The page. `known` are gauges that only the process knows, by name."""
    registry = CollectorRegistry()
    registry.register(_Everything([*_counters(counts), *_durations(counts), *_gauges(session, now, known)]))
    ProcessCollector(registry=registry)
    PlatformCollector(registry=registry)
    return generate_latest(registry)


def _counters(counts: Counts) -> Iterator[Metric]:
    for name, (about, label) in _COUNTERS.items():
        family = CounterMetricFamily(f"parley_{name}", about, labels=[label] if label else None)
        found = {kind: number for (one, kind), number in counts.numbers.items() if one == name}
        for kind, number in sorted((found or {} if label else {"": found.get("", 0)}).items()):
            family.add_metric([kind] if label else [], number)
        yield family


def _durations(counts: Counts) -> Iterator[Metric]:
    edges = [*(str(edge) for edge in BUCKETS), "+Inf"]
    for name, about in _DURATIONS.items():
        family = HistogramMetricFamily(f"parley_{name}_seconds", about)
        if (found := counts.durations.get(name)) is not None:
            family.add_metric([], list(zip(edges, accumulate(found.numbers), strict=True)), found.total)
        yield family


def _gauges(session: Session, now: datetime, known: Mapping[str, float]) -> Iterator[Metric]:
    fresh, waiting = health.freshness(session, now), health.backlog(session, now)
    values = {
        "developments": health.developments(session),
        "feeds": fresh.feeds,
        "feeds_silent": fresh.silent,
        "feeds_pushed": hubs.pushed(session, now),
        "feeds_age_seconds": (now - fresh.last).total_seconds() if fresh.last else None,
        "queue_depth": waiting.waiting,
        "queue_doubtful": waiting.doubtful,
        "queue_age_seconds": (now - waiting.oldest).total_seconds() if waiting.oldest else 0.0,
        "pushes_held": float(holds.held(session)),
        "instances": len(instances.alive(session, now)),
        **known,
    }
    for name, value in values.items():
        if value is not None:
            yield GaugeMetricFamily(f"parley_{name}", _ABOUT.get(name, name.replace("_", " ")), value=value)


_ABOUT = {
    "feeds": "feeds that are polled",
    "feeds_silent": "feeds that have not answered for six hours",
    "feeds_pushed": "feeds that come pushed by a hub, and are polled rarely",
    "feeds_age_seconds": "since the last answer of any feed",
    "queue_depth": "messages that are due and not sent",
    "queue_doubtful": "messages of which nobody knows whether they arrived",
    "queue_age_seconds": "how long the oldest due message has waited",
    "telegram_role": "1 where this instance fetches updates and sends",
    "telegram_trouble": "1 where Telegram cannot be reached or refuses the token",
}
