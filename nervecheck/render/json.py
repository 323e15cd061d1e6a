"""A report as JSON: the facts as they are, one key for each field, in a fixed order; then the pages, block by block."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from nervecheck.base.text import clean
from nervecheck.report.compose import compose

if TYPE_CHECKING:
    from nervecheck.report.document import Document
    from nervecheck.report.facts import Report

FORMAT = "nervecheck-report/2"


def render(report: Report) -> str:
    """The report as one JSON object, indented, ended by one line end."""
    pages = {name: _blocks(page) for name, page in compose(report)._asdict().items()}
    return json.dumps({"format": FORMAT, **_plain(report), "pages": pages}, ensure_ascii=False, indent=2) + "\n"


def _blocks(document: Document) -> list[dict[str, Any]]:
    """Each block with its kind before its fields."""
    return [{"block": type(block).__name__.lower(), **_plain(block)} for block in document]


def _plain(value: Any) -> Any:
    """Records as objects with a key for each field, tuples as lists, texts cleaned."""
    if isinstance(value, tuple):
        parts = [_plain(part) for part in value]
        return dict(zip(value._fields, parts, strict=True)) if hasattr(value, "_fields") else parts
    return clean(value) if isinstance(value, str) else value
