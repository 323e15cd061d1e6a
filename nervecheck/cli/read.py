"""`nervecheck read`: the library listed, searched and read."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from nervecheck.base.errors import UsageError
from nervecheck.base.text import typed
from nervecheck.cli.display import coloured, is_plain, page
from nervecheck.cli.streams import deliver, is_terminal
from nervecheck.report.blocks import hits, index, whole
from nervecheck.report.document import Paragraph
from nervecheck.report.reading import look_up

if TYPE_CHECKING:
    from nervecheck.report.document import Document
    from nervecheck.tree.model import Tree


def read(tree: Tree, words: tuple[str, ...], markdown: bool, plain: bool) -> None:
    """Shows the article of that id, or else what a search for the words finds: the article that answers them, or the best few.

    Without words it lists every article. Raises UsageError where nothing is found.
    """
    _show(_wanted(tree, words), markdown, plain)


def _wanted(tree: Tree, words: tuple[str, ...]) -> Document:
    if not words:
        return index(tree.articles, "The library", tree.named)
    found = look_up(tree, words)
    if not found.articles:
        raise UsageError(f"No article holds '{' '.join(words)}'. `{typed('read', tree.named)}` lists all.")
    slips = tuple(map(Paragraph, found.slips))
    first, *others = found.articles
    if not found.clear:
        return (*slips, *hits((first, *others), f"Found for '{' '.join(words)}'", tree.named))
    more = Paragraph(f"Also found: {', '.join(one.id for one in others)}.")
    return (*slips, *whole(first, tree), *((more,) if others else ()))


def _show(document: Document, markdown: bool, plain: bool) -> None:
    if markdown or not is_terminal(sys.stdout):
        from nervecheck.render.markdown import render

        deliver(render(document), None)
        return
    text = coloured(document, is_plain(plain))
    if not page(text):
        deliver(text, None)
