"""What findings stand for, written out: circles, sizes, and danger signs that a red flag needs to be absent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nervecheck.conditions import Named, NumberTest, OptionTest, atoms, compiled, tests_in
from nervecheck.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nervecheck.conditions import Findings
    from nervecheck.model import Rule, Tree

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


def danger_denied(rule: Rule, tree: Tree, meaning: Findings) -> Iterator[Problem]:
    """A red flag, or a raise of it, that needs a danger sign to be absent would hide the person who has both."""
    for condition in (rule.when, *(step.when for step in rule.raise_)):
        for atom, negated in atoms(condition):
            for test in tests_in(compiled(atom, meaning, positive=not negated)):
                if not test.positive and _names_danger(test, tree):
                    found = f"The red flag '{rule.id}' needs a danger sign of '{test.question}' to be absent."
                    yield Problem(atom.mark, "danger-under-not", found, "Name the answers that settle it.")


def _names_danger(test: OptionTest | NumberTest, tree: Tree) -> bool:
    question = tree.questions.get(test.question)
    return question is not None and isinstance(test, OptionTest) and any(question.is_danger(n) for n in test.options)
