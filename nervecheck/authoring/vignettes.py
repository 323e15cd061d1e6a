"""Vignettes: stories with their answers and the expected result, written from their sources before the rules they test."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from nervecheck.base.errors import FileProblems, UsageError
from nervecheck.base.problems import Mark, Problem, nearest, quoted
from nervecheck.engine.answer import Answers
from nervecheck.engine.ranking import Ranking, ranking
from nervecheck.engine.triage import Outcome, decision, triage
from nervecheck.interview.answers_file import NO_BASE, AnswersFile, Base, read_base, read_mapping
from nervecheck.tree.load import nodes
from nervecheck.tree.load.build import Builder
from nervecheck.tree.load.files import files_in
from nervecheck.tree.model import Tree
from nervecheck.tree.terms import Id, Urgency

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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


class VignettesFile(NamedTuple):
    """The vignettes of a file, where it gives answers to all of them; else the file is the list alone.

    `base` holds answers that every case has which does not give its own, to the questions that its person is asked.
    """

    cases: tuple[Case, ...]
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
    builder = Builder()
    return _examined(list(_written(tree, builder)), tree, builder)


class Choice(NamedTuple):
    """Vignettes that were chosen: those without a mistake, every mistake in the others, how many they are, and of how many."""

    vignettes: tuple[Vignette, ...]
    problems: tuple[Problem, ...]
    chosen: int
    total: int


def choose_vignettes(tree: Tree, words: Sequence[str]) -> Choice:
    """The vignettes whose id and file name together hold all the words, in small or large letters; all, without words.

    Raises UsageError where words leave none.
    """
    builder = Builder()
    written = list(_written(tree, builder))
    chosen = [one for one in written if all(word.lower() in one.name for word in words)]
    if words and not chosen and not builder.problems:
        raise UsageError(_none_chosen(words, [one.name for one in written]))
    return Choice(*_examined(chosen, tree, builder), len(chosen), len(written))


def _none_chosen(words: Sequence[str], names: Sequence[str]) -> str:
    if not names:
        return "There are no vignettes to choose from. Each is a story in `vignettes/*.yaml`."
    lost = next((word for word in words if not any(word.lower() in name for name in names)), None)
    if lost is None:
        return f"No vignette has all of {', '.join(map(quoted, words))} in its id or file. Give fewer words."
    parts = {part for name in names for part in re.split(r"[^a-z0-9]+", name) if len(part) > 1}
    hint = nearest(lost, sorted(parts))
    return f"No vignette has {quoted(lost)} in its id or file. {hint if len(parts) <= 25 or 'Did' in hint else ''}".rstrip()


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
        differences.append(_not_as_covered(outcome))
    return differences


def _not_as_covered(outcome: Outcome) -> str:
    """Whether it is covered, and what says so."""
    limits = [limit for limit in outcome.limits if not limit.partly]
    if limits:
        return f"covered is false, by {', '.join(repr(limit.id) for limit in limits)} under `not-covered`"
    part = [f"'{limit.id}' says `partly`, which counts as covered" for limit in outcome.limits]
    return f"covered is true: {'; '.join(part) or 'nothing under `not-covered` holds'}"


class _Written(NamedTuple):
    """A vignette as it stands in its file, with what `-k` looks for words in, and the answers that its file gives to all."""

    node: nodes.Node
    name: str
    base: Base


def _written(tree: Tree, builder: Builder) -> Iterator[_Written]:
    """Every vignette, by file name and then in the order of the file."""
    try:
        for path in files_in(Path(tree.folder) / "vignettes", ".yaml"):
            yield from _in_file(path, tree, builder)
    except OSError as error:
        builder.tell(Mark("vignettes"), "missing-file", f"The folder cannot be read: {error.strerror}.")


def _in_file(path: Path, tree: Tree, builder: Builder) -> Iterator[_Written]:
    name = f"vignettes/{path.name}"
    try:
        text, problems = nodes.decode(nodes.file_bytes(path), name)
    except OSError as error:
        builder.tell(Mark(name), "missing-file", f"The file cannot be read: {error.strerror}.")
        return
    root, more = nodes.read(text, name)
    builder.problems += [*problems, *more]
    base = NO_BASE
    if isinstance(root, nodes.Mapping):
        base, root = _with_base(root, builder, tree)
    if isinstance(root, nodes.Sequence):
        yield from (_Written(node, f"{_id_of(node)} {path.stem}".lower(), base) for node in root.items)
    elif root is not None or not (problems or more):
        builder.tell(Mark(name), "wrong-type", "The file is not a list of vignettes.", "Each begins with `- id:`.")


def _with_base(root: nodes.Mapping, builder: Builder, tree: Tree) -> tuple[Base, nodes.Sequence]:
    """What a file with `base` and `cases` gives to all its vignettes, and the list of them.

    The list is empty where there is a mistake round it: the same would be told of every vignette again.
    """
    before, base = len(builder.problems), NO_BASE
    for key, _ in root.pairs:
        if key.text not in ("base", "cases"):
            builder.tell(key.mark, "unknown-key", f"{quoted(key.text)} is no key here.", nearest(key.text, ("base", "cases")))
    given, cases = root.get("base"), root.get("cases")
    if isinstance(given, nodes.Mapping):
        base, problems = read_base(given, tree)
        builder.problems += (replace(problem, message=f"In `base`: {problem.message}") for problem in problems)
    elif given is not None:
        builder.wrong(given, "answers, as `base: {question: option}`")
    if isinstance(cases, nodes.Sequence):
        return base, cases if len(builder.problems) == before else nodes.Sequence(root.file)
    hint = "Write `cases:`, and below it the list: each vignette begins with `- id:`."
    builder.tell(root.mark, "missing-key", "`cases` is missing here.", hint)
    return base, nodes.Sequence(root.file)


def _id_of(node: nodes.Node) -> str:
    own = node.get("id") if isinstance(node, nodes.Mapping) else None
    return own.text if isinstance(own, nodes.Scalar) else ""


def _examined(written: Iterable[_Written], tree: Tree, builder: Builder) -> tuple[tuple[Vignette, ...], tuple[Problem, ...]]:
    found = list[Vignette]()
    for one in written:
        before = len(builder.problems)
        vignette = _one(one, builder, tree)
        if vignette is not None and len(builder.problems) == before:
            found.append(vignette)
    first: dict[str, Mark] = {}
    for case in (vignette.case for vignette in found):
        if first.setdefault(case.id, case.mark) is not case.mark:
            builder.tell(case.mark, "duplicate-id", f"The id '{case.id}' is taken.", f"The first is at {first[case.id]}.")
    return tuple(found), tuple(builder.problems)


def _one(written: _Written, builder: Builder, tree: Tree) -> Vignette | None:
    node = written.node
    if not isinstance(node, nodes.Mapping) or not isinstance(answers := node.get("answers"), nodes.Mapping):
        builder.tell(node.mark, "missing-key", "A vignette needs `answers`, as `answers: {question: option}`.")
        return None
    rest = nodes.Mapping(node.file, node.place, [pair for pair in node.pairs if pair[0].text != "answers"])
    case: Case = builder.build(rest, Case)
    known = [rule.id for rule in tree.rules.rules]
    for rule in (*case.expect.rules, *case.expect.not_rules):
        if rule not in known:
            builder.tell(case.expect.mark, "unknown-rule", f"'{rule}' is no rule.", nearest(rule, known, listed=True))
    causes = [cause.id for cause in tree.causes.causes] if tree.causes is not None else []
    for cause in case.expect.causes:
        if cause not in causes:
            builder.tell(case.expect.mark, "unknown-cause", f"'{cause}' is no cause.", nearest(cause, causes, listed=True))
    accepted = sorted(set(case.expect.urgency))
    if accepted and accepted[-1] - accepted[0] >= len(accepted):
        told = f"'{accepted[0].id}' and '{accepted[-1].id}' are accepted, and not what lies between them."
        builder.tell(case.expect.mark, "urgencies-apart", told, "Accept one urgency, or two that follow each other.")
    where = f"In '{case.id}': "
    given = _answers(answers, where, written.base, builder, tree).answers
    _, applied = decision(tree, given)
    for name in (name for name in given if name not in applied):
        found = f"{where}'{name}' is answered, and this person is never asked it."
        place = next(key.mark for key, _ in answers.pairs if key.text == name)
        builder.tell(place, "not-asked", found, "Remove that answer: it would count as reached.")
    return Vignette(case, given)


def _answers(node: nodes.Mapping, where: str, base: Base, builder: Builder, tree: Tree) -> AnswersFile:
    try:
        return read_mapping(node, tree, base)
    except FileProblems as bad:
        strange = any(problem.code == "unknown-question" for problem in bad.problems)
        told = (problem for problem in bad.problems if not (strange and problem.code == "missing-answer"))  # follows from it
        builder.problems += (replace(problem, message=where + problem.message) for problem in told)
        return AnswersFile({})
