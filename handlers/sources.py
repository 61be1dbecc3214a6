"""/sources 41: every report behind a development, with its own figures and who it quotes."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session

from handlers import arguments, paging
from handlers.card import asked_for, is_fresh, unknown
from handlers.conversation import Button, Reply, Request
from handlers.freshness import last_line
from handlers.wording import headlines
from handlers.wording.language import Speech
from handlers.wording.markup import bold, lines, paragraphs
from handlers.wording.reports import each_once, explanation, report_line
from handlers.wording.revised import first_said, taken_back
from storage import developments, reports
from storage.vocabulary import Development, Report

EXAMPLES = ("sources 41", "latest")
_PAGE = 12


def sources(request: Request, session: Session) -> Reply:
    """The reports, oldest first, copies of one text counted once."""
    words, page = arguments.page(request)
    found = asked_for(request, session, developments.shown) if words else None
    if found is None:
        return unknown(request, EXAMPLES)
    say = arguments.speech(request)
    once = each_once(reports.texts(session, found.id))
    texts = once[page * _PAGE : (page + 1) * _PAGE]
    behind = reports.by_ids(session, [text.id for text, _ in texts])
    shown = [(behind[text.id], copies) for text, copies in texts]
    earlier = reports.taken_back(session, found.id)
    told = [
        report_line(one, copies, found, request.dossier, say, first_said(one, earlier, request.dossier, say))
        for one, copies in shown
    ]
    if len(once) <= (page + 1) * _PAGE:
        told += [report_line(one, 0, found, request.dossier, say) for one in _no_longer(session, found, earlier)]
    html = paragraphs(
        lines(
            bold(headlines.headline(found, request.dossier, say)),
            headlines.when(found, say),
            *(told or [say("No report is stored.")]),
            explanation(found, [report for report, _ in shown], request.dossier, say),
        ),
        last_line(request, session),
    )
    return Reply(html, _buttons(request, found, page, len(once), say), fresh=is_fresh(request) and not page)


def _no_longer(session: Session, found: Development, earlier: Sequence[Report]) -> list[Report]:
    """The last of those whose articles say nothing of it any more; at the end of the list."""
    if not earlier:
        return []
    standing = developments.with_reports(session, [found])[0].reports
    return taken_back(standing, earlier)[-_PAGE:]


def _buttons(
    request: Request, found: Development, page: int, count: int, say: Speech
) -> tuple[tuple[Button, ...], ...]:
    turn = paging.turns(f"sources {found.id}", page, more=count > (page + 1) * _PAGE, say=say)
    card = () if is_fresh(request) else (Button(str(say("Card")), f"d{found.id}"),)
    return tuple(row for row in (turn, card) if row)
