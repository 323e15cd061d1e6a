"""Causes and articles as blocks of a document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nervecheck.base.text import typed
from nervecheck.engine.ranking import Band
from nervecheck.report.document import Block, Bullets, Document, Heading, Pairs, Paragraph, Reference, References
from nervecheck.report.make import cited
from nervecheck.tree.library import Article, ArticleKind, Extent, Place, ReadFrom

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nervecheck.report.facts import Causes, Cited, Excerpt, LikelyCause, More, Point
    from nervecheck.tree.library import Sign
    from nervecheck.tree.model import Tree


def causes_blocks(causes: Causes | None) -> Iterator[Block]:
    """What it may be: causes that fit well in full, others in a line each, and what nobody can tell from answers."""
    if causes is None:
        return
    yield Heading("What it may be")
    yield Paragraph(f"{causes.lead} Compared were causes of {causes.compared}.")
    named = [item for item in causes.likely if item.cause in causes.named]
    if not named:
        yield Paragraph(causes.not_enough)
    named.sort(key=lambda item: item.band != Band.WELL)
    for item in named:
        yield Heading(f"{'Fits well' if item.band == Band.WELL else 'May fit'}: {_called(item)}", 3)
        yield Paragraph(item.what)
        yield Bullets((*_reasons(item), *([item.course] if item.course and item.band == Band.WELL else [])))
    less = [f"{_called(item)}. {_against(item)}" for item in causes.likely if item.band == Band.LESS]
    if less:
        yield Heading("Fits less well", 3)
        yield Bullets(tuple(less))
    if causes.serious:
        yield Heading("A doctor will also think of", 3)
        yield Bullets(tuple(f"{_called(item)}. {' '.join(_reasons(item))}" for item in causes.serious))
    if causes.not_excluded:
        yield Paragraph(causes.not_excluded)


def _called(item: LikelyCause) -> str:
    return f"{item.name} ({item.term})"


def _reasons(item: LikelyCause) -> Iterator[str]:
    if item.fits:
        yield f"For it: {_points(item.fits)}."
    if item.against:
        yield _against(item)


def _against(item: LikelyCause) -> str:
    return f"Against it: {_points(item.against)}."


def _points(points: Iterable[Point]) -> str:
    """The findings one after the other, those with the same strength together."""
    by_strength: dict[str, list[str]] = {}
    for point in points:
        by_strength.setdefault(point.strength, []).append(point.says)
    return "; ".join(f"{', '.join(says)} [{strength}]" for strength, says in by_strength.items())


def reading_blocks(excerpts: Iterable[Excerpt], more: Iterable[More]) -> Iterator[Block]:
    """What to read: what fits best, what was asked for, and the titles of the rest, each with its command if it has one."""
    titles = {False: "To read", True: "What you asked to read about"}
    for wanted, title in titles.items():
        group = [excerpt for excerpt in excerpts if excerpt.wanted is wanted]
        if group:
            yield Heading(title)
        for excerpt in group:
            yield Heading(excerpt.title, 3)
            yield from excerpt_blocks(excerpt)
            whole = [f"The whole of it: {excerpt.command}"] if excerpt.command else []
            if ends := [*_certainty(excerpt), *whole]:
                yield Paragraph(" ".join(ends))
    rest = [f"{item.title}: {item.command}" if item.command else item.title for item in more]
    if rest:
        yield Heading("More to read", 3)
        yield Bullets(tuple(rest))


def excerpt_blocks(excerpt: Excerpt) -> Iterator[Block]:
    """The text of the excerpt, then its cautions."""
    yield from article_blocks(excerpt.text)
    if excerpt.cautions:
        yield Bullets(tuple(f"Take care: {caution}" for caution in excerpt.cautions))


_EXTENTS = {"": "opened", Extent.WHOLE: "read whole", Extent.EXCERPT: "an excerpt read", Extent.PART: "read in part"}
PLACES = {Place.CALL: "Call an ambulance", Place.HOSPITAL: "Hospital now", Place.TODAY: "Doctor today"}  # most urgent first
HEADINGS = {
    ArticleKind.TREATMENT: "What can be done",
    ArticleKind.OUTLOOK: "How it goes on",
    ArticleKind.VISIT: "The visit",
    ArticleKind.TESTS: "Tests",
    ArticleKind.FAQ: "Questions and answers",
}


def index(articles: Iterable[Article], title: str, folder: str = "") -> Document:
    """The titles by kind, each with the id that opens it; `folder` as in `typed`."""
    listed = sorted(articles, key=lambda article: article.title)
    blocks: list[Block] = [Heading(title, 1)]
    for kind, heading in HEADINGS.items():
        rows = tuple((article.id, article.title) for article in listed if article.kind is kind)
        if rows:
            blocks += [Heading(heading, 3), Pairs(rows)]
    return (*blocks, Paragraph(f"Open one with its name: {typed('read NAME', folder)}"))


def hits(articles: Iterable[Excerpt], title: str, folder: str = "") -> Document:
    """What a search found, in its order: the id that opens each, its title and its first sentence; `folder` as in `typed`."""
    rows = tuple((one.id, f"{one.title}. {_first_sentence(one.text)}") for one in articles)
    return (Heading(title, 1), Pairs(rows), Paragraph(f"Open one with its name: {typed('read NAME', folder)}"))


def _first_sentence(text: str) -> str:
    first = next(article_texts(text), "")
    end = first.find(". ")
    return first if end < 0 else first[: end + 1]


def whole(article: Excerpt, tree: Tree) -> Document:
    """One article to read: its text, its cautions, the signs for which nobody waits, its sources."""
    sources = [cited(name, tree.sources[name]) for name in article.sources]
    signs = [sign for sign in tree.advice.signs if sign.when is None]
    return (
        Heading(article.title, 1),
        *excerpt_blocks(article),
        *(Paragraph(text) for text in _certainty(article)),
        Heading("Get help first if one of these begins", 3),
        Bullets(tuple(f"{PLACES[place]}: {'; '.join(s.say for s in signs if s.place is place)}." for place in _places(signs))),
        Heading("Sources", 3),
        references(sources),
        Paragraph(f"Reviewed {article.reviewed}. This is general information: it knows nothing of one person."),
    )


def _places(signs: Iterable[Sign]) -> list[Place]:
    """Where these signs lead, in the order of reading."""
    named = {sign.place for sign in signs}
    return [place for place in PLACES if place in named]


def references(sources: Iterable[Cited]) -> References:
    """The sources, each as it is named in a list."""
    return References(tuple(Reference(f"{s.id}: {s.title} ({', '.join([s.year, *_how_read(s)])})", s.url) for s in sources))


def _how_read(source: Cited) -> Iterator[str]:
    """Whether a copy was read, then how much was read and when; what is not recorded is not claimed."""
    if source.read == ReadFrom.COPY:
        yield "read in a copy"
    if source.checked:
        yield f"{_EXTENTS[source.extent]} on {source.checked}"


def _certainty(excerpt: Excerpt) -> list[str]:
    return [f"How sure this is: {excerpt.certainty.replace('-', ' ')}."] if excerpt.certainty else []


def article_blocks(text: str) -> Iterator[Block]:
    """The blocks of an article: headings, paragraphs, lists and numbered steps; nothing in it is markup beyond that."""
    for part in re.split(r"\n\s*\n", text.strip()):
        lines = part.splitlines()
        if lines[0].startswith("## "):
            yield Heading(lines[0][3:], 3)
            lines = lines[1:]
        if not lines:
            continue
        if all(line.startswith("- ") for line in lines):
            yield Bullets(tuple(line[2:] for line in lines))
        elif all(re.match(r"\d+\. ", line) for line in lines):
            yield Bullets(tuple(line.split(". ", 1)[1] for line in lines), numbered=True)
        else:
            yield Paragraph(" ".join(lines))


def article_texts(body: str) -> Iterator[str]:
    """The texts of an article's Markdown, one for each heading, paragraph and item."""
    for block in article_blocks(body):
        match block:
            case Paragraph(text) | Heading(text):
                yield text
            case Bullets(items):
                yield from items
