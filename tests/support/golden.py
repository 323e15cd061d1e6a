"""Whole outputs kept on disk, and the problem codes that the source can give."""

from __future__ import annotations

import os
import re
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "nervecheck"
_NO_CODES = {
    "follow-up",
    "self-care",
    "at-least",
    "utf-8",
    "ask-which",
    "ask-again",
    "lr-plus",
    "lr-minus",
    "use-plus",
    "use-minus",
}


def compare(expected: Path, found: str) -> None:
    """Fails unless the file holds exactly this; WRITE_EXPECTED=1 writes it instead, to be read in the diff."""
    if os.environ.get("WRITE_EXPECTED"):
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")


def codes_in_source(*modules: str) -> set[str]:
    """Every quoted word with a hyphen in these modules (globs): in them only codes are written so, and `_NO_CODES`."""
    texts = [path.read_text(encoding="utf-8") for module in modules for path in sorted(SOURCE.glob(module))]
    assert texts
    return {word for text in texts for word in re.findall(r'"([a-z]+(?:-[a-z0-9]+)+)"', text)} - _NO_CODES


def codes_in_output(text: str) -> set[str]:
    """The codes of the problems in an output."""
    return set(re.findall(r"^\S.*?: (?:error|warning)\[([a-z0-9-]+)\]", text, re.MULTILINE))
