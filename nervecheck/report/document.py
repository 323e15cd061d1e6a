"""A composed document: blocks in the order of reading. Renderers translate blocks and decide nothing else."""

from __future__ import annotations

from typing import NamedTuple


class Banner(NamedTuple):
    """What to do now: the word of the urgency, the headline, and the lines that belong to it."""

    urgency: str
    word: str
    headline: str
    lines: tuple[str, ...] = ()


class Heading(NamedTuple):
    """A heading; level 2 begins a part, level 3 a piece of it."""

    text: str
    level: int = 2


class Paragraph(NamedTuple):
    """Running text."""

    text: str


class Lines(NamedTuple):
    """Short paragraphs that stand close together."""

    items: tuple[str, ...]


class Bullets(NamedTuple):
    """A list; numbered when the order matters."""

    items: tuple[str, ...]
    numbered: bool = False


class Pairs(NamedTuple):
    """Names and what belongs to each."""

    rows: tuple[tuple[str, str], ...]


class Reference(NamedTuple):
    """A source, with its https address."""

    title: str
    url: str


class References(NamedTuple):
    """The sources of the document."""

    items: tuple[Reference, ...]


class Notes(NamedTuple):
    """The sources of a page, by their number from 1: one line each, so the address stands only where it costs no line."""

    items: tuple[Reference, ...]


class Verbatim(NamedTuple):
    """Lines to copy as they stand."""

    lines: tuple[str, ...]


Block = Banner | Heading | Paragraph | Lines | Bullets | Pairs | References | Notes | Verbatim
CLOSE = (Lines, Bullets, Pairs, References)  # blocks that no empty line parts from what stands before them
Document = tuple[Block, ...]
