"""Problems of findings, once written out: circles, too many parts, and danger signs that a red flag needs to be absent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nervecheck.base.problems import Problem
from nervecheck.tree.conditions import Chosen, Named, Within, atoms
from nervecheck.tree.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from nervecheck.tree.causes import CausesFile
    from nervecheck.tree.conditions import Atom, Condition
    from nervecheck.tree.model import Question, Tree
    from nervecheck.tree.rules import Rule

_LARGEST_FINDING = 2_000  # atoms, once the findings it names are written out: enough for any text a person wrote


def finding_shapes(tree: Tree) -> Iterator[Problem]:
    """Findings that lead back to themselves, or that are too large to write out."""
    sizes: dict[str, int] = {}
    for name, finding in tree.findings.items():
        if name in reached(name, tree):
            yield Problem(finding.mark, "finding-cycle", f"'{name}' leads back to itself.", "Break the circle.")
        elif _size(name, tree, sizes) > _LARGEST_FINDING:
            hint = f"Written out it has more than {_LARGEST_FINDING:,} parts."
            yield Problem(finding.mark, "finding-too-large", f"'{name}' names findings that name findings, too often.", hint)


def of_options(file: CausesFile | None, questions: Mapping[str, Question]) -> Iterator[tuple[str, Finding]]:
    """A finding for each option that evidence names as question.option, by that name, with the option's label as its words."""
    for row in file.rows() if file is not None else ():
        name, _, word = row.finding.partition(".")
        option = questions[name].option(word) if name in questions else None
        if option is not None:
            yield row.finding, Finding(option.label, Chosen(name, (word,), row.mark), row.mark)


def _size(start: str, tree: Tree, sizes: dict[str, int]) -> int:
    """How many atoms a finding has, written out; circles and long chains count as too large."""
    todo = [start]
    while todo:
        name = todo[-1]
        inner = [atom.name for atom, _ in atoms(tree.findings[name].when) if isinstance(atom, Named)]
        open_ = [other for other in inner if other in tree.findings and other not in sizes]
        if not open_ or len(todo) > _LARGEST_FINDING or set(open_) & set(todo):
            sizes[name] = _LARGEST_FINDING + 1 if open_ else sum(sizes.get(other, 1) for other in inner) + 1
            todo.pop()
        else:
            todo.append(open_[0])
    return sizes[start]


def reached(start: str, tree: Tree) -> set[str]:
    """The findings that a finding's condition names, directly or through others."""
    reached: set[str] = set()
    todo = [start] if start in tree.findings else []
    while todo:
        named = {atom.name for atom, _ in atoms(tree.findings[todo.pop()].when) if isinstance(atom, Named)}
        fresh = {name for name in named - reached if name in tree.findings}
        reached |= fresh
        todo += fresh
    return reached


def danger_denied(rule: Rule, tree: Tree) -> Iterator[Problem]:
    """A red flag, or a raise of it, that needs a danger sign to be absent would hide the person who has both."""
    for condition in (rule.when, *(step.when for step in rule.raise_)):
        for atom, negated in atoms(condition):
            for inner, denied in _written_out(atom, negated, tree):
                question = tree.questions.get(inner.name if isinstance(inner, Named) else inner.question)
                if denied and question is not None and _names_danger(inner, question):
                    found = f"The red flag '{rule.id}' needs a danger sign of '{question.id}' to be absent."
                    yield Problem(atom.mark, "danger-under-not", found, "Name the answers that settle it.")


def _written_out(condition: Condition, negated: bool, tree: Tree) -> Iterator[tuple[Atom, bool]]:
    """The atoms of the condition, each finding replaced by the atoms it stands for."""
    for atom, denied in atoms(condition, negated):
        if isinstance(atom, Named) and atom.name in tree.findings:
            yield from _written_out(tree.findings[atom.name].when, denied, tree)
        else:
            yield atom, denied


def _names_danger(atom: Atom, question: Question) -> bool:
    match atom:
        case Named():
            return question.is_danger("yes")
        case Chosen(_, options):
            return any(question.is_danger(name) for name in options)
        case Within():
            return False
