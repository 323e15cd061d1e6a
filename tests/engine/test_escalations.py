"""One step of `escalate` after another: what the second rests on is needed as well."""

from __future__ import annotations

from pathlib import Path

from nervecheck.engine.answer import Picked
from nervecheck.engine.needed import progress
from nervecheck.engine.triage import triage
from nervecheck.tree.terms import Urgency
from tests.support import small_tree

QUESTIONS = """
- {id: old, topic: T, ask: 'Q?', type: yes-no}
- {id: alone, topic: T, ask: 'Q?', type: yes-no}
"""
RULES = """
rules: []
self-care: {when: {old: "no"}, why: w, basis: judgement, reviewed: 2026-01-01}
escalate:
  - {from: routine, to: same-day, when: old, why: w}
  - {from: same-day, to: emergency, when: alone, why: w}
"""


def test_a_second_step_after_a_sure_first_one_is_asked_about(tmp_path: Path) -> None:
    tree = small_tree(tmp_path, QUESTIONS, RULES)
    answers = {"old": Picked(("yes",))}
    assert progress(tree, answers) == (Urgency.SAME_DAY, Urgency.EMERGENCY, ("alone",))
    assert triage(tree, {**answers, "alone": Picked(("yes",))}).urgency is Urgency.EMERGENCY
