"""`nervecheck diff`: what changed of how a question is asked is told, also where nobody's urgency hangs on it."""

from __future__ import annotations

from pathlib import Path
from textwrap import indent

import pytest

from nervecheck.authoring.diff_questions import question_changes
from nervecheck.tree.load import load
from tests.support import TREE, small_tree, write_folder
from tests.support.weak_legs import QUESTIONS

RULES = """
rules:
  - {id: both, title: t, urgency: emergency, when: {legs: [weak, numb]}, why: w, basis: judgement, reviewed: 2026-01-01}
self-care: {when: {legs: none}, why: w, basis: judgement, reviewed: 2026-01-01}
"""


@pytest.mark.parametrize(
    ("old", "new", "added", "removed"),
    [
        ("type: yes-no,", "type: yes-no, core: true,",
         "everybody below emergency must answer it now", "not everybody below emergency must answer it any more"),
        ("type: yes-no,", "type: yes-no, follow-up: true,",
         "asked below emergency now once its `when` holds", "no longer asked for its own sake"),
        ("type: yes-no,", "type: yes-no, hand-over: true,",
         "offered after an emergency now", "offered after an emergency no longer"),
        ("type: yes-no,", "type: yes-no, sensitive: true,", 'offers "rather not say" now', 'offers "rather not say" no longer'),
        ("type: yes-no,", "type: yes-no, at-once: {legs: weak},",
         "comes first under another condition", "comes first under another condition"),
        ("type: many,", "type: many, ask-again: true,",
         "asks again about single lines that are not sure", "asks no longer about single lines that are not sure"),
        ("ask-which: true,", "unsure: [weak, numb],",
         "asks no longer which line might be true", "asks again which line might be true"),
        ("label: Numb, danger: true", "label: Numb, danger: true, settled: {walk: yes}",
         "numb is settled by other answers", "numb is settled by no answer any more"),
    ],
)  # fmt: skip
def test_how_a_question_is_asked(old: str, new: str, added: str, removed: str, tmp_path: Path) -> None:
    for place in ("old", "new"):
        (tmp_path / place).mkdir()
    before = small_tree(tmp_path / "old", QUESTIONS, RULES)
    after = small_tree(tmp_path / "new", QUESTIONS.replace(old, new), RULES)
    assert [added in part.what for part in question_changes(before, after)] == [True]
    assert [removed in part.what for part in question_changes(after, before)] == [True]


GATE = """
- {id: groups, topic: Groups, ask: 'Which?', type: many, ask-which: true, gate: true, options: [
    {id: lower, label: The legs, opens: [legs]}, {id: moving, label: Walking, opens: [falls]}]}
- {id: falls, topic: Falls, ask: 'Which?', type: many, ask-which: true, options: [
    {id: often, label: Often, danger: true}, {id: once, label: Once}]}
"""
MORE = "  - id: more\n    title: M\n    questions: [{id: read, topic: R, ask: 'More?', type: yes-no, unsure: [no]}]\n"


@pytest.mark.parametrize(
    ("old", "new", "added", "removed"),
    [
        ("opens: [falls]", "opens: [legs, falls]", "opened now by groups.moving", "opened no longer by groups.moving"),
        ("title: M\n", "title: M\n    optional: true\n", "nobody must answer it now", "it must be answered now"),
    ],
)
def test_what_a_gate_opens_and_what_nobody_must_answer(old: str, new: str, added: str, removed: str, tmp_path: Path) -> None:
    trees = []
    for place, changes in (("old", (old, old)), ("new", (old, new))):
        (tmp_path / place).mkdir()
        text = indent(GATE + QUESTIONS, "      ")
        tree = f"{TREE}  - id: s\n    title: S\n    questions:\n{text}\n{MORE}".replace(*changes)
        trees.append(load(write_folder(tmp_path / place, tree, RULES)))
    assert [added in part.what for part in question_changes(*trees)] == [True]
    assert [removed in part.what for part in question_changes(*reversed(trees))] == [True]
