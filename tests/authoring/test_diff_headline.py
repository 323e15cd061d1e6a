"""`nervecheck diff`: who is shown first is the gravest of all who were found in that direction."""

from __future__ import annotations

from pathlib import Path

import pytest

from nervecheck.authoring.diff import Diff, diff
from nervecheck.authoring.diff_formats import terminal
from nervecheck.authoring.diff_people import ANYBODY, Direction
from tests.support import small_tree
from tests.support.weak_legs import QUESTIONS

RULE = "\n  - {{id: {}, title: t, urgency: {}, when: {}, why: w, basis: judgement, reviewed: 2026-01-01}}"
CARE = "\nself-care: {when: {legs: none}, why: w, basis: judgement, reviewed: 2026-01-01}\n"
STORIES = """
- {id: weak, story: s, answers: {legs: weak, walk: yes}, expect: {urgency: [emergency]}, source: s}
- {id: numb, story: s, answers: {legs: numb}, expect: {urgency: [same-day]}, source: s}
- {id: ache, story: s, answers: {legs: ache}, expect: {urgency: [routine]}, source: s}
"""
ANOTHER = QUESTIONS.replace("They ache}", "They ache}, {id: old, label: Old}")  # the folders ask other things then


def compared(place: Path, urgencies: list[str], questions: str) -> Diff:
    """A folder beside one in which the rules for weak, numb and aching legs call for these urgencies."""
    for side, levels, asked in (("old", ["emergency", "same-day", "routine"], QUESTIONS), ("new", urgencies, questions)):
        (place / side / "vignettes").mkdir(parents=True)
        (place / side / "vignettes" / "all.yaml").write_text(STORIES)
        lines = zip(("weak", "numb", "ache"), levels, strict=True)
        rules = "rules:" + "".join(RULE.format(name, level, f"{{legs: {name}}}") for name, level in lines) + CARE
        small_tree(place / side, asked, rules)
    return diff(place / "old", place / "new")


@pytest.mark.parametrize("questions", [QUESTIONS, ANOTHER], ids=["by the solver", "among stories"])
@pytest.mark.parametrize(
    ("urgencies", "way", "told"),
    [
        (["same-day", "routine", "routine"], Direction.LESS, "Somebody is less urgent now: emergency became same-day:"),
        (["routine", "routine", "routine"], Direction.LESS, "Somebody is less urgent now: emergency became routine:"),
        (["emergency", "ambulance", "same-day"], Direction.MORE, "Somebody is more urgent now: same-day became ambulance:"),
    ],
)
def test_who_is_shown_first_moves_by_the_most_levels_and_then_was_the_most_urgent(
    urgencies: list[str], way: Direction, told: str, questions: str, tmp_path: Path
) -> None:
    found = compared(tmp_path, urgencies, questions)
    assert found.by_solver is (questions is QUESTIONS)
    assert told in " ".join(terminal(found, 80).split())
    assert (ANYBODY, way) in found.examples
