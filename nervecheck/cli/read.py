"""`nervecheck read`: the library listed, searched and read."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

from nervecheck.base.errors import UsageError
from nervecheck.base.problems import quoted
from nervecheck.base.text import typed
from nervecheck.cli.display import coloured, is_plain, page
from nervecheck.cli.options import allowed_format, format_of
from nervecheck.cli.streams import deliver, is_terminal
from nervecheck.report.blocks import hits, index, whole
from nervecheck.report.document import Paragraph
from nervecheck.report.reading import look_up

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from nervecheck.report.document import Document
    from nervecheck.report.facts import Excerpt
    from nervecheck.tree.model import Tree


class Wanted(NamedTuple):
    """What is to be read, and the article whose text it is, if it is one."""

    document: Document
    article: Excerpt | None = None


def read(tree: Tree, words: tuple[str, ...], name: str | None, output: Path | None, plain: bool) -> None:
    """Shows the article of that id, or else what a search for the words finds: the article that answers them, or the best few.

    Without words it lists every article. `name` is that of the format; without one the file's ending or the terminal decides.
    Raises UsageError where nothing is found, or where the library is not written so.
    """
    _show(_wanted(tree, words), name, output, plain)


def _wanted(tree: Tree, words: tuple[str, ...]) -> Wanted:
    if not words:
        return Wanted(index(tree.articles, "The library", tree.named))
    found = look_up(tree, words)
    if not found.articles:
        raise UsageError(f"No article holds {quoted(' '.join(words))}. `{typed('read', tree.named)}` lists all.")
    slips = tuple(map(Paragraph, found.slips))
    first, *others = found.articles
    if not found.clear:
        return Wanted((*slips, *hits((first, *others), f"Found for {quoted(' '.join(words))}", tree.named)))
    more = Paragraph(f"Also found: {', '.join(one.id for one in others)}.")
    return Wanted((*slips, *whole(first, tree), *((more,) if others else ())), first)


def _show(wanted: Wanted, name: str | None, output: Path | None, plain: bool) -> None:
    to_screen = output is None and is_terminal(sys.stdout)
    name = allowed_format(name or ("terminal" if to_screen else format_of(output)), _FORMATS, "The library")
    text = _FORMATS[name](wanted, plain)
    if not (to_screen and name == "terminal" and page(text)):
        deliver(text, output, styled=name == "terminal" and output is None)


def _markdown(wanted: Wanted, _plain: bool) -> str:
    from nervecheck.render.markdown import render

    return render(wanted.document)


def _html(wanted: Wanted, _plain: bool) -> str:
    from nervecheck.render.html.page import document_page

    return document_page(wanted.document, wanted.article)


def _terminal(wanted: Wanted, plain: bool) -> str:
    return coloured(wanted.document, is_plain(plain))


_FORMATS: dict[str, Callable[[Wanted, bool], str]] = {"terminal": _terminal, "markdown": _markdown, "html": _html}
