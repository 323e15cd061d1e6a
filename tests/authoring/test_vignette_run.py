"""`nervecheck test`: which vignettes are run, what a file gives to all of its own, and how a run is written."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from nervecheck.authoring.vignette_formats import REPORTERS
from nervecheck.authoring.vignette_run import VignetteRun
from nervecheck.authoring.vignettes import examine_vignettes
from nervecheck.base.errors import UsageError
from nervecheck.cli.commands import app
from nervecheck.engine.answer import Number, Picked
from nervecheck.tree.model import Tree
from tests.support import small_tree

QUESTIONS = """
- {id: legs, topic: Legs, ask: Which, type: many, ask-which: true, options: [
    {id: weak, label: Weak, danger: true}, {id: ache, label: They ache}]}
- {id: walk, topic: Walking, ask: Can you walk, type: yes-no, when: {legs: weak}}
- {id: age, topic: Age, ask: How old, type: number, low: 18, high: 99, core: true}
"""
RULES = """
rules:
  - {id: both, title: Legs, urgency: emergency, when: {legs: weak}, why: w, basis: judgement, reviewed: 2026-01-01,
     raise: [{to: ambulance, when: {walk: no}, why: w}]}
self-care: {when: {legs: ache}, why: w, basis: judgement, reviewed: 2026-01-01}
"""
WEAK = "- {id: weak-legs, story: S, source: S, answers: {legs: weak, walk: yes}, expect: {urgency: [%s]}}\n"
ACHE = "- {id: aching, story: S, source: S, answers: {legs: ache, age: 40}, expect: {urgency: [self-care]}}\n"


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return small_tree(tmp_path, QUESTIONS, RULES)


def stories(tree: Tree, **files: str) -> None:
    """Files of vignettes in the folder of the tree."""
    folder = Path(tree.folder, "vignettes")
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(textwrap.dedent(text))


def ids(tree: Tree, *words: str) -> list[str]:
    """The vignettes that are played."""
    return [one.vignette.case.id for one in VignetteRun(tree, words).played]


# -- some of them


@pytest.mark.parametrize(
    ("words", "played"),
    [
        (["weak"], ["weak-legs"]),
        (["ACH"], ["aching"]),
        (["clinic"], ["weak-legs", "aching"]),
        (["clinic", "legs"], ["weak-legs"]),
        ([], ["weak-legs", "aching"]),
    ],
)
def test_words_of_the_id_or_the_file_choose(tree: Tree, words: list[str], played: list[str]) -> None:
    stories(tree, clinic=WEAK % "emergency" + ACHE)
    assert ids(tree, *words) == played


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["legz"], "No vignette has 'legz' in its id or file. Did you mean 'legs'? Allowed: aching, clinic, legs, weak."),
        (["weak", "aching"], "No vignette has all of 'weak', 'aching' in its id or file. Give fewer words."),
    ],
)
def test_where_none_is_left_the_nearest_word_is_told(tree: Tree, words: list[str], told: str) -> None:
    stories(tree, clinic=WEAK % "emergency" + ACHE)
    with pytest.raises(UsageError) as error:
        VignetteRun(tree, words)
    assert str(error.value) == told


def test_some_say_nothing_of_what_all_reach(tree: Tree) -> None:
    stories(tree, clinic=WEAK % "emergency" + ACHE)
    run = VignetteRun(tree, ["weak"])
    assert REPORTERS["terminal"](run, False, "") == "1 passed, 0 failed. -k chose 1 of 2, so what they reach is not told.\n"
    assert json.loads(REPORTERS["json"](run, False, "q"))["coverage"] is None
    with pytest.raises(UsageError, match="--min-coverage"):
        VignetteRun(tree, ["weak"], least=50)


def test_a_mistake_in_another_vignette_is_none_of_theirs(tree: Tree) -> None:
    stories(tree, clinic=ACHE + "- {id: unfinished, story: S, source: S, answers: {}, expect: {urgency: [routine]}}\n")
    assert VignetteRun(tree, ["aching"]).problems == ()
    assert VignetteRun(tree, ["unfin"]).counts == (0, 0, 2, 1)


# -- how it is written


def written(tree: Tree, format_: str, folder: str = "sub/q") -> str:
    return REPORTERS[format_](VignetteRun(tree), False, folder)


def test_json_has_counts_problems_and_the_trace(tree: Tree) -> None:
    stories(tree, clinic=WEAK % "routine" + ACHE)
    found: dict[str, Any] = json.loads(written(tree, "json"))
    assert found["format"] == "nervecheck-test/1"
    assert found["counts"] == {"passed": 1, "failed": 1, "mistakes": 0, "not_chosen": 0}
    (problem,) = found["problems"]
    assert problem == {
        "file": "sub/q/vignettes/clinic.yaml",
        "line": 1,
        "column": 3,
        "level": "error",
        "code": "vignette-failed",
        "message": "weak-legs: urgency is emergency, expected routine.",
        "hint": "Fired: both (rules.yaml:3:5).",
    }
    (failed,) = found["failed"]
    assert (failed["vignette"], failed["urgency"], failed["expected"]) == ("weak-legs", "emergency", ["routine"])
    assert failed["fired"] == [
        {"rule": "both", "file": "sub/q/rules.yaml", "line": 3, "column": 5, "urgency": "emergency", "because": ["legs"]}
    ]
    assert found["coverage"]["parts"][0] == {"kind": "questions", "reached": 3, "total": 3, "missed": []}


def test_a_code_host_gets_a_line_for_each_problem_that_it_reads_back(tree: Tree) -> None:
    stories(tree, **{"a,b%": WEAK % "routine"})
    assert written(tree, "github") == (
        "::error file=sub/q/vignettes/a%2Cb%25.yaml,line=1,col=3,title=vignette-failed"
        "::weak-legs: urgency is emergency, expected routine. Fired: both (rules.yaml:3:5).\n"
    )


@pytest.mark.parametrize(
    ("least", "found"), [(1, []), (100, ["The vignettes reach 57 in 100 of all there is, and at least 100 are wanted."])]
)
def test_a_poor_coverage_is_a_problem(tree: Tree, least: int, found: list[str]) -> None:
    stories(tree, clinic=WEAK % "emergency")
    assert [problem.message for problem in VignetteRun(tree, least=least).problems] == found


def test_no_vignettes_are_told_in_every_format(tree: Tree) -> None:
    assert "nothing was tested" in written(tree, "terminal")
    assert json.loads(written(tree, "json"))["problems"][0]["code"] == "no-vignettes"
    assert "title=no-vignettes" in written(tree, "github")


def test_files_are_named_from_where_the_command_runs(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    stories(tree, clinic=WEAK % "routine")
    for here, name in ((Path(tree.folder).parent, f"{Path(tree.folder).name}/vignettes"), (Path(tree.folder), "vignettes")):
        monkeypatch.chdir(here)
        done = CliRunner().invoke(app, ["test", tree.folder, "--format", "github"])
        assert (done.exit_code, done.output.split(",")[0]) == (1, f"::error file={name}/clinic.yaml")


@pytest.mark.parametrize("more", [["-k", "x"], ["--format", "json"]])
def test_mutants_are_run_against_all_and_told_on_the_terminal(tree: Tree, more: list[str]) -> None:
    assert CliRunner().invoke(app, ["test", tree.folder, "--mutate", *more]).exit_code == 2


# -- a base person

BASE = """
base: {legs: ache, walk: yes, age: 40}
cases:
  - {id: same, story: S, source: S, answers: {}, expect: {urgency: [self-care]}}
  - {id: older, story: S, source: S, answers: {age: 80}, expect: {urgency: [self-care]}}
  - {id: weak, story: S, source: S, answers: {legs: weak}, expect: {urgency: [emergency]}}
