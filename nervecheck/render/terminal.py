"""A document for a terminal, printed with Rich. Colour adds nothing that the words do not say.

Lines are broken here and handed to Rich as finished `Text`, so that nothing in them is ever read as markup.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, assert_never

from nervecheck.base.text import clean, wrap
from nervecheck.report.document import (
    CLOSE,
    Banner,
    Block,
    Bullets,
    Document,
    Heading,
    Lines,
    Notes,
    Pairs,
    Paragraph,
    Reference,
    References,
    Verbatim,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import Console

WIDEST = 88
_LOUD = {
    "ambulance": "bold white on red",
    "emergency": "bold white on red",
    "same-day": "bold black on yellow",
    "routine": "bold white on blue",
    "self-care": "bold black on green",
}
_Line = tuple[str, str]


def show(document: Document, console: Console, plain: bool = False, styled: bool = True) -> None:
    """Prints the document; `plain` draws no lines (for a screen reader), `styled` may use colour and bold."""
    from rich.text import Text

    width = min(console.width, WIDEST)
    for line, style in lines(document, width, plain):
        console.print(Text(line, style=style if styled else ""), soft_wrap=True, markup=False, highlight=False, emoji=False)


def text(document: Document, width: int) -> str:
    """The document as plain text, without lines drawn or colour."""
    return "".join(f"{line}\n" for line, _ in lines(document, width, plain=True))


def lines(document: Document, width: int, plain: bool = False) -> Iterator[_Line]:
    """Every line of the document, at most `width` cells wide, with the style it is to have."""
    for number, block in enumerate(document):
        if number and not isinstance(block, CLOSE):
            yield "", ""
        for line, style in _block(block, width, plain):
            yield clean(line), style


def _block(block: Block, width: int, plain: bool) -> Iterator[_Line]:
    match block:
        case Banner():
            yield from _banner(block, width, plain)
        case Heading(text, level):
            yield from _styled(wrap(text if level > 2 else text.upper(), width), "bold")
        case Paragraph(text):
            yield from _styled(wrap(text, width))
        case Lines(items):
            yield from _styled(chain.from_iterable(wrap(item, width) for item in items))
        case Bullets(items, numbered):
            yield from _items(items, width, numbered)
        case Pairs(rows):
            yield from _items(map(_pair, rows), width, numbered=False)
        case References(items):
            yield from _references(items, width)
        case Notes(items):
            yield from _notes(items, width)
        case Verbatim(lines):
            yield from _styled(lines)
        case _:
            assert_never(block)


def _banner(banner: Banner, width: int, plain: bool) -> Iterator[_Line]:
    style = _LOUD[banner.urgency]
    rule = [] if plain else [("━" * width, style.split()[-1])]
    yield from rule
    yield from _styled(wrap(f"{banner.word.upper()}: {banner.headline}", width), "bold" if plain else style)
    for line in banner.lines:
        yield from _styled(wrap(line, width))
    yield from rule


def _references(items: Iterable[Reference], width: int) -> Iterator[_Line]:
    for item in items:
        yield from _styled(wrap(item.title, width, "- ", "  "))
        # an address is never broken: a broken one cannot be opened
        yield f"  {item.url}", "dim"


def _notes(items: Iterable[Reference], width: int) -> Iterator[_Line]:
    return _styled(line for n, item in enumerate(items, 1) for line in wrap(item.title, width, f"[{n}] ", "    "))


def _pair(row: tuple[str, str]) -> str:
    return f"{row[0]}: {row[1]}" if row[1] else row[0]


def _items(items: Iterable[str], width: int, numbered: bool) -> Iterator[_Line]:
    for number, item in enumerate(items, 1):
        lead = f"{number}. " if numbered else "- "
        yield from _styled(wrap(item, width, lead, " " * len(lead)))


def _styled(texts: Iterable[str], style: str = "") -> Iterator[_Line]:
    return ((text, style) for text in texts)
