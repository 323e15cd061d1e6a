"""Full-text search of the library: which articles answer these words or this question, the best first."""

from __future__ import annotations

import re
from contextlib import closing
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from nervecheck.tree.load import article_body

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from nervecheck.tree.library import Article
    from nervecheck.tree.model import Tree

# how much a word counts by where it stands: the title, the words people search with, the text. Judgement, held by the table
# of queries in tests/report/test_search.py
TITLE, ALSO, TEXT = 8.0, 10.0, 1.0
CLEAR = 1.3  # the first answers it clearly when it scores this many times as much as the second; judgement
CLOSE = 0.75  # how alike a word must be to pass for a slip of the pen (difflib's ratio)
# the words of a question that tell nothing of what it is about
ASKING = frozenset(
    re.findall(
        r"\w+",
        "a about all am an and any are as at be been being but by can could did do does for from get gets "
        "give go goes had has have how i if in into is it its just keep keeps long make makes me mean means "
        "much my no not of off on or our out s so some tell than that the their them then there these they "
        "this to up was we what when where which who why will with would you your ",
    )
)


class Found(NamedTuple):
    """The articles that fit, the best first, and whether the first fits clearly better than the second.

    `corrected` holds each word that stands in no article, with the one that was searched in its place.
    """

    articles: tuple[Article, ...]
    clear: bool
    corrected: tuple[tuple[str, str], ...]


def search(tree: Tree, words: Iterable[str]) -> Found:
    """What the library holds on these words, of any number; their endings, capitals and order do not matter."""
    articles = {article.id: article for article in tree.articles}
    rows = [(one.id, f"{one.title} {one.id}", " ".join(one.also), article_body(tree, one)) for one in tree.articles]
    known = sorted({word for row in rows for word in _words(" ".join(row))})
    asked = _words(" ".join(words))
    asked = [word for word in asked if word not in ASKING] or asked
    corrected = dict[str, str]()
    with closing(_index(rows)) as index:
        for word in asked:
            if not _matches(index, [word]) and (close := get_close_matches(word, known, 1, CLOSE)):
                corrected[word] = close[0]
        scored = _matches(index, [corrected.get(word, word) for word in asked])
    clear = len(scored) == 1 or (len(scored) > 1 and scored[0][1] >= CLEAR * scored[1][1])
    return Found(tuple(articles[name] for name, _ in scored), clear, tuple(corrected.items()))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def _index(rows: Iterable[tuple[str, str, str, str]]) -> sqlite3.Connection:
    """The articles in a full-text index of SQLite, in memory; its Porter stemmer finds cramp in cramps and cramping."""
    import sqlite3

    index = sqlite3.connect(":memory:")
    index.execute("create virtual table articles using fts5(id unindexed, title, also, text, tokenize='porter unicode61')")
    index.executemany("insert into articles values (?, ?, ?, ?)", rows)
    return index


def _matches(index: sqlite3.Connection, words: Iterable[str]) -> list[tuple[str, float]]:
    """The ids of the articles with any of the words, with their scores, the best first."""
    query = " OR ".join(f'"{word}"' for word in dict.fromkeys(words))
    if not query:
        return []
    rank = f"bm25(articles, 0.0, {TITLE}, {ALSO}, {TEXT})"  # SQLite's is the smaller, the better
    rows = index.execute(f"select id, -{rank} from articles where articles match ? order by {rank}, id", (query,))  # noqa: S608
    return [(str(name), float(score)) for name, score in rows]