"""


def test_a_case_has_the_answers_of_the_base_that_it_is_asked_and_does_not_give(tree: Tree) -> None:
    stories(tree, clinic=BASE)
    found, problems = examine_vignettes(tree)
    ache, weak = Picked(("ache",)), Picked(("weak",))
    assert problems == ()
    assert {one.case.id: dict(one.answers) for one in found} == {
        "same": {"legs": ache, "age": Number(40)},
        "older": {"legs": ache, "age": Number(80)},
        "weak": {"legs": weak, "walk": Picked(("yes",))},  # nobody with weak legs is asked the age
    }


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("{age: 80}", "{age: 80, walk: yes}", "In 'older': 'walk' is answered, and this person is never asked it."),
        ("answers: {}", "answers: {age: }", "In 'same': 'age' is not answered: How old"),
        ("base: {legs: ache,", "base: {legs: ake,", "In `base`: legs: 'ake' is not offered here."),
        ("base: {", "bas: {", "'bas' is no key here."),
        ("cases:", "case:", "'case' is no key here."),
        ("base: {legs: ache, walk: yes, age: 40}", "base: [legs]", "Found a list."),
    ],
)
def test_mistakes_round_a_base_are_told(tree: Tree, old: str, new: str, told: str) -> None:
    stories(tree, clinic=BASE.replace(old, new))
    assert examine_vignettes(tree)[1][0].message == told


# -- what is told of a story that cannot be right


def differences(tree: Tree) -> list[str]:
    """In what the stories do not come out as expected."""
    return [words for one in VignetteRun(tree, []).played for words in one.differences]


def test_urgencies_that_are_no_neighbours_are_refused(tree: Tree) -> None:
    stories(tree, apart=WEAK % "routine, emergency", beside=(WEAK % "emergency, same-day").replace("weak-legs", "other"))
    told = [f"{problem.mark.file} {problem.code}: {problem.message}" for problem in examine_vignettes(tree)[1]]
    assert told == [
        "vignettes/apart.yaml urgencies-apart: 'routine' and 'emergency' are accepted, and not what lies between them."
    ]


def test_a_second_story_of_an_id_names_the_first(tree: Tree) -> None:
    stories(tree, one=ACHE, two=ACHE)
    told = [f"{problem.mark}: {problem.hint}" for problem in examine_vignettes(tree)[1]]
    assert told == ["vignettes/two.yaml:1:3: The first is at vignettes/one.yaml:1:3."]


@pytest.mark.parametrize(
    ("limit", "covered", "told"),
    [
        ("{id: sore, when: {legs: ache}, say: s, ask: a}", "true", ["covered is false, by 'sore' under `not-covered`"]),
        ("{id: sore, when: {legs: ache}, say: s, ask: a, partly: true}", "false",
         ["covered is true: 'sore' says `partly`, which counts as covered"]),
        ("{id: sore, when: {legs: weak}, say: s, ask: a}", "false", ["covered is true: nothing under `not-covered` holds"]),
        ("{id: sore, when: {legs: ache}, say: s, ask: a}", "false", []),
        ("{id: sore, when: {legs: ache}, say: s, ask: a, partly: true}", "true", []),
    ],
)  # fmt: skip
def test_what_is_not_covered_or_covered_in_part_is_told_by_its_name(
    limit: str, covered: str, told: list[str], tmp_path: Path
) -> None:
    tree = small_tree(tmp_path, QUESTIONS, f"{RULES}not-covered: [{limit}]")
    stories(tree, one=ACHE.replace("[self-care]", f"[self-care, routine], covered: {covered}"))
    assert differences(tree) == told


def test_escalations_and_what_is_not_covered_count_as_reached_or_missed(tmp_path: Path) -> None:
    lifted = "escalate: [{from: self-care, to: routine, when: {age: {min: %s}}, why: w}]\n"
    limit = "not-covered: [{id: old, when: {age: {min: 90}}, say: s, ask: a}]\n"
    for name, least, missed in (("reached", 40, ["old"]), ("missed", 41, ["self-care-to-routine", "old"])):
        (tmp_path / name).mkdir()
        tree = small_tree(tmp_path / name, QUESTIONS, RULES + lifted % least + limit)
        stories(tree, one=ACHE)
        parts = [part for part in VignetteRun(tree, []).covered or () if part.kind in ("escalations", "not-covered")]
        assert [what for part in parts for what, _ in part.missed] == missed
