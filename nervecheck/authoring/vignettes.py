"""Vignettes: stories with their answers and the expected result, written from their sources before the rules they test."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from nervecheck.base.errors import FileProblems
from nervecheck.base.problems import Mark, Problem, nearest
from nervecheck.engine.answer import Answers
from nervecheck.engine.ranking import Ranking, ranking
from nervecheck.engine.triage import Outcome, decision, triage
from nervecheck.interview.answers_file import AnswersFile, read_mapping
from nervecheck.tree.load import nodes
from nervecheck.tree.load.build import Builder
from nervecheck.tree.model import Tree
from nervecheck.tree.terms import Id, Urgency

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FIRST_CAUSES = 3  # the field measures such tools by the first and by the first three causes


class Expected(NamedTuple):
    """What must come out: one of these urgencies, these rules fired, those not; whether it is covered.

    Each of `causes` must be among the first three, or among the serious ones that are named.
    """

    urgency: tuple[Urgency, ...]
    mark: Mark
    rules: tuple[str, ...] = ()
    not_rules: tuple[str, ...] = ()
    covered: bool = True
    causes: tuple[str, ...] = ()


class Case(NamedTuple):
    """One vignette as written, but for its answers."""

    id: Id
    story: str
    source: str
    expect: Expected
    mark: Mark


class Vignette(NamedTuple):
    """A case with its answers."""

    case: Case
    answers: Answers


class Played(NamedTuple):
    """A vignette, its outcome, and every way in which the outcome is not the expected one."""

    vignette: Vignette
    outcome: Outcome
    ranking: Ranking
    differences: tuple[str, ...]


def read_vignettes(tree: Tree) -> tuple[Vignette, ...]:
    """The vignettes of the tree's folder, by file name and then in the order of the file; raises FileProblems."""
    found, problems = examine_vignettes(tree)
    if problems:
        raise FileProblems(list(problems))
    return found


def examine_vignettes(tree: Tree) -> tuple[tuple[Vignette, ...], tuple[Problem, ...]]:
    """The vignettes without a mistake, and every mistake in the others: one that is unfinished does not stop the rest."""
    builder, found = Builder(), list[Vignette]()
    for path in sorted((Path(tree.folder) / "vignettes").glob("*.yaml")):
        found += _in_file(path, builder, tree)
    count = Counter(vignette.case.id for vignette in found)
    for vignette in found:
        if count[vignette.case.id] > 1:
            builder.tell(vignette.case.mark, "duplicate-id", f"The id '{vignette.case.id}' is taken.")
    return tuple(found), tuple(builder.problems)


def play_all(vignettes: Iterable[Vignette], tree: Tree) -> tuple[Played, ...]:
    """The vignettes, played."""
    return tuple(play(vignette, tree) for vignette in vignettes)


def play(vignette: Vignette, tree: Tree) -> Played:
    """What the answers come to, beside what was expected."""
    outcome, expect = triage(tree, vignette.answers), vignette.case.expect
    differences = unexpected(expect, outcome)
    found = ranking(tree, vignette.answers, outcome)
    first = [item.cause.id for item in (*found.causes[:FIRST_CAUSES], *found.serious)]
    differences += [f"cause '{name}' is not among {', '.join(first) or 'none'}" for name in expect.causes if name not in first]
    return Played(vignette, outcome, found, tuple(differences))


def unexpected(expect: Expected, outcome: Outcome) -> list[str]:
    """Every way in which the outcome is not the expected one, likely causes aside; the urgency first."""
    fired = {item.rule.id for item in outcome.fired}
    differences = [f"rule '{name}' did not fire" for name in expect.rules if name not in fired]
    differences += [f"rule '{name}' fired" for name in expect.not_rules if name in fired]
    if outcome.urgency not in expect.urgency:
        wanted = " or ".join(urgency.id for urgency in expect.urgency)
        differences.insert(0, f"urgency is {outcome.urgency.id}, expected {wanted}")
    if outcome.covered is not expect.covered:
        differences.append(f"covered is {str(outcome.covered).lower()}")
    return differences


def _in_file(path: Path, builder: Builder, tree: Tree) -> Iterator[Vignette]:
    name = f"vignettes/{path.name}"
    text, problems = nodes.decode(path.read_bytes(), name)
    root, more = nodes.read(text, name)
    builder.problems += [*problems, *more]
    if not isinstance(root, nodes.Sequence):
        builder.tell(Mark(name), "wrong-type", "The file is not a list of vignettes.", "Each begins with `- id:`.")
        return
    for node in root.items:
        before = len(builder.problems)
        vignette = _one(node, builder, tree)
        if vignette is not None and len(builder.problems) == before:
            yield vignette


def _one(node: nodes.Node, builder: Builder, tree: Tree) -> Vignette | None:
    if not isinstance(node, nodes.Mapping) or not isinstance(answers := node.get("answers"), nodes.Mapping):
        builder.tell(node.mark, "missing-key", "A vignette needs `answers`, as `answers: {question: option}`.")
        return None
    rest = nodes.Mapping(node.file, node.place, [pair for pair in node.pairs if pair[0].text != "answers"])
    case: Case = builder.build(rest, Case)
    known = [rule.id for rule in tree.rules.rules]
    for rule in (*case.expect.rules, *case.expect.not_rules):
        if rule not in known:
            builder.tell(case.expect.mark, "unknown-rule", f"'{rule}' is no rule.", nearest(rule, known))
    causes = [cause.id for cause in tree.causes.causes] if tree.causes is not None else []
    for cause in case.expect.causes:
        if cause not in causes:
            builder.tell(case.expect.mark, "unknown-cause", f"'{cause}' is no cause.", nearest(cause, causes))
    given = _answers(answers, f"In '{case.id}': ", builder, tree).answers
    _, applied = decision(tree, given)
    for name in (name for name in given if name not in applied):
        found = f"'{name}' is answered, and this person is never asked it."
        place = next(key.mark for key, _ in answers.pairs if key.text == name)
        builder.tell(place, "not-asked", found, "Remove that answer: it would count as reached.")
    return Vignette(case, given)


def _answers(node: nodes.Mapping, where: str, builder: Builder, tree: Tree) -> AnswersFile:
    try:
        return read_mapping(node, tree)
    except FileProblems as bad:
        strange = any(problem.code == "unknown-question" for problem in bad.problems)
        told = (problem for problem in bad.problems if not (strange and problem.code == "missing-answer"))  # follows from it
        builder.problems += (replace(problem, message=where + problem.message) for problem in told)
        return AnswersFile({})
