"""`nervecheck read`: the library listed, searched and read."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from nervecheck.base.errors import UsageError
from nervecheck.base.problems import nearest
from nervecheck.base.text import typed
from nervecheck.cli.display import coloured, is_plain, page
from nervecheck.cli.streams import deliver, is_terminal
from nervecheck.report.blocks import index, whole
from nervecheck.report.excerpts import excerpt, found_in

if TYPE_CHECKING:
    from nervecheck.report.document import Document
    from nervecheck.tree.model import Tree


def read(tree: Tree, words: tuple[str, ...], markdown: bool, plain: bool) -> None:
    """Shows the article of that id, or else lists those that hold all the words; without words it lists every one.

    Raises UsageError where no article holds them.
    """
    _show(_wanted(tree, words), markdown, plain)


def _wanted(tree: Tree, words: tuple[str, ...]) -> Document:
    articles = {article.id: article for article in tree.articles}
    if not words:
        return index(tree.articles, "The library", tree.named)
    name = "-".join(words).lower()
    if name in articles:
        return whole(excerpt(tree, articles[name], None), tree)
    found = found_in(tree, words)
    if not found:
        hint = nearest(name, articles).split(" Allowed")[0] if articles else ""
        hint = hint if hint.startswith("Did you mean") else ""
        every = typed("read", tree.named)
        raise UsageError(f"No article holds '{' '.join(words)}'. {hint} `{every}` lists all.".replace("  ", " "))
    if len(found) == 1:
        return whole(excerpt(tree, found[0], None), tree)
    return index(found, f"Articles with '{' '.join(words)}'", tree.named)


def _show(document: Document, markdown: bool, plain: bool) -> None:
    if markdown or not is_terminal(sys.stdout):
        from nervecheck.render.markdown import render

        deliver(render(document), None)
        return
    text = coloured(document, is_plain(plain))
    if not page(text):
        deliver(text, None)
