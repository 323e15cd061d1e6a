"""Why a result is as it is: what is feared, told once, and first what was said outright."""

from __future__ import annotations

from pathlib import Path

from nervecheck.engine.answer import Picked
from nervecheck.render import terminal
from nervecheck.report.compose import compose
from nervecheck.report.make import make_report, numbers_for
from tests.support import small_tree
from tests.support.terminal import folded

QUESTIONS = """
- {id: stroke, topic: S, ask: 'S?', type: many, ask-which: true, options: [
    {id: face, label: Face droops, danger: true}, {id: speech, label: Slurred speech, danger: true}]}
- {id: heart, topic: H, ask: 'H?', type: many, ask-which: true, options: [
    {id: faint, label: Fainted, danger: true}, {id: race, label: It races, danger: true}]}
"""
RULES = """
reviewed: 2026-01-01
rules:
  - {id: faint, title: T, urgency: same-day, when: {heart: faint}, why: A faint., basis: judgement}
  - {id: face, title: T, urgency: same-day, when: {stroke: face}, why: A stroke., basis: judgement}
  - {id: speech, title: T, urgency: same-day, when: {stroke: [face, speech]}, why: A stroke., basis: judgement}
self-care: {when: {stroke: none}, why: Nothing., basis: judgement}
"""


def test_what_is_feared_is_told_once_and_first_what_was_said_outright(tmp_path: Path) -> None:
    tree = small_tree(tmp_path, QUESTIONS, RULES)
    answers = {"stroke": Picked(("face",), unsure=("speech",)), "heart": Picked((), unsure=("faint",))}
    page = compose(make_report(tree, answers, numbers_for(tree, None))).person
    text = folded(terminal.text(page, 80))
    assert text.count("A stroke.") == 1
    assert text.index("A stroke.") < text.index("A faint.")
