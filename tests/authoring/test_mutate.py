"""`nervecheck test --mutate`: each small change of a rule is noticed, or told as one that nothing notices."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner

from nervecheck.authoring.mutate.account import account
from nervecheck.authoring.mutate.conditions import slips
from nervecheck.authoring.mutate.mutants import Kind, Which, mutants
from nervecheck.authoring.mutate.run import End, Examiner, Mutation, mutate
from nervecheck.base.problems import Mark
from nervecheck.cli.commands import app
from nervecheck.engine.answer import Number
from nervecheck.tree.conditions import AllOf, AnyOf, AtLeast, Chosen, Condition, Named, Not, Within
from nervecheck.tree.model import Tree
from tests.support import shipped, small_tree
from tests.support.weak_legs import QUESTIONS

HERE = Mark("rules.yaml", 1, 1)
A, B, C = (Named(name, HERE) for name in "abc")
XY, OLD = Chosen("q", ("x", "y"), HERE), Within("n", 65, None, HERE)

RULES = """
rules:
  - {id: both, title: t, urgency: emergency, when: {legs: weak}, why: w, basis: judgement, reviewed: 2026-01-01,
     raise: [{to: ambulance, when: {walk: no}, why: w}]}
  - {id: foot, title: t, urgency: same-day, when: foot-numb, why: w, basis: judgement, reviewed: 2026-01-01}
  - {id: ache, title: t, urgency: routine, when: {legs: ache}, why: w, basis: judgement, reviewed: 2026-01-01}
