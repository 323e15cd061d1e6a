"""The whole HTML file: its templates, its style, and the policy by which it loads nothing and runs nothing."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from nervecheck.base.text import clean
from nervecheck.render.html.outline import levels, outline, sections
from nervecheck.render.html.pictures import STYLE, shape
from nervecheck.render.html.placed import Beside, of_article, of_result
from nervecheck.render.html.qr_code import qr_code
from nervecheck.report.action import banner
from nervecheck.report.compose import compose
from nervecheck.report.document import Heading
from nervecheck.report.pages import height
from nervecheck.report.reader_page import YES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from nervecheck.report.document import Block, Document
    from nervecheck.report.facts import Excerpt, Report

# Measured on all vignettes: a page of at most so many lines has room for the line of time on a Letter sheet as well.
ROOMY = 54
# police and fire services are named so that nobody calls them
_NUMBER = re.compile(r"(\b[0-9](?:[ -]?[0-9]){2,}\b(?! is the))")


def report_page(report: Report, page: str = "", full: bool = False) -> str:
    """The report: a page for the person, one for the next reader, then the rest in folds, which `full` opens.

    With `page`, `person` or `reader`, that one alone.
    """
    pages = compose(without_commands(report))
    rest = sections(pages.rest) if not page else ()
    return _written(
        "report.html",
        f"{report.word}: {report.headline}",
        person=outline(pages.person) if page != "reader" else None,
        reader=outline(pages.reader) if page != "person" else None,
        code=qr_code(pages.reader) if page != "person" else None,
        rest=rest,
        anchors=_anchors(section.heading for section in rest),
        full=full,
        action=banner(report),
        pictures=of_result(report),
        roomy=height(pages.person) <= ROOMY,
    )


def document_page(document: Document, article: Excerpt | None = None) -> str:
    """One document under its first heading; where it is an article, with the pictures of that."""
    title = next((block.text for block in document if isinstance(block, Heading)), "nervecheck")
    return _written(
        "document.html",
        title,
        document=document,
        levels=levels(document),
        beside=of_article(article),
        anchors=_anchors(_parts(document)),
    )


def without_commands(report: Report) -> Report:
    """The report without what one types to read an article: whoever holds a page has no terminal."""
    return report._replace(
        excerpts=tuple(excerpt._replace(command="") for excerpt in report.excerpts),
        more=tuple(item._replace(command="") for item in report.more),
    )


def _parts(document: Document) -> Iterable[str]:
    return (block.text for block in document if isinstance(block, Heading) and block.level == 2)


def _anchors(headings: Iterable[str]) -> Mapping[str, str]:
    """An id for each of these headings, of which no two are the same."""
    return {heading: f"part-{number}" for number, heading in enumerate(headings, 1)}


def _written(template: str, title: str, **parts: Any) -> str:
    environment = _environment()
    own, _, _ = _LOADER.get_source(environment, "style.css")
    style = f"{own}\n{STYLE}\n"
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
    made.filters |= {"kind": _kind, "counted": _counted, "pressable": _pressable}
    made.globals |= {"shape": shape, "nowhere": Beside({}), "signs_there": YES}
    return made


def _safe(value: object) -> object:
    """A text without control characters; what is markup already was put together from such texts."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _counted(text: str, anchor: str) -> str:
    """The text; where it ends in the count of what had no room ("4 more"), that is a link to where all of it stands."""
    found = re.fullmatch(r"(|.*; )([0-9]+ more)([.]?)", clean(text), re.DOTALL)
    if not found or not anchor:
        return text
    before, count, end = found.groups()
    return Markup('{}<a class="more" href="#{}">{}</a>{}').format(before, anchor, count, end)


def _pressable(text: str) -> str:
    """The text; each telephone number in it can be pressed."""
    parts = _NUMBER.split(clean(text))  # every second part is a number
    links = (Markup('<a href="tel:{}">{}</a>').format(re.sub("[^0-9]", "", one), one) for one in parts[1::2])
    return Markup("").join(part for pair in zip(parts[::2], (*links, ""), strict=True) for part in pair)


def _kind(block: Block) -> str:
    return type(block).__name__.lower()
