"""The prover is sound: it agrees with a walk over every record of small trees, finds seeded faults, and its examples replay."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from nervecheck.authoring.prove import Proof, account, counterexample_files, prove
from nervecheck.authoring.prove.checks import Checks
from nervecheck.authoring.prove.verdict import Kind, State
from nervecheck.base.errors import FileProblems
from nervecheck.engine.answer import Answer, NotSure, Picked
from nervecheck.engine.triage import decision, triage
from nervecheck.interview.answers_file import read_answers
from nervecheck.tree.conditions import Chosen, Not
from nervecheck.tree.load import load
from nervecheck.tree.model import Option, Question, QuestionType, Tree
from nervecheck.tree.promises import Promise, Then
from nervecheck.tree.rules import Rule, RulesFile, SelfCare
from nervecheck.tree.terms import Basis, Urgency
from tests.support import SHIPPED, examples, shipped, small_tree
from tests.support.every_record import Walk, answers_to, benign_answers, size, ticked_pairs
from tests.support.strategies import DAY, HERE, conditions, make_tree, trees

MANY_TREES = settings(deadline=None, max_examples=examples(100), suppress_health_check=list(HealthCheck))


def verdicts(tree: Tree) -> dict[tuple[Kind, str], State]:
    """The state of every check, by what it is about."""
    checks = Checks(tree, 100_000)
    try:
        return {(verdict.kind, verdict.subject): verdict.state for verdict in checks.all()}
    finally:
        checks.close()


@st.composite
def promising_trees(draw: st.DrawFn) -> Tree:
    """A small tree with promises that may or may not hold: two of a least urgency, one of a highest."""
    tree = draw(trees())
    questions = list(tree.questions.values())
    levels = st.sampled_from(list(Urgency)[1:])
    bounds = [Then(HERE, draw(levels)), Then(HERE, draw(levels)), Then(HERE, at_most=Urgency(draw(levels) - 1))]
    made = [Promise(f"p{i}", draw(conditions(questions)), then, HERE, (), Basis.JUDGEMENT) for i, then in enumerate(bounds)]
    assume(size(tree) <= 1_500)
    return replace(tree, promises=tuple(made))


@MANY_TREES
@given(promising_trees())
def test_it_agrees_with_a_walk_over_every_record(tree: Tree) -> None:
    walk, found = Walk(tree), verdicts(tree)
    for question in tree.questions.values():
        for (kind, subject), pairs in expected_pairs(question).items():
            assert (found[kind, subject] is State.REFUTED) is walk.falls(question.id, pairs), (kind, subject)
    for index in range(len(tree.promises)):
        assert (found[Kind.PROMISE, f"p{index}"] is State.REFUTED) is walk.promise_broken(index)
    for rule in tree.rules.rules:
        fires = any(fired.rule.id == rule.id for record in walk.all for fired in triage(tree, record).fired)
        assert (found[Kind.CAN, f"{rule.id} fires"] is State.PROVED) is fires
    for name in tree.questions:
        asked = any(name in decision(tree, record)[1] for record in walk.all)
        assert (found[Kind.CAN, f"{name} is asked"] is State.PROVED) is asked
    home = any(urgency is Urgency.SELF_CARE for urgency in walk.urgency.values())
    assert (found[Kind.CAN, "self-care"] is State.PROVED) is home
    assert all(found[Kind.NEEDED, f"above {word}"] is State.PROVED for word in ("routine", "same-day", "emergency"))
    assert found[Kind.TOTAL, "urgency"] is State.PROVED


def expected_pairs(question: Question) -> dict[tuple[Kind, str], list[tuple[Answer, Answer]]]:
    """For each check of laws 3 and 4 on the question: the pairs of answers it compares, found without the prover."""
    pairs: dict[tuple[Kind, str], list[tuple[Answer, Answer]]] = {}
    if question.type is QuestionType.NUMBER:
        return pairs
    benign = benign_answers(question)
    names = ["yes", "no"] if question.type is QuestionType.YES_NO else [option.id for option in question.options]
    for name in names:
        subject = f"{question.id}: {name}"
        if question.type is QuestionType.MANY:
            option = question.option(name)
            assert option is not None
            if option.danger:
                pairs[Kind.DANGER, subject] = ticked_pairs(question, name)
            pairs[Kind.UNSURE, f"{subject} not sure"] = ticked_pairs(question, name, unsure=True)
            if option.unsure_is_yes:
                pairs[Kind.UNSURE, f"{subject} not sure, read as yes"] = ticked_pairs(question, name, unsure=True, before=True)
        elif question.is_danger(name):
            pairs[Kind.DANGER, subject] = [(answer, Picked((name,))) for answer in benign]
    if question.unsure is not None:
        pairs[Kind.UNSURE, f"{question.id}: not sure"] = [(answer, NotSure()) for answer in benign]
        for name in question.unsure:
            pairs[Kind.UNSURE, f"{question.id}: not sure, read as {name}"] = [(Picked((name,)), NotSure())]
    return pairs


def test_the_walk_sees_every_answer() -> None:
    signs = shipped().questions["weak-with"]
    assert len(answers_to(signs)) == 1 + (3 ** len(signs.options) - 1) + 1


def test_the_shipped_questions_are_proved() -> None:
    proof = prove(shipped())
    assert [f"{verdict.subject}: {verdict.message}" for verdict in proof.failed] == []
    assert len(proof.verdicts) > 1_000
    assert proof.paths.shortest == 3
    assert proof.paths.longest_found <= proof.paths.longest_possible


def test_a_check_that_reaches_the_limit_is_told_and_not_skipped() -> None:
    some = [Kind.UNSURE]
    hard = prove(shipped(), budget=1, kinds=some)
    assert len(hard.verdicts) == len(prove(shipped(), kinds=some).verdicts)
    assert {verdict.state for verdict in hard.failed} == {State.NOT_PROVED}


# -- seeded faults: each one a slip that an author could make in the shipped questions, and a check that finds it

FAULTS = {
    "a danger sign dropped from a finding": (
        "findings.yaml",
        "flow, full, leak, need, soil]}\nnerve-sign",
        "flow, full, leak, need]}\nnerve-sign",
        (Kind.SIGN, "ces: soil"),
    ),
    "a danger sign dropped from a rule": (
        "rules.yaml",
        "when: {life-signs: [wake, gasp, blue, fit, choke]}",
        "when: {life-signs: [wake, gasp, blue, fit]}",
        (Kind.SIGN, "life-signs: choke"),
    ),
    "an urgency lowered": (
        "rules.yaml",
        'limb, or a blow to the head"\n    urgency: ambulance',
        'limb, or a blow to the head"\n    urgency: same-day',
        (Kind.PROMISE, "injury-signs-spine"),
    ),
    "a guard negated": (
        "tree.yaml",
        "        when: {feel: rash}\n",
        "        when: {not: {feel: rash}}\n",
        (Kind.PROMISE, "rash-at-the-eye-or-with-weakness"),
    ),
    "a guard narrowed": (
        "tree.yaml",
        "            - all: [{area: [low-back, hip, thigh]}, {feel: [pain, burn, tingle, numb, weak]}]\n",
        "            - all: [{area: [hip, thigh]}, {feel: [pain, burn, tingle, numb, weak]}]\n",
        (Kind.PROMISE, "the-saddle-is-asked-about-with-any-trouble-of-back-buttock-or-thigh"),
    ),
    "a guard closed by a danger sign": (
        "tree.yaml",
        "        when: {feel: rash}\n",
        "        when: {all: [{feel: rash}, {not: {fluid-signs: runs}}]}\n",
        (Kind.DANGER, "fluid-signs: runs"),
    ),
    "all for any": (
        "rules.yaml",
        "when: {any: [{weak-with: [slur, choke, lids]}, {face-danger: [lids, double, slur, choke]}]}",
        "when: {all: [{weak-with: [slur, choke, lids]}, {face-danger: [lids, double, slur, choke]}]}",
        (Kind.SIGN, "face-danger: slur"),
    ),
    "any for all in self-care": (
        "rules.yaml",
        "          - all: [{since: six, trend: same}, {not: {area:",
        "          - any: [{since: six, trend: same}, {not: {area:",
        (Kind.PROMISE, "spine-pain-of-weeks-that-stays-the-same-is-seen"),
    ),
    "a threshold off by one": (
        "rules.yaml",
        "when: {all: [{age: {min: 75}}",
        "when: {all: [{age: {min: 76}}",
        (Kind.PROMISE, "new-cramp-at-75"),
    ),
    "not sure read as benign": (
        "tree.yaml",
        "        unsure: [fast]\n        core: true\n",
        "        unsure: [better]\n        core: true\n",
        (Kind.UNSURE, "trend: not sure"),
    ),
    "the tempo of the wrong sign": (
        "rules.yaml",
        "{weak-where: [feet, still]}, {not: {weak-tempo: [old, months]}}",
        "{weak-where: [feet, still]}, {not: {since: [year, years]}}",
        (Kind.PROMISE, "both-feet-drop"),
    ),
    "a follow-up not asked of children": (
        "tree.yaml",
        "    title: Signs to look at\n",
        "    title: Signs to look at\n    when: {who: [me, other]}\n",
        (Kind.SIGN, "spasm-signs: claw"),
    ),
    "self-care without the risks": (
        "rules.yaml",
        "when: {health: [cancer, immune, steroid, addison, thinner, kidneys, dialysis, heart,",
        "when: {health: [cancer, immune, steroid, addison, kidneys, dialysis, heart,",
        (Kind.PROMISE, "an-illness-is-never-self-care"),
    ),
    "self-care without the age": (
        "rules.yaml",
        "      - {age: {min: 18, max: 74}}\n",
        "",
        (Kind.PROMISE, "from-75-on-everybody-is-seen"),
    ),
    "an escalation on a calm answer": (
        "rules.yaml",
        "get-there: [walk, alone, far, sick]",
        "get-there: none",
        (Kind.DANGER, "get-there: walk"),
    ),
    "a raise that can never happen": (
        "rules.yaml",
        "{to: emergency, when: {area: face}, why",
        "{to: emergency, when: {all: [{area: face}, {who: minor}]}, why",
        (Kind.CAN, "shingles raised to emergency fires"),
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_seeded_fault_is_found(fault: str, tmp_path: Path) -> None:
    name, old, new, found = FAULTS[fault]
    folder = Path(shutil.copytree(SHIPPED, tmp_path / "questions"))
    text = (folder / name).read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    proof = prove(load(folder), kinds=[found[0]])
    assert found in [(verdict.kind, verdict.subject) for verdict in proof.failed if verdict.state is State.REFUTED]
    replayed(proof)
    assert "refuted" in account(proof)


@pytest.mark.parametrize(("then", "state"), [("at-most: routine", State.PROVED), ("can-be: same-day", State.PROVED)])
def test_only_a_highest_urgency_leaves_out_whoever_is_in_doubt(then: str, state: State, tmp_path: Path) -> None:
    """A doubt about the weak leg calls for help today: nobody with that doubt says outright that there is no such leg."""
    questions = """
