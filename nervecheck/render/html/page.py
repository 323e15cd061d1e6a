"""The whole HTML file: its templates, its style, and the policy by which it loads nothing and runs nothing."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from nervecheck.base.text import clean
from nervecheck.render.html.outline import levels, outline, sections
from nervecheck.render.html.qr_code import qr_code
from nervecheck.report.action import banner
from nervecheck.report.compose import compose
from nervecheck.report.document import Heading

if TYPE_CHECKING:
    from nervecheck.report.document import Block, Document
    from nervecheck.report.facts import Report

# each urgency has a shape beside its word and its colour: octagon, triangle, diamond, square, circle
SHAPES = {
    "ambulance": "M7.5 1h9L23 7.5v9L16.5 23h-9L1 16.5v-9z",
    "emergency": "M12 1.5 23.5 22H.5z",
    "same-day": "M12 .5 23.5 12 12 23.5.5 12z",
    "routine": "M2.5 2.5h19v19h-19z",
    "self-care": "M12 1a11 11 0 1 1 0 22 11 11 0 0 1 0-22z",
}


def report_page(report: Report, page: str = "", full: bool = False) -> str:
    """The report: a page for the person, one for the next reader, then the rest in folds, which `full` opens.

    With `page`, `person` or `reader`, that one alone.
    """
    pages = compose(report)
    return _written(
        "report.html",
        f"{report.word}: {report.headline}",
        person=outline(pages.person) if page != "reader" else None,
        reader=outline(pages.reader) if page != "person" else None,
        code=qr_code(pages.reader) if page != "person" else None,
        rest=sections(pages.rest) if not page else (),
        full=full,
        action=banner(report),
    )


def document_page(document: Document) -> str:
    """One document, such as an article, under its first heading."""
    title = next((block.text for block in document if isinstance(block, Heading)), "nervecheck")
    return _written("document.html", title, document=document, levels=levels(document))


def _written(template: str, title: str, **parts: Any) -> str:
    environment = _environment()
    style, _, _ = _LOADER.get_source(environment, "style.css")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    page = environment.get_template(template)
    return page.render(title=title, style=Markup(style), digest=digest, **parts).rstrip() + "\n"  # noqa: S704  our own file


_LOADER = PackageLoader("nervecheck.render.html")


@cache
def _environment() -> Environment:
    """Templates in which every text is escaped and cleaned, and a name that is missing is an error."""
    made = Environment(
        loader=_LOADER, autoescape=True, finalize=_safe, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters["kind"] = _kind
    made.globals["shapes"] = SHAPES
    return made


def _safe(value: object) -> object:
    """A text without control characters; what is markup already was put together from such texts."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _kind(block: Block) -> str:
    return type(block).__name__.lower()
