"""Problems of gates: what a line may open, what it may not say, and that nothing but guards and promises looks at one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nervecheck.base.problems import Mark, Problem, nearest, quoted
from nervecheck.tree.conditions import Condition, Named, atoms
from nervecheck.tree.load.findings import reached
from nervecheck.tree.model import Option, Question, QuestionType, Tree

if TYPE_CHECKING:
    from collections.abc import Iterator

_NO_SIGN = "A line of a gate is no sign, and is read as ticked also when not sure."


def gate_problems(tree: Tree) -> Iterator[Problem]:
    """Every problem of the gates themselves."""
    before: set[str] = set()
    for question in tree.questions.values():
        before.add(question.id)
        if question.gate:
            yield from _gate(question)
        for option in question.options:
            yield from _line(question, option)
            yield from _opens(question, option, before, tree)


def _gate(gate: Question) -> Iterator[Problem]:
    if gate.type is not QuestionType.MANY:
        yield Problem(gate.mark, "bad-gate", f"'{gate.id}' is of type {gate.type}, and a gate.", "A gate is a `many`.")
    if gate.unsure is not None:
        yield Problem(gate.mark, "bad-gate", f"The gate '{gate.id}' says how \"not sure\" is read.", _NO_SIGN)


def _line(question: Question, option: Option) -> Iterator[Problem]:
    if option.opens and not question.gate:
        found = f"'{option.id}' opens questions, but '{question.id}' is no gate."
        yield Problem(option.mark, "bad-gate", found, "Say `gate: true` of the question.")
    if not question.gate:
        return
    if not option.opens:
        found = f"The line '{option.id}' of the gate '{question.id}' opens nothing."
        yield Problem(option.mark, "bad-gate", found, "Give `opens: [...]`.")
    said = {"danger": option.danger, "harmless": option.harmless, "informs": option.informs, "unsure": option.unsure}
    for key in (key for key, value in said.items() if value):
        yield Problem(option.mark, "bad-gate", f"The line '{option.id}' of a gate says `{key}`.", _NO_SIGN)


def _opens(gate: Question, option: Option, before: set[str], tree: Tree) -> Iterator[Problem]:
    for name in option.opens:
        opened = tree.questions.get(name)
        if opened is None:
            found = f"{quoted(name)} is no question."
            yield Problem(option.mark, "unknown-question", found, nearest(name, tree.questions))
            continue
        if name in before:
            found = f"'{option.id}' opens '{name}', which is not asked after '{gate.id}'."
            yield Problem(option.mark, "bad-gate", found, "Put it below the gate.")
        if not opened.asks_danger:
            found = f"'{option.id}' opens '{name}', which lists no danger sign."
            yield Problem(option.mark, "bad-gate", found, "A gate opens lists of danger signs.")


def gates_named(condition: Condition, tree: Tree, subject: str) -> Iterator[Problem]:
    """Where a condition that decides names a gate, directly or through findings, at the atom that leads to it."""
    for atom, _ in atoms(condition):
        for gate in _gates_behind(atom.name if isinstance(atom, Named) else atom.question, tree):
            yield _decides(atom.mark, gate, subject)


def _gates_behind(name: str, tree: Tree) -> list[str]:
    """The gates that a name in a condition leads to: itself, or those behind a finding."""
    behind = [tree.findings[part].when for part in ({name} & set(tree.findings)) | reached(name, tree)]
    inner = {part.question for condition in behind for part, _ in atoms(condition) if not isinstance(part, Named)}
    gates = (gate for gate in tree.questions.values() if gate.gate and gate.type is QuestionType.MANY)
    return [gate.id for gate in gates if gate.id in inner | {name}]


def _decides(mark: Mark, gate: str, subject: str) -> Problem:
    return Problem(mark, "gate-decides", f"{subject} looks at the gate '{gate}'.", "Name the signs of the lists that it opens.")
