"""A report as JSON: the facts as they are, one key for each field, in a fixed order."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from nervecheck.base.text import clean

if TYPE_CHECKING:
    from nervecheck.report.facts import Report


def render(report: Report) -> str:
    """The report as one JSON object, indented, ended by one line end."""
    return json.dumps(_plain(report), ensure_ascii=False, indent=2) + "\n"


def _plain(value: Any) -> Any:
    """Records as objects with a key for each field, tuples as lists, texts cleaned."""
    if isinstance(value, tuple):
        parts = [_plain(part) for part in value]
        return dict(zip(value._fields, parts, strict=True)) if hasattr(value, "_fields") else parts
    return clean(value) if isinstance(value, str) else value