- {id: legs, topic: Legs, ask: 'Which?', type: many, ask-which: true, options: [
    {id: weak, label: Weak, danger: true}, {id: ache, label: They ache}]}
"""
    rules = """
rules: [{id: r, title: t, urgency: same-day, when: {legs: weak}, why: w, basis: judgement, reviewed: 2026-01-01}]
self-care: {when: {legs: none}, why: w, basis: judgement, reviewed: 2026-01-01}
"""
    promise = f"- {{id: p, if: {{not: {{legs: weak}}}}, then: {{{then}}}, basis: judgement}}\n"
    assert verdicts(small_tree(tmp_path, questions, rules, promises=promise))[Kind.PROMISE, "p"] is state


def replayed(proof: Proof) -> None:
    """Every counter-example is a complete answers file, and comes to the outcome that it claims."""
    files = list(counterexample_files(proof))
    for name, text in files:
        claimed = re.search(r"gives: (\S+)", text)
        assert claimed is not None
        answers = read_answers(text.encode(), name, proof.tree, complete=True).answers
        assert triage(proof.tree, answers).urgency.id == claimed.group(1), text
    assert files or {verdict.kind for verdict in proof.failed} == {Kind.CAN}


def test_an_option_that_only_informs_must_not_decide_about_self_care() -> None:
    options = (Option("a", "A", HERE, danger=True), Option("b", "B", HERE, informs=True))
    question = Question("q", "topic", "Ask?", QuestionType.MANY, HERE, options, unsure=("a",))
    rule = Rule("r", "title", Urgency.SAME_DAY, Chosen("q", ("a",), HERE), "why", DAY, HERE, basis=Basis.JUDGEMENT)
    for condition, state in ((Chosen("q", ("none",), HERE), State.REFUTED), (Not(Chosen("q", ("a",), HERE)), State.PROVED)):
        care = SelfCare(condition, "why", DAY, HERE, basis=Basis.JUDGEMENT)
        found = verdicts(make_tree([question], RulesFile((rule,), care, HERE)))
        assert found[Kind.MATTERS, "q: b"] is state


@MANY_TREES
@given(trees())
def test_every_counter_example_of_a_generated_tree_replays(tree: Tree) -> None:
    proof = prove(tree)
    for name, text in counterexample_files(proof):
        claimed = re.search(r"gives: (\S+)", text)
        assert claimed is not None
        try:
            answers = read_answers(text.encode(), name, tree, complete=True).answers
        except FileProblems as problems:  # pragma: no cover - shown when it fails
            pytest.fail(f"{text}\n{problems}")
        assert triage(tree, answers).urgency.id == claimed.group(1)


def test_not_sure_that_is_calmer_is_told_with_both_answers_and_the_mend(tmp_path: Path) -> None:
    questions = """
- {id: heel, topic: T, ask: 'Q?', type: one, unsure: [soft],
   options: [{id: soft, label: S}, {id: hard, label: H}, {id: gone, label: G}]}
"""
    rules = """
rules:
  - {id: hot, title: t, urgency: same-day, when: {heel: hard}, why: w, basis: judgement, reviewed: 2026-01-01}
self-care: {when: {heel: gone}, why: w, basis: judgement, reviewed: 2026-01-01}
"""
    told = account(prove(small_tree(tmp_path, questions, rules), kinds=[Kind.UNSURE]))
    assert "The rule 'hot' (rules.yaml:3:5) fires for the calmer answer and not for the other." in told
    assert "The two answers: heel: hard, and heel: unsure." in told
    assert "Mend: add `hard` to `unsure` of 'heel' (tree.yaml:11:9), or let the rule hold for both." in told
