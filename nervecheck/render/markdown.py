"""A document as CommonMark. Text from data is escaped, so that it can never become markup, an image or a link."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, assert_never

from nervecheck.base.text import clean, one_line
from nervecheck.report.document import (
    Banner,
    Block,
    Bullets,
    Document,
    Heading,
    Lines,
    Notes,
    Pairs,
    Paragraph,
    References,
    Verbatim,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Every character that can begin inline markup, HTML, an entity or a table; then what only counts at the start of a line.
_INLINE = re.compile(r"([\\`*_{}\[\]<>#|~!&$^])")
_LEADING = re.compile(r"^([-+=]|\d+(?=[.)]))")
_AUTOLINK = re.compile(r"(?i)(?<=http)(s?):|(?<=www)\.")


def render(document: Document) -> str:
    """The text of a Markdown file, ended by one line end."""
    return "\n\n".join("\n".join(_block(block, first=i == 0)) for i, block in enumerate(document)) + "\n"


def escape(text: str) -> str:
    """The text on one line, as CommonMark that shows exactly it."""
    safe = _INLINE.sub(r"\\\1", one_line(text))
    safe = _AUTOLINK.sub(lambda found: f"{found.group(1) or ''}\\{found.group()[-1]}", safe)
    return _LEADING.sub(lambda found: f"{found.group()}\\" if found.group().isdigit() else f"\\{found.group()}", safe)


def _block(block: Block, first: bool) -> Iterator[str]:
    match block:
        case Banner(_, word, headline, lines):
            yield f"{'#' if first else '##'} {escape(headline)}"
            yield ""
            yield f"**{escape(word)}.** {' '.join(escape(line) for line in lines)}".rstrip()
        case Heading(text, level):
            yield f"{'#' * level} {escape(text)}"
        case Paragraph(text):
            yield escape(text)
        case Lines(items):
            yield "\n\n".join(escape(item) for item in items)
        case Bullets(items, numbered):
            yield from _items(items, numbered)
        case Pairs(rows):
            yield from _items((f"{name}: {value}" if value else name for name, value in rows), numbered=False)
        case References(items):
            # the address is the only link, and load lets nothing but https into it
            yield from (f"- {escape(item.title)}: <{item.url}>" for item in items)
        case Notes(items):
            yield "\n\n".join(f"{escape(f'[{n}]')} {escape(item.title)}: <{item.url}>" for n, item in enumerate(items, 1))
        case Verbatim(lines):
            fence = "`" * (2 + max(map(len, re.findall("`+", "".join(lines))), default=1))  # longer than any inside
            yield from (fence, *(clean(line) for line in lines), fence)
        case _:
            assert_never(block)


def _items(items: Iterable[str], numbered: bool) -> Iterator[str]:
    for number, item in enumerate(items, 1):
        yield f"{number}. {escape(item)}" if numbered else f"- {escape(item)}"