self-care: {when: {legs: none}, why: w, basis: judgement, reviewed: 2026-01-01}
"""
FINDINGS = "foot-numb: {says: a numb foot, when: {legs: [numb]}}\n"
STORY = "- {{id: s{0}, story: s, answers: {{{1}}}, expect: {{urgency: [{2}]}}, source: s}}\n"


def stories(*told: tuple[str, str]) -> str:
    """Stories of answers and the urgency that must come out."""
    return "".join(STORY.format(number, *parts) for number, parts in enumerate(told)) or "[]"


def tree_with(place: Path, told: str = "[]", **more: str) -> Tree:
    """The small tree with these stories."""
    (place / "vignettes").mkdir()
    (place / "vignettes" / "all.yaml").write_text(told)
    return small_tree(place, QUESTIONS, more.pop("rules", RULES), FINDINGS, **more)


def ends(found: Mutation) -> dict[tuple[str, str], End]:
    """How each mutant ended, by what was changed and how."""
    return {(result.mutant.subject, result.mutant.words): result.end for result in found.results}


def run(tree: Tree, which: Which = Which.ALL, limit: int = 1_000, seed: int = 1) -> Mutation:
    """All mutants, without telling of progress."""
    return mutate(tree, which, limit, seed, lambda done, total: None)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (A, [Not(A)]),
        (Not(A), [A]),
        (XY, [Chosen("q", ("y",), HERE), Chosen("q", ("x",), HERE), Not(XY)]),
        (OLD, [Within("n", 64, None, HERE), Within("n", 66, None, HERE), Not(OLD)]),
        (AllOf((A, B)), [AnyOf((A, B)), AllOf((B,)), AllOf((A,)), AllOf((Not(A), B)), AllOf((A, Not(B)))]),
        (AnyOf((A, Not(B))), [AllOf((A, Not(B))), AnyOf((Not(B),)), AnyOf((A,)), AnyOf((Not(A), Not(B))), AnyOf((A, B))]),
        (AtLeast(2, (A, B)), [AtLeast(1, (A, B)), AtLeast(2, (Not(A), B)), AtLeast(2, (A, Not(B)))]),
        (
            AtLeast(2, (A, B, C)),
            [
                AtLeast(1, (A, B, C)),
                AtLeast(3, (A, B, C)),
                AtLeast(2, (B, C)),
                AtLeast(2, (A, C)),
                AtLeast(2, (A, B)),
                AtLeast(2, (Not(A), B, C)),
                AtLeast(2, (A, Not(B), C)),
                AtLeast(2, (A, B, Not(C))),
            ],
        ),
    ],
)
def test_every_condition_one_step_away(condition: Condition, expected: list[Condition]) -> None:
    assert [slip.condition for slip in slips(condition)] == expected


def test_what_is_changed(tmp_path: Path) -> None:
    found = {(mutant.kind, mutant.subject, mutant.words) for mutant in mutants(tree_with(tmp_path))}
    assert found == {
        (Kind.DELETED, "both", "deleted"),
        (Kind.DELETED, "foot", "deleted"),
        (Kind.DELETED, "ache", "deleted"),
        (Kind.URGENCY, "both", "same-day in place of emergency"),
        (Kind.URGENCY, "foot", "routine in place of same-day"),
        (Kind.CONDITION, "both", "{legs: weak} negated"),
        (Kind.CONDITION, "foot", "foot-numb negated"),
        (Kind.CONDITION, "ache", "{legs: ache} negated"),
        (Kind.RAISE, "both", "raise to ambulance left out"),
        (Kind.RAISE, "both", "{walk: no} negated"),
        (Kind.FINDING, "foot-numb", "{legs: numb} negated"),
        (Kind.GUARD, "walk", "{legs: weak} negated"),
        (Kind.DANGER, "legs", "danger: false for 'weak'"),
        (Kind.DANGER, "legs", "danger: false for 'numb'"),
        (Kind.SELF_CARE, "self-care", "{legs: none} negated"),
    }


def test_red_flags_are_the_rules_from_same_day_and_the_findings_they_name(tmp_path: Path) -> None:
    found = {mutant.subject for mutant in mutants(tree_with(tmp_path), Which.RED_FLAGS)}
    assert found == {"both", "foot", "foot-numb"}


def test_the_others_are_all_that_are_not_of_red_flags(tmp_path: Path) -> None:
    tree = tree_with(tmp_path)
    every, urgent, others = ({one[:4] for one in mutants(tree, which)} for which in (Which.ALL, Which.RED_FLAGS, Which.OTHERS))
    assert (others, others & urgent) == (every - urgent, set())
    assert {one[2] for one in others} == {"ache", "legs", "walk", "self-care"}


def test_a_story_notices(tmp_path: Path) -> None:
    tree = tree_with(tmp_path, stories(("legs: weak, walk: no", "ambulance"), ("legs: ache", "routine")))
    found = run(tree)
    by = {result.mutant.words: result.by for result in found.results if result.mutant.subject == "both"}
    assert by["raise to ambulance left out"] == "s0"


def test_a_promise_notices_what_no_story_tells_of(tmp_path: Path) -> None:
    promise = "- {id: walks-no-more, if: {all: [{legs: weak}, {walk: no}]}, then: {at-least: ambulance}, basis: judgement}\n"
    found = run(tree_with(tmp_path, promises=promise))
    by = {result.mutant.words: result.by for result in found.results}
    assert by["raise to ambulance left out"] == "promises: walks-no-more"


def test_a_law_notices(tmp_path: Path) -> None:
    by = {(result.mutant.subject, result.mutant.words): result.by for result in run(tree_with(tmp_path)).results}
    assert by["foot", "deleted"] == "a danger sign that nothing settles is at least same-day: legs: numb"


def test_a_survivor_is_told_at_its_place_with_somebody_whom_it_reaches(tmp_path: Path) -> None:
    found = run(tree_with(tmp_path))
    assert ends(found)["both", "same-day in place of emergency"] is End.SURVIVED
    told = account(found, 200)
    assert "rules.yaml:3:5: both: same-day in place of emergency. Nothing notices.\n" in told
    assert "  for example emergency would become same-day: legs=weak" in told


def test_only_what_changes_nobody_is_equivalent(tmp_path: Path) -> None:
    rules = RULES.replace("{legs: weak}, why", "{any: [{legs: weak}, {all: [{legs: weak}, foot-numb]}]}, why")
    found = ends(run(tree_with(tmp_path, rules=rules)))
    assert found["both", "the part that begins with {legs: weak} left out"] is End.EQUIVALENT
    assert found["both", "{legs: weak} left out"] is not End.EQUIVALENT


def test_a_danger_mark_is_noticed_by_what_check_says_of_it(tmp_path: Path) -> None:
    questions = QUESTIONS.replace("Weak, danger: true", "Weak, danger: true, settled: {since: years}") + (
        "- {id: since, topic: When, ask: 'Since when?', type: one, unsure: [days], when: {legs: weak}, options: [\n"
        "    {id: days, label: Days}, {id: years, label: Years}]}\n"
    )
    settled_only = RULES.replace("{legs: weak}, why", "{legs: weak, since: days}, why")
    found = run(small_tree(tmp_path, questions, settled_only, FINDINGS))
    by = {result.mutant.words: result.by for result in found.results if result.mutant.kind is Kind.DANGER}
    assert by == {"danger: false for 'weak'": "check: bad-option", "danger: false for 'numb'": "check: unmarked-danger"}


def test_the_limit_and_the_seed_draw_the_same_again(tmp_path: Path) -> None:
    tree = tree_with(tmp_path)
    once, again, other = (list(ends(run(tree, limit=4, seed=seed))) for seed in (1, 1, 2))
    assert (len(once), once == again, once == other) == (4, True, False)


def test_a_story_that_fails_anyway_notices_nothing(tmp_path: Path) -> None:
    found = run(tree_with(tmp_path, stories(("legs: ache", "emergency"))))
    assert found.count(End.STORY) == 0


def test_escalations_gates_and_lines_are_changed_too(tmp_path: Path) -> None:
    questions = """
