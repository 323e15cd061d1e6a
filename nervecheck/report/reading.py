"""The library to read: an article by its id, or what a search for words finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nervecheck.report.blocks import whole
from nervecheck.report.excerpts import excerpt
from nervecheck.report.search import search

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nervecheck.report.document import Document
    from nervecheck.report.facts import Excerpt
    from nervecheck.tree.model import Tree

MOST_HITS = 6


class Hits(NamedTuple):
    """The articles that fit the words, the best first, six at most; `clear` where the first alone answers them.

    `slips` tells in a sentence each of what was searched in place of words that no article holds.
    """

    articles: tuple[Excerpt, ...]
    clear: bool
    slips: tuple[str, ...] = ()


def look_up(tree: Tree, words: Sequence[str]) -> Hits:
    """The article whose id the words spell, or what a search for them finds; no articles where nothing fits."""
    name = "-".join(words).lower()
    if named := [article for article in tree.articles if article.id == name]:
        return Hits((excerpt(tree, named[0], None),), clear=True)
    found = search(tree, words)
    slips = tuple(f"No article holds '{word}'. Searched was '{other}'." for word, other in found.corrected)
    return Hits(tuple(excerpt(tree, article, None) for article in found.articles[:MOST_HITS]), found.clear, slips)


def article(tree: Tree, name: str) -> Document:
    """The whole article of that id, as it is for anybody."""
    return whole(excerpt(tree, next(one for one in tree.articles if one.id == name), None), tree)
