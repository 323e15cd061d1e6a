"""The emergency signs that are told without a result are those of the questions in use."""

from __future__ import annotations

from pathlib import Path

import pytest

from nervecheck.cli.emergency_signs import ANYBODY, SHIPPED, emergency_signs
from tests.support import TREE, write_folder

GATE = f"""{TREE}  - id: s
    title: S
    questions:
      - {{id: gate, topic: T, ask: 'Q?', type: many, gate: true, options: [{{id: a, label: The bite swells fast, opens: [b]}},
         {{id: c, label: Hard to swallow, opens: [b]}}]}}
      - {{id: b, topic: T, ask: 'Q?', type: many, ask-which: true,
         options: [{{id: d, label: D, danger: true}}, {{id: e, label: E}}]}}
"""


@pytest.mark.parametrize("how", [["ask", "--questions"], ["ask", "--questions="]])
def test_another_folder_tells_its_own(how: list[str], tmp_path: Path) -> None:
    folder = write_folder(tmp_path, GATE)
    (folder / "rules.yaml").write_text("rules: broken\n")
    arguments = [*how[:-1], f"{how[-1]}{folder}"] if how[-1].endswith("=") else [*how, str(folder)]
    assert "The bite swells fast; Hard to swallow." in " ".join(emergency_signs(arguments))


def test_without_a_gate_that_can_be_read_it_is_what_anybody_calls_for(tmp_path: Path) -> None:
    assert emergency_signs(["ask", "--questions", str(tmp_path / "nowhere")]) == ANYBODY


def test_the_shipped_questions_have_theirs_at_hand() -> None:
    assert emergency_signs(["ask", "--answers", "a.yaml"]) == SHIPPED