- {id: now, topic: Now, ask: 'Now?', type: many, gate: true, options: [
    {id: bad, label: Bad, opens: [legs]}, {id: ill, label: Ill, opens: [legs]}]}
- {id: legs, topic: Legs, ask: 'Which?', type: many, ask-which: true, options: [
    {id: weak, label: Weak, danger: true}, {id: worse, label: Worse, when: {now: bad}}]}
"""
    rules = """
rules: [{id: r, title: t, urgency: same-day, when: {legs: weak}, why: w, basis: judgement, reviewed: 2026-01-01}]
escalate: [{from: same-day, to: emergency, when: {legs: worse}, why: w}]
self-care: {when: {legs: clear}, why: w, basis: judgement, reviewed: 2026-01-01}
"""
    found = {(mutant.kind, mutant.subject, mutant.words) for mutant in mutants(small_tree(tmp_path, questions, rules))}
    assert found >= {
        (Kind.ESCALATION, "escalation to emergency", "left out"),
        (Kind.ESCALATION, "escalation to emergency", "{legs: worse} negated"),
        (Kind.GUARD, "now", "'legs' left out of what 'bad' opens"),
        (Kind.OPTION, "legs", "'worse': {now: bad} negated"),
    }


def test_a_changed_bound_reaches_the_ages_beside_it(tmp_path: Path) -> None:
    rules = RULES.replace("{legs: ache}, why", "{all: [{legs: ache}, {age: {min: 50}}]}, why")
    age = "- {id: age, topic: Age, ask: 'Age?', type: number, low: 0, high: 110}\n"
    care = "{legs: none}, why", "{any: [{legs: none}, {legs: ache}]}, why"
    found = run(small_tree(tmp_path, QUESTIONS + age, rules.replace(*care), FINDINGS))
    people = {result.mutant.words: result.person for result in found.results if result.mutant.subject == "ache"}
    ages = {words: person.answers["age"] for words, person in people.items() if person is not None and "place" in words}
    assert ages == {
        "min 49 in place of 50": Number(49),
        "min 51 in place of 50": Number(50),
        "`any` in place of `all`": Number(40),
    }


@pytest.mark.parametrize(
    ("subject", "words", "end"),
    [
        ("aortic-dissection", "deleted", End.STORY),
        ("potassium-emergency", "'faint' left out of {get-there: [faint, heart, dialysis]}", End.LAW),
        ("infant-floppy-or-stiff", "{child-signs: [floppy, feed]} left out", End.LAW),
    ],
)
def test_changes_of_the_shipped_questions_are_noticed(subject: str, words: str, end: End) -> None:
    mutant = next(one for one in mutants(shipped(), Which.RED_FLAGS) if (one.subject, one.words) == (subject, words))
    assert shipped_examiner().result(mutant).end is end


@cache
def shipped_examiner() -> Examiner:
    """What notices mutants of the shipped questions, made once."""
    return Examiner(shipped())


def test_the_command_counts_tells_its_progress_and_ends_with_one_for_a_survivor(tmp_path: Path) -> None:
    tree = tree_with(tmp_path)
    done = CliRunner().invoke(app, ["test", tree.folder, "--mutate", "--kind", "all"])
    assert done.exit_code == 1
    assert "15 of 15 changes tried" in done.stderr
    assert done.stdout[done.stdout.index("what was changed") :].splitlines()[:2] == [
        "what was changed           made  equivalent  by law or promise  by vignette  survived",
        "rule deleted                  3           1                  2            0         0",
    ]
