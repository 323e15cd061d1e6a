"""A document as HTML needs it: its parts, each under its heading, and headings of which no level is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nervecheck.report.document import Banner, Heading, Lines, Notes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nervecheck.report.document import Block, Document


class Section(NamedTuple):
    """A heading of level 2 and the blocks below it; what stands before the first has the heading ""."""

    heading: str
    blocks: tuple[Block, ...]


class Outline(NamedTuple):
    """A page in its parts: what to do now, its steps, the sections in order, at its foot the sources and what follows them."""

    banner: Banner | None
    steps: tuple[Block, ...]
    sections: tuple[Section, ...]
    foot: tuple[Block, ...]


def outline(document: Document) -> Outline:
    """The parts of a page; together they hold every block once, in the order of the page."""
    banner = document[0] if document and isinstance(document[0], Banner) else None
    body = document[1:] if banner else document
    end = next((n for n, block in enumerate(body) if isinstance(block, Notes)), _unsourced(body) if banner else len(body))
    parts = sections(body[:end])
    steps = tuple(block for part in parts if not part.heading for block in part.blocks)
    return Outline(banner, steps, tuple(part for part in parts if part.heading), body[end:])


def _unsourced(body: Document) -> int:
    """Where the foot of a person's page without sources begins: at the last lines, which follow those of a section."""
    foot = len(body) > 1 and isinstance(body[-1], Lines) and not isinstance(body[-2], Heading)
    return len(body) - 1 if foot else len(body)


def sections(document: Document) -> tuple[Section, ...]:
    """The document cut at each heading of level 2 or above."""
    starts = [n for n, block in enumerate(document) if isinstance(block, Heading) and block.level <= 2]
    before = [Section("", document[: (starts or [len(document)])[0]])]
    ends = [*starts[1:], len(document)]
    headed = [Section(_text(document[start]), document[start + 1 : end]) for start, end in zip(starts, ends, strict=True)]
    return tuple(section for section in (*before, *headed) if section.heading or section.blocks)


def levels(document: Document) -> Mapping[int, int]:
    """Which level each level of the document's headings has where it is a page of its own: below a banner, with no gap."""
    used = sorted({block.level for block in document if isinstance(block, Heading)})
    first = 2 if any(isinstance(block, Banner) for block in document) else 1
    return {level: number for number, level in enumerate(used, first)}


def _text(block: Block) -> str:
    return block.text if isinstance(block, Heading) else ""
