"""What is allowed in a questions folder and still deserves a second look. A comment with a reason can allow it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nervecheck.conditions import Chosen, Condition, Named, atoms
from nervecheck.problems import Level, Mark, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nervecheck.model import Tree


def warnings(tree: Tree) -> Iterator[Problem]:
    """Every warning about a tree without errors, in no special order."""
    for condition in _rules_and_guards(tree):
        yield from _denials(condition, tree)
    yield from _unused(tree)


def _rules_and_guards(tree: Tree) -> Iterator[Condition]:
    for section in tree.about.sections:
        guards = (section.when, *(question.when for question in section.questions))
        yield from (guard for guard in guards if guard is not None)
    for rule in tree.rules.rules:
        yield rule.when
        yield from (step.when for step in rule.raise_)


def _denials(condition: Condition, tree: Tree) -> Iterator[Problem]:
    """A `not` over a question that offers "not sure" holds for whoever is not sure: that must be meant."""
    for atom, negated in atoms(condition):
        if negated and isinstance(atom, Chosen) and tree.questions[atom.question].offers_unsure:
            found = f"`not` over '{atom.question}' holds for whoever answers \"not sure\"."
            hint = "Name the options that are meant, or allow it with the reason."
            yield Problem(atom.mark, "not-over-unsure", found, hint, Level.WARNING)


def _unused(tree: Tree) -> Iterator[Problem]:
    for name, mark in _left_over_findings(tree):
        yield Problem(
            mark, "unused-finding", f"No condition names the finding '{name}'.", "Use it or remove it.", Level.WARNING
        )
    groups: tuple[tuple[str, ...], ...] = (
        tree.rules.self_care.sources,
        *(rule.sources for rule in tree.rules.rules),
        *(net.sources for net in tree.advice.safety_nets),
        *(article.sources for article in tree.articles),
        *(promise.sources for promise in tree.promises),
    )
    used = {name for group in groups for name in group}
    for name, source in tree.sources.items():
        if name not in used:
            found = f"Nothing rests on the source '{name}'."
            yield Problem(source.mark, "unused-source", found, "Use it or remove it.", Level.WARNING)


def _left_over_findings(tree: Tree) -> Iterator[tuple[str, Mark]]:
    rules = tree.rules
    every = [*_rules_and_guards(tree), rules.self_care.when, *(finding.when for finding in tree.findings.values())]
    every += [item.when for group in (rules.not_covered, rules.escalate, tree.articles) for item in group]
    every += [net.when for net in tree.advice.safety_nets if net.when is not None]
    every += [promise.if_ for promise in tree.promises]
    every += [q.at_once for q in tree.questions.values() if q.at_once is not None]
    used = {atom.name for condition in every for atom, _ in atoms(condition) if isinstance(atom, Named)}
    yield from ((name, finding.mark) for name, finding in tree.findings.items() if name not in used)
