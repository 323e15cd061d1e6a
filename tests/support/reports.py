"""Reports to render, and their texts."""

from __future__ import annotations

import re
from functools import cache
from io import StringIO
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from rich.console import Console

from nervecheck.authoring.vignettes import read_vignettes
from nervecheck.interview.answers_file import read_answers
from nervecheck.render import terminal
from nervecheck.report.compose import document
from nervecheck.report.document import Banner, Bullets, Document, Heading, Notes, Pairs, References
from nervecheck.report.make import make_report, numbers_for
from tests.support import shipped
from tests.support.terminal import SELF_CARE, STORIES, answers_file, folded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from markdown_it.token import Token

    from nervecheck.engine.answer import Answers
    from nervecheck.report.facts import Report
    from nervecheck.tree.model import Tree


URL = re.compile(r"\s*https://\S+")
# what a report is made of in CommonMark; an image, raw HTML or a code span is in none of them
BLOCKS = {"heading", "paragraph", "bullet_list", "ordered_list", "list_item", "inline"}
INLINE = {"text", "softbreak", "strong_open", "strong_close", "link_open", "link_close"}


def report_on(answers: str, tree: Tree | None = None, region: str | None = None) -> Report:
    """The report on the text of an answers file."""
    tree = tree or shipped()
    given = read_answers(answers.encode(), "answers.yaml", tree, complete=True)
    return make_report(tree, given.answers, numbers_for(tree, region), given.notes)


@cache
def vignettes() -> Mapping[str, Answers]:
    """The answers of every shipped vignette by its id; to read them takes seconds."""
    return {vignette.case.id: vignette.answers for vignette in read_vignettes(shipped())}


def of_vignettes(ids: Collection[str] = ()) -> Iterator[tuple[str, Report]]:
    """The id and the report of each vignette that is named, of all where none is, answered on one day."""
    tree = shipped()
    for name, answers in vignettes().items():
        if not ids or name in ids:
            yield name, make_report(tree, answers, numbers_for(tree, None), date="2026-11-28")


REPORTS = {name: report_on(answers_file(story), region="GB" if name == "same-day" else None) for name, story in STORIES.items()}
_LEG = SELF_CARE | {"area": "low-back calf", "side": "left", "leg-pattern": "below more cough", "since": "three"}
# a nerve of the leg may be the cause, on the left
LEG_REPORT = report_on(answers_file(_LEG | dict.fromkeys(("joint-pattern", "leg-signs", "limb-signs", "wants"), "none")))


def whole(report: Report) -> Document:
    """The pages and all the rest."""
    return document(report, full=True)


def leaves(part: object) -> Iterator[str]:
    """Every text of a document that is there to be read."""
    match part:
        case str():
            yield part
        case Banner():  # its urgency is an id; the word stands beside it
            yield from leaves((part.word, part.headline, part.lines))
        case Notes(items):  # the addresses stand where they cost no line
            yield from (item.title for item in items)
        case tuple():
            for item in part:
                yield from leaves(item)


def shown(document: Document, width: int, plain: bool = False) -> str:
    """What a colour terminal of that width is sent, without the colours."""
    screen = StringIO()
    console = Console(
        file=screen, width=width, force_terminal=True, color_system="truecolor", highlight=False, markup=False, emoji=False
    )
    terminal.show(document, console, plain=plain)
    return re.sub(r"\x1b\[[0-9;]*m", "", screen.getvalue())


def tokens(text: str) -> list[Token]:
    """The Markdown as a CommonMark reader takes it, with the parts of each line."""
    return [part for token in MarkdownIt("commonmark").parse(text) for part in (token, *(token.children or ()))]


def unescaped(text: str) -> str:
    """The words that a reader of the Markdown sees."""
    parts = MarkdownIt("commonmark").parse(text)
    lines = ("".join(" " if c.type == "softbreak" else c.content for c in part.children or ()) for part in parts)
    return folded("\n".join(lines))


def links(text: str) -> set[str]:
    return {str(token.attrs["href"]) for token in tokens(text) if token.type == "link_open"}


def assert_only_report(text: str, document: Document) -> None:
    """The Markdown reads as the blocks of the document, no more and no fewer."""
    found = tokens(text)
    inline = {child.type for token in found for child in token.children or ()}
    blocks = {token.type.removesuffix("_open").removesuffix("_close") for token in found if token.block}
    assert inline <= INLINE
    assert blocks <= BLOCKS
    assert all(url.startswith("https://") for url in links(text))
    count = [token.type for token in found].count
    banners = sum(isinstance(block, Banner) for block in document)
    assert count("strong_open") == banners
    assert count("heading_open") == banners + sum(isinstance(block, Heading) for block in document)
    assert count("list_item_open") == sum(map(items, document))
    assert count("link_open") == sum(len(block.items) for block in document if isinstance(block, References | Notes))


def items(block: object) -> int:
    match block:
        case Bullets(listed, _):
            return len(listed)
        case Pairs(rows):
            return len(rows)
        case References(listed):
            return len(listed)
        case _:
            return 0
