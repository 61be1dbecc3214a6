"""Days on which outlets change their articles, and a reader who looks at what Parley makes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any, Self

from sqlmodel import Session, col, func, select

from handlers.alerting import compose
from handlers.conversation import Chat, Request
from handlers.dispatch import answer, parse
from storage import developments, feeds, statements
from storage.tables import AlertRow, ChangeRow, ClaimRow, DevelopmentRow, EntryRow
from storage.vocabulary import Alert, Development, Feed, Purpose
from tests.faults.chain import READER, Chain, unlike
from tests.faults.paper import Article, Paper

WEEK = 7 * 86_400


class Desk:
    """A week of its own: a paper, what a reader was sent of its news, and what a reader is answered.

    `number` makes its figures and words unlike those of other weeks.
    """

    _weeks = iter(range(1, 1000))

    def __init__(self, parley: Chain, *, owner: str = "") -> None:
        self.parley, self.number = parley, next(self._weeks)
        parley.clock.advance(WEEK)
        self.day = parley.clock()
        self.papers = [Paper(f"wire{self.number}")]
        self.owner = owner
        self._before = len(parley.post.texts(READER))

    @property
    def paper(self) -> Paper:
        return self.papers[0]

    async def __aenter__(self) -> Self:
        await self.paper.open()
        self.parley.follow(self.paper)
        await self.parley.poll()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.parley.forget(*self.papers)
        for paper in self.papers:
            await paper.close()

    async def another(
        self, name: str, owner: str = "", *, outlet: str = "", articles: Sequence[Article] = (), polled: bool = True
    ) -> Paper:
        """One more feed, of the same owner where that is given; it has answered once unless it is not `polled`."""
        paper = Paper(f"{name}{self.number}", articles=list(articles))
        await paper.open()
        self.papers.append(paper)
        feed = Feed(url=paper.url, outlet=outlet or paper.name.title(), owner=owner or paper.name, tier=1)
        self.parley.database.run(feeds.put, feed, write=True)
        if polled:
            await self.parley.poll()
        return paper

    def words(self, people: int, *, by: str = "Russia's Defence Ministry", more: str = "") -> dict[str, str]:
        """An article of an exchange of so many, told by whom."""
        rest = f"{unlike(self.number)} {more}"
        return {
            "title": f"Ukraine and Russia exchange {people} prisoners each",
            "text": f"{by} said that {people} Russian soldiers were returned from captivity on "
            f"{self.day:%A}, and that {people} Ukrainian prisoners of war were handed over to Ukraine in "
            f"exchange. {rest}",
        }

    def report(self, people: int, paper: Paper | None = None, **other: Any) -> int:
        """An article of now; its place in the paper."""
        link, guid, words = other.pop("link", ""), other.pop("guid", ""), self.words(people, **other)
        return (paper or self.paper).print(**words, at=self.parley.clock(), link=link, guid=guid)

    async def poll(self) -> None:
        await self.parley.poll()

    async def later(self, seconds: float = 3600) -> None:
        """Some time later: what is owed by then is sent, edits of alerts too."""
        self.parley.clock.advance(seconds)
        await self.parley.post.deliverer.drain()
        await self.parley.sent()

    def messages(self) -> list[str]:
        """What the reader was sent of this week's news, as it stands now."""
        return self.parley.post.texts(READER)[self._before :]

    def ask(self, command: str, number: int | None = None) -> str:
        """What a reader is answered, about this week's development where no number is given."""
        about = self.events()[-1].id if number is None else number
        return self.typed(f"/{command} {about}" if command != "d" else f"/d{about}")

    def typed(self, line: str) -> str:
        asked = parse(line)
        assert asked is not None
        request = Request(
            command=asked.command,
            arguments=asked.arguments,
            text=asked.text,
            chat=Chat(id=1),
            at=self.parley.clock(),
            dossier=self.parley.dossier,
        )
        return self.parley.database.run(lambda session: answer(request, session), write=True).html

    @property
    def outlet(self) -> str:
        return self.paper.name.title()

    def judge(self, act: Callable[..., Any], *given: Any) -> Any:
        """What an operator decides."""
        return self.parley.database.run(act, *given, "operator", self.parley.clock(), write=True)

    def quoted(self) -> str:
        """What the officials of this paper's articles are quoted with."""
        said = self.parley.database.run(statements.lately, ("UA", "RU"))
        return " ".join(text for one in said if one.outlet == self.outlet for text in one.text.values())

    def events(self) -> list[Development]:
        """This week's developments, those that were joined into others apart."""
        found = self.parley.database.run(developments.since, self.day.date() - timedelta(days=2))
        return sorted((one for one in found if one.day), key=lambda one: one.id)

    def count(self, table: Any, *where: Any) -> int:
        """How many rows a table has."""
        query = select(func.count()).select_from(table).where(*where)
        return self.parley.database.run(lambda session: session.exec(query).one())

    def rows(self) -> Mapping[str, int]:
        """How much is kept of everything: what must not grow for nothing."""
        tables = (EntryRow, ClaimRow, ChangeRow, DevelopmentRow, AlertRow)
        return {table.__tablename__: self.count(table) for table in tables}

    def claims(self) -> Sequence[ClaimRow]:
        """This paper's claims, oldest first."""
        query = select(ClaimRow).where(col(ClaimRow.outlet) == self.paper.name.title()).order_by(col(ClaimRow.id))
        return self.parley.database.run(lambda session: session.exec(query).all())


def worded(parley: Chain) -> Any:
    """Makes the deliverer word edits as the running bot does."""

    def composed(session: Session, alert: Alert, *, purpose: Purpose, languages: tuple[str, ...], now: Any) -> Any:
        return compose(session, parley.dossier, alert, purpose=purpose, languages=languages, now=now)

    parley.post.deliverer._rounds._compose = composed
    return parley
