"""`nervecheck read`: the library listed, searched and read."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from nervecheck.base.errors import UsageError
from nervecheck.base.problems import quoted
from nervecheck.base.text import typed
from nervecheck.cli.display import coloured, is_plain, page
from nervecheck.cli.options import format_of
from nervecheck.cli.streams import deliver, is_terminal
from nervecheck.report.blocks import hits, index, whole
from nervecheck.report.document import Paragraph
from nervecheck.report.reading import look_up

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from nervecheck.report.document import Document
    from nervecheck.tree.model import Tree


def read(tree: Tree, words: tuple[str, ...], name: str | None, output: Path | None, plain: bool) -> None:
    """Shows the article of that id, or else what a search for the words finds: the article that answers them, or the best few.

    Without words it lists every article. `name` is that of the format; without one the file's ending or the terminal decides.
    Raises UsageError where nothing is found, or where the library is not written so.
    """
    _show(_wanted(tree, words), name, output, plain)


def _wanted(tree: Tree, words: tuple[str, ...]) -> Document:
    if not words:
        return index(tree.articles, "The library", tree.named)
    found = look_up(tree, words)
    if not found.articles:
        raise UsageError(f"No article holds {quoted(' '.join(words))}. `{typed('read', tree.named)}` lists all.")
    slips = tuple(map(Paragraph, found.slips))
    first, *others = found.articles
    if not found.clear:
        return (*slips, *hits((first, *others), f"Found for {quoted(' '.join(words))}", tree.named))
    more = Paragraph(f"Also found: {', '.join(one.id for one in others)}.")
    return (*slips, *whole(first, tree), *((more,) if others else ()))


def _show(document: Document, name: str | None, output: Path | None, plain: bool) -> None:
    to_screen = output is None and is_terminal(sys.stdout)
    name = name or ("terminal" if to_screen else format_of(output))
    if name not in _FORMATS:
        raise UsageError(f"The library is not written as {name}. Allowed: {', '.join(_FORMATS)}. Choose one with --format.")
    text = _FORMATS[name](document, plain)
    if not (to_screen and name == "terminal" and page(text)):
        deliver(text, output, styled=name == "terminal" and output is None)


def _markdown(document: Document, _plain: bool) -> str:
    from nervecheck.render.markdown import render

    return render(document)


def _html(document: Document, _plain: bool) -> str:
    from nervecheck.render.html.page import document_page

    return document_page(document)


def _terminal(document: Document, plain: bool) -> str:
    return coloured(document, is_plain(plain))


_FORMATS: dict[str, Callable[[Document, bool], str]] = {"terminal": _terminal, "markdown": _markdown, "html": _html}
