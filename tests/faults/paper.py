"""A news site whose articles can be changed, renumbered and moved after they were published."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape

from tests.faults.outlet import Outlet


@dataclass(frozen=True, slots=True)
class Article:
    """One item of the feed; without `at` it has no date."""

    guid: str
    title: str
    text: str
    at: datetime | None
    link: str


@dataclass
class Paper(Outlet):
    """Its feed holds `articles`, each of which can be put in the place of another."""

    articles: list[Article] = field(default_factory=list)

    def print(self, title: str, text: str, at: datetime | None, *, link: str = "", guid: str = "") -> int:
        """One more article: its place."""
        number = len(self.articles)
        link = link or f"https://{self.name}.example/news/{number}"
        self.articles.append(Article(guid or f"{self.name}-{number}", title, text, at, link))
        return number

    def edit(self, number: int, **other: object) -> None:
        """The same article with something else in it."""
        self.articles[number] = replace(self.articles[number], **other)  # type: ignore[arg-type]

    def document(self) -> bytes:
        rows = "".join(map(_item, self.articles))
        return f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{rows}</channel></rss>'.encode()


def _item(one: Article) -> str:
    date = f"<pubDate>{format_datetime(one.at)}</pubDate>" if one.at else ""
    return (
        f"<item><guid isPermaLink='false'>{escape(one.guid)}</guid><title>{escape(one.title)}</title>"
        f"<link>{escape(one.link)}</link><description>{escape(one.text)}</description>{date}</item>"
    )
