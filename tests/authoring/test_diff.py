"""`nervecheck diff`: whose urgency changes between two questions folders, by which rule, with somebody who shows it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from nervecheck.authoring.diff import Diff, Direction, diff
from nervecheck.authoring.diff_formats import example_files, terminal
from nervecheck.base.errors import FileProblems
from nervecheck.cli.commands import app
from nervecheck.engine.triage import triage
from nervecheck.interview.answers_file import read_answers
from tests.support import small_tree
from tests.support.weak_legs import QUESTIONS

RULES = """
rules:
  - {id: both, title: t, urgency: emergency, when: {legs: weak}, why: w, basis: judgement, reviewed: 2026-01-01,
     raise: [{to: ambulance, when: {walk: no}, why: w}]}
  - {id: foot, title: t, urgency: same-day, when: foot-numb, why: w, basis: judgement, reviewed: 2026-01-01}
self-care: {when: {legs: none}, why: w, basis: judgement, reviewed: 2026-01-01}
"""
FINDINGS = "foot-numb: {says: a numb foot, when: {legs: numb}}\n"
STORIES = """
- {id: weak-legs, story: s, answers: {legs: weak, walk: yes}, expect: {urgency: [emergency]}, source: s}
- {id: numb-foot, story: s, answers: {legs: numb}, expect: {urgency: [same-day]}, source: s}
"""
WITHOUT_WALK = QUESTIONS.split("- {id: walk")[0]


def folder(place: Path, questions: str = QUESTIONS, rules: str = RULES, findings: str = FINDINGS) -> Path:
    """A small questions folder with two stories."""
    (place / "vignettes").mkdir(parents=True)
    (place / "vignettes" / "all.yaml").write_text(STORIES)
    small_tree(place, questions, rules, findings)
    return place


def compared(place: Path, questions: str = QUESTIONS, rules: str = RULES, findings: str = FINDINGS) -> Diff:
    """The small folder beside a changed one."""
    return diff(folder(place / "old"), folder(place / "new", questions, rules, findings))


def changes(found: Diff) -> dict[str, tuple[str, tuple[str, ...]]]:
    """What happened to each rule."""
    return {rule.id: (str(rule.change), rule.what) for rule in found.rules}


def directions(found: Diff) -> dict[str, Direction]:
    """How each story changed."""
    return {story.vignette.case.id: story.direction for story in found.stories}


def test_the_same_folder_twice(tmp_path: Path) -> None:
    found = compared(tmp_path)
    assert (changes(found), set(directions(found).values()), found.is_less_urgent) == ({}, {Direction.SAME}, False)
    assert terminal(found, 80).endswith("2 stories: 0 more urgent, 0 less urgent, 2 the same.\n")
    assert "nobody is less urgent now" in terminal(found, 80)


def test_an_urgency_that_was_lowered(tmp_path: Path) -> None:
    found = compared(tmp_path, rules=RULES.replace("urgency: same-day", "urgency: routine"))
    assert changes(found) == {"foot": ("changed", ("urgency same-day became routine",))}
    assert directions(found) == {"weak-legs": Direction.SAME, "numb-foot": Direction.LESS}
    assert found.is_less_urgent


def test_an_urgency_that_was_raised_makes_nobody_less_urgent(tmp_path: Path) -> None:
    found = compared(tmp_path, rules=RULES.replace("urgency: same-day", "urgency: ambulance"))
    assert directions(found)["numb-foot"] is Direction.MORE
    assert not found.is_less_urgent


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("when: {legs: weak}", "when: {legs: [weak, numb]}", {"both": ("changed", ("condition changed",))}),
        ("when: {legs: weak}", "when: {any: [{legs: weak}]}", {"both": ("changed", ("condition changed",))}),
        ("{walk: no}", "{walk: yes}", {"both": ("changed", ("raise to ambulance changed",))}),
        (
            ",\n     raise: [{to: ambulance, when: {walk: no}, why: w}]",
            "",
            {"both": ("changed", ("raise to ambulance removed",))},
        ),
        ("id: foot", "id: toe", {"toe": ("added", ("same-day",)), "foot": ("removed", ("same-day",))}),
        ("{legs: none}", "{legs: clear}", {"self-care": ("changed", ("condition changed",))}),
        ("why: w, basis", "why: other words, basis", {}),
    ],
)
def test_what_changed_of_a_rule(old: str, new: str, what: dict[str, object], tmp_path: Path) -> None:
    assert changes(compared(tmp_path, rules=RULES.replace(old, new))) == what


def test_a_finding_changes_the_rules_that_name_it(tmp_path: Path) -> None:
    found = compared(tmp_path, findings=FINDINGS.replace("numb}}", "ache}}"))
    assert changes(found) == {"foot": ("changed", ("condition changed by the finding foot-numb",))}


def test_the_solver_finds_somebody_whom_no_story_tells_of(tmp_path: Path) -> None:
    found = compared(tmp_path, rules=RULES.replace("{walk: no}", "{all: [{walk: no}, {legs: numb}]}"))
    assert set(directions(found).values()) == {Direction.SAME}
    assert found.by_solver
    assert "ambulance became emergency: legs=weak, walk=no" in terminal(found, 80)
    assert found.is_less_urgent


def test_a_change_in_words_alone_is_told_to_change_nobody(tmp_path: Path) -> None:
    found = compared(tmp_path, rules=RULES.replace("{legs: weak}", "{any: [{legs: weak}, {all: [{legs: weak}, foot-numb]}]}"))
    assert "    it changes nobody's urgency\n" in terminal(found, 80)


def test_answers_that_a_folder_does_not_know_are_left_out_and_told(tmp_path: Path) -> None:
    rules = RULES.replace("walk: no", "legs: ache").replace("urgency: same-day", "urgency: routine")
    found = compared(tmp_path, WITHOUT_WALK, rules)
    story = next(story for story in found.stories if story.vignette.case.id == "weak-legs")
    assert (story.old.left_out, story.new.left_out) == ((), ("walk",))
    assert not found.by_solver
    assert "looked for among the stories and single changes of them" in " ".join(terminal(found, 80).split())
    assert (found.examples["foot"].old.id, found.examples["foot"].new.id) == ("same-day", "routine")


def test_what_a_story_does_not_answer_leaves_its_urgency_open(tmp_path: Path) -> None:
    old, new = folder(tmp_path / "old", WITHOUT_WALK, RULES.replace("walk: no", "legs: ache")), folder(tmp_path / "new")
    for place in (old, new):
        (place / "vignettes" / "all.yaml").write_text(STORIES.replace(", walk: yes", "") if place is old else "[]")
    found = diff(old, new)
    assert directions(found)["weak-legs"] is Direction.OPEN
    assert "new: emergency to ambulance" in terminal(found, 80)


def test_examples_replay_to_what_they_claim(tmp_path: Path) -> None:
    found = compared(tmp_path, rules=RULES.replace("urgency: emergency", "urgency: same-day"))
    files = dict(example_files(found))
    sides = {"old": found.old, "new": found.new}
    urgencies = {
        side: triage(tree, read_answers(files[f"both-{side}.yaml"].encode(), "f", tree, complete=True).answers).urgency.id
        for side, tree in sides.items()
    }
    assert urgencies == {"old": "emergency", "new": "same-day"}


def test_mistakes_are_told_under_their_folder(tmp_path: Path) -> None:
    old, new = folder(tmp_path / "old"), folder(tmp_path / "new")
    (new / "rules.yaml").write_text(RULES.replace("{legs: weak}", "{legs: week}"))
    with pytest.raises(FileProblems) as bad:
        diff(old, new)
    assert str(bad.value).startswith(f"{new}/rules.yaml:3:")


def test_the_command_ends_with_one_for_somebody_less_urgent_and_writes_json_and_examples(tmp_path: Path) -> None:
    old, new = folder(tmp_path / "old"), folder(tmp_path / "new", rules=RULES.replace("same-day", "routine"))
    arguments = ["diff", str(old), str(new), "--format", "json", "--out", str(tmp_path / "out")]
    done = CliRunner().invoke(app, arguments)
    told = json.loads(done.output)
    assert done.exit_code == 1
    assert [(story["id"], story["change"]) for story in told["stories"]] == [("numb-foot", "less-urgent")]
    assert told["counts"] == {"less-urgent": 1, "more-urgent": 0, "open": 0, "same": 1}
    assert {path.name for path in (tmp_path / "out").iterdir()} >= {"foot-old.yaml", "foot-new.yaml", "less-urgent-new.yaml"}
    assert CliRunner().invoke(app, ["diff", str(new), str(old)]).exit_code == 0
