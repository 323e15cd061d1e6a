"""Report -> pages: one for the person, one for whoever sees them next, and all the rest for who asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nervecheck.report import action as acting
from nervecheck.report.document import Bullets, Document, Paragraph
from nervecheck.report.hazards import hazard_count, use_blocks
from nervecheck.report.make import content
from nervecheck.report.pages import fitted
from nervecheck.report.person_page import person_page
from nervecheck.report.reader_page import reader_page
from nervecheck.report.rest import rest

if TYPE_CHECKING:
    from nervecheck.report.facts import Report
    from nervecheck.tree.model import Tree

SCREEN = 18  # lines of the action: with the choices below it, it fits a screen of 24


class Pages(NamedTuple):
    """A report in its parts; all it says stands in one of them, or in the facts that JSON shows."""

    person: Document
    reader: Document
    rest: Document


def compose(report: Report) -> Pages:
    """The pages of the report."""
    return Pages(person_page(report), reader_page(report), rest(report))


def document(report: Report, page: str = "", full: bool = False) -> Document:
    """The page named, `person` or `reader`; else both, with `full` all the rest, and what to do once more at the end."""
    pages = compose(report)
    if page:
        return pages.person if page == "person" else pages.reader
    return (*pages.person, *pages.reader, *(pages.rest if full else ()), acting.banner(report))


def action(report: Report) -> Document:
    """What to do now, and what not to do: all that somebody in a hurry needs, on one screen."""
    return fitted((piece._replace(sources=()) for piece in acting.action(report)), SCREEN, {})


def about(tree: Tree) -> Document:
    """Intended use, limits, hazards by their number, review state, versions and licence."""
    made = content(tree)
    return (
        Bullets(tree.advice.about),
        Paragraph(tree.about.scope),
        *use_blocks(tree),
        *hazard_count(tree),
        Paragraph(f"Program {made.program}, licence MIT. Questions {made.version} ({made.hash})."),
        Paragraph(f"The questions were last gone through on {made.reviewed} by {made.reviewed_by}. {made.review}"),
    )
