"""A typed line as an answer: however the numbers are parted, and why a line is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from nervecheck.engine.answer import Answer, NoneOfThese, NotSure, Picked
from nervecheck.prompts.typed_answer import Unclear, read
from nervecheck.tree.model import Question
from tests.support import small_tree

SIGNS = """
- id: signs
  topic: Signs
  ask: What fits?
  type: many
  unsure: [a]
  options: [{id: a, label: A}, {id: b, label: B}, {id: c, label: C}]
"""
RULES = """
rules: [{id: r, title: t, urgency: routine, when: {signs: [a, b, c]}, why: w, basis: judgement, reviewed: 2026-01-01}]
self-care: {when: {signs: none}, why: w, basis: judgement, reviewed: 2026-01-01}
"""


@pytest.fixture
def signs(tmp_path: Path) -> Question:
    """A list of three lines."""
    return small_tree(tmp_path, SIGNS, RULES).questions["signs"]


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("1,3", Picked(("a", "c"))),
        ("3 1", Picked(("a", "c"))),
        ("1, 2?", Picked(("a",), ("b",))),
        ("1,3; 2?", Picked(("a", "c"), ("b",))),  # as the line of keys parts its explanations
        ("1;2?;", Picked(("a",), ("b",))),
        ("0", NoneOfThese()),
        ("u", NotSure()),
    ],
)
def test_a_line_of_numbers_is_an_answer(signs: Question, typed: str, answer: Answer) -> None:
    assert read(typed, signs, signs.options) == answer


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "an answer is needed"),
        (";", "an answer is needed"),
        ("0,1", "it stands alone"),
        ("4", "'4' is not in the list"),
        ("1-3", "'1-3' is not in the list"),
    ],
)
def test_what_is_no_answer_is_told_why(signs: Question, typed: str, why: str) -> None:
    with pytest.raises(Unclear, match=why):
        read(typed, signs, signs.options)
