"""A wrong word in a record is told where it stands, and not where its record begins."""

from __future__ import annotations

from pathlib import Path

import pytest

from nervecheck.authoring.check import check
from tests.support import ADVICE, write_folder

TREE = """title: t
version: 1
reviewed: 2026-01-01
reviewed-by: nobody
scope: all
sections:
  - id: s
    title: S
    questions:
      - id: q
        topic: T
        ask: Where is it?
        type: one
        options: [{id: a, label: A}, {id: b, label: B}]
"""
CAUSES = """frames:
  - id: one
    title: T
    when: {q: a}
    weights:
      one: 5
    basis: judgement
    reviewed: 2026-01-01
causes:
  - id: one
    name: N
    term: t
    is: I.
    basis: judgement
    reviewed: 2026-01-01
"""
ARTICLE = """---
id: one
title: One
kind: faq
rank: 1
when: {q: a}
sources:
  - src
reviewed: 2026-01-01
---
It heals.

- Rest it.
- Walk on it.
"""
FILES = {"tree.yaml": TREE, "causes.yaml": CAUSES, "library/one.md": ARTICLE}


@pytest.mark.parametrize(
    ("file", "old", "new", "place"),
    [
        ("tree.yaml", "ask: Where is it?", "ask: Where is it\n          simply?", "tree.yaml:12:14: warning[banned-word]"),
        ("tree.yaml", "label: B", "label: Please", "tree.yaml:14:53: warning[banned-word]"),
        ("causes.yaml", "one: 5", "one: 0", "causes.yaml:6:7: error[bad-value]"),
        ("causes.yaml", "is: I.", "is: I.\n    floor: 2", "causes.yaml:14:5: error[bad-value]"),
        ("library/one.md", "- src", "- scr", "library/one.md:8:5: error[unknown-source]"),
        ("library/one.md", "Rest", "Just rest", "library/one.md:13:1: warning[banned-word]"),
    ],
)
def test_a_wrong_word_is_told_at_its_own_line(file: str, old: str, new: str, place: str, tmp_path: Path) -> None:
    (tmp_path / "library").mkdir()
    words = "causes: {lead: a, not-enough: b, not-excluded: c, basis: judgement}\n"
    write_folder(tmp_path, TREE, "rules: []\nself-care: {when: {q: b}, why: W., basis: judgement, reviewed: 2026-01-01}\n")
    (tmp_path / "advice.yaml").write_text(ADVICE + words, encoding="utf-8")
    for name, text in FILES.items():
        (tmp_path / name).write_text(text.replace(old, new) if name == file else text, encoding="utf-8")
    assert place in [f"{problem.mark}: {problem.level}[{problem.code}]" for problem in check(tmp_path).problems]
