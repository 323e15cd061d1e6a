"""Pages that fit: pieces put together, the least important left out until a page has no more lines than it may have.

A line is one of 80 columns, as the terminal breaks them. Sources are numbered here, so only what is printed is cited.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from nervecheck.base.text import wrap
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
    from collections.abc import Iterable, Mapping, Sequence

    from nervecheck.report.facts import Cited

WIDTH = 80
EXTRA = 7  # from this rank on a piece is only there to read on, and stands only on a page that stays short
SHORT = 50
SOURCES = Notes(())  # where the sources of a page are to stand


class Piece(NamedTuple):
    """A block, or one item of one, with the sources it rests on; the larger its rank, the earlier it is left out; 0 never."""

    rank: int
    block: Block
    sources: tuple[str, ...] = ()


def line(rank: int, text: str, sources: tuple[str, ...] = ()) -> Piece:
    """A short paragraph."""
    return Piece(rank, Lines((text,)), sources)


def bullet(rank: int, text: str, sources: tuple[str, ...] = ()) -> Piece:
    """An item of a list."""
    return Piece(rank, Bullets((text,)), sources)


def fitted(pieces: Iterable[Piece], most: int, cited: Mapping[str, Cited], sources_each: int = 2) -> Document:
    """The pieces as a document of at most so many lines; each shows at most so many of its sources."""
    kept, each = list(pieces), sources_each
    while True:
        worst = max((piece.rank for piece in kept), default=0)
        document = _together(kept, cited, each)
        over = height(document) - (min(most, SHORT) if worst >= EXTRA else most)
        if over <= 0 or (each <= 1 and not worst):
            return document
        if each > 1:
            each -= 1
        else:
            kept.pop(max(n for n, piece in enumerate(kept) if piece.rank == worst))


def _together(pieces: Sequence[Piece], cited: Mapping[str, Cited], each: int) -> Document:
    """The pieces as blocks: neighbours of one kind as one list, no heading over nothing, sources by number."""
    numbers: dict[str, int] = {}
    blocks: list[Block] = []
    for piece in pieces:
        block = _cited(piece.block, [numbers.setdefault(name, len(numbers) + 1) for name in piece.sources[:each]])
        before = blocks[-1] if blocks else None
        if isinstance(before, Heading) and isinstance(block, Heading | Notes):
            blocks.pop()
            before = None
        if isinstance(block, Lines) and isinstance(before, Lines):
            blocks[-1] = Lines(before.items + block.items)
        elif isinstance(block, Bullets) and isinstance(before, Bullets):
            blocks[-1] = Bullets(before.items + block.items)
        elif isinstance(block, Pairs) and isinstance(before, Pairs):
            blocks[-1] = Pairs(before.rows + block.rows)
        else:
            blocks.append(block)
    notes = Notes(tuple(Reference(_short(cited[name]), cited[name].url) for name in numbers))
    return tuple(notes if block is SOURCES else block for block in blocks if block is not SOURCES or notes.items)


def _cited(block: Block, numbers: Sequence[int]) -> Block:
    marks = "".join(f"[{number}]" for number in numbers)
    match block:
        case Lines((text,)) if marks:
            return Lines((f"{text} {marks}",))
        case Bullets((text,)) if marks:
            return Bullets((f"{text} {marks}",))
        case _:
            return block


def _short(source: Cited) -> str:
    """The source in one line."""
    room = WIDTH - len(f"[99]  ({source.year})")
    first, *more = wrap(source.title, room - 4)
    return f"{first}{' ...' if more else ''} ({source.year})"


def shortened(lead: str, labels: Sequence[str], lines: int, end: str = ".") -> str:
    """The labels after the lead in at most so many lines; what does not fit is counted."""
    for shown in range(len(labels), 0, -1):
        more = [f"{len(labels) - shown} more"] if shown < len(labels) else []
        text = f"{lead}{'; '.join([*labels[:shown], *more])}".rstrip(".") + end
        if shown == 1 or _count(text, WIDTH) <= lines:
            return text
    return lead.rstrip()


def height(document: Document) -> int:
    """How many lines of 80 columns the document takes on a terminal."""
    gaps = sum(not isinstance(block, CLOSE) for block in document[1:])
    return gaps + sum(_height(block) for block in document)


def _height(block: Block) -> int:
    match block:
        case Banner(_, word, headline, lines):
            return 2 + sum(_count(text, WIDTH) for text in (f"{word.upper()}: {headline}", *lines))
        case Heading(text, level):
            return _count(text if level > 2 else text.upper(), WIDTH)
        case Paragraph(text):
            return _count(text, WIDTH)
        case Lines(items):
            return sum(_count(text, WIDTH) for text in items)
        case Bullets(items, numbered):
            return sum(_count(text, WIDTH - (len(f"{n}. ") if numbered else 2)) for n, text in enumerate(items, 1))
        case Pairs(rows):
            return sum(_count(f"{name}: {value}" if value else name, WIDTH - 2) for name, value in rows)
        case References(items):
            return sum(_count(item.title, WIDTH - 2) + 1 for item in items)
        case Notes(items):
            return sum(_count(item.title, WIDTH - 4) for item in items)
        case Verbatim(copied):
            return len(copied)


@lru_cache(maxsize=2048)
def _count(text: str, width: int) -> int:
    return len(wrap(text, width))
