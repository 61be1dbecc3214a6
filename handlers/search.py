"""/search: what is stored about some words. A person's name is not searched (RULES, 8)."""

from __future__ import annotations

from sqlmodel import Session

from handlers import arguments, paging
from handlers.conversation import Reply, Request
from handlers.families import families
from handlers.freshness import last_line
from handlers.personal import is_a_name, is_a_plea
from handlers.wording import lists, stands
from handlers.wording.language import N_, Speech
from handlers.wording.markup import Html, paragraphs, within
from storage import figures, statements
from storage import search as index
from storage.search import Hit
from storage.sources import with_sources

EXAMPLES = (N_("search Istanbul"), N_("search Umerov"), N_("search security guarantees"))
_PAGE = 8
_ROOM = 3500


def search(request: Request, session: Session) -> Reply:
    """Developments and statements with all of the words, newest first."""
    words, page = arguments.page(request)
    question = " ".join(words)
    if not question:
        return arguments.missing(request, EXAMPLES)
    if is_a_plea(question) or is_a_name(question, request.dossier):
        return families(request, session)
    say = arguments.speech(request)
    hits = index.find(session, question, limit=_PAGE + 1, offset=page * _PAGE)
    told = within(_told(request, session, hits[:_PAGE], say), _ROOM)
    html = paragraphs(
        say("<b>Found</b>") if told else say("Nothing is stored that has all of these words. Fewer words find more."),
        *told,
        last_line(request, session),
    )
    row = paging.turns(f"search {question}", page, more=len(hits) > _PAGE, say=say)
    return Reply(html, (row,) if row else ())


def _told(request: Request, session: Session, hits: list[Hit], say: Speech) -> list[Html]:
    known = figures.by_ids(session, [hit.development for hit in hits if hit.development])
    found = {one.id: one for one in with_sources(session, list(known.values()))}
    said = statements.by_ids(session, [hit.statement for hit in hits if hit.statement])
    year = arguments.today(request).year
    told = []
    for hit in hits:
        if hit.development in found:
            told.append(lists.two_lines(found[hit.development], request.dossier, say))
        elif hit.statement in said:
            told.append(stands.lately(said[hit.statement], request.dossier, say, year))
    return told
