"""What is allowed in a questions folder and still deserves a second look. A comment with a reason can allow it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nervecheck.base.problems import Level, Mark, Problem
from nervecheck.tree.conditions import Chosen, Condition, Named, atoms
from nervecheck.tree.load.shown import shown_conditions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nervecheck.tree.load.names import Stated
    from nervecheck.tree.model import Tree


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
    used = set(_cited(tree))
    for name, source in tree.sources.items():
        if name not in used:
            found = f"Nothing rests on the source '{name}'."
            yield Problem(source.mark, "unused-source", found, "Use it or remove it.", Level.WARNING)
    cautions = {name for article in tree.articles for name in article.cautions}
    for name, caution in tree.cautions.items():
        if name not in cautions:
            found = f"No article names the caution '{name}'."
            yield Problem(caution.mark, "unused-caution", found, "Use it or remove it.", Level.WARNING)


def _cited(tree: Tree) -> Iterator[str]:
    """The id of every source that something rests on."""
    causes, words = tree.causes, tree.advice.causes
    items: list[Stated] = [tree.rules.self_care, *tree.rules.rules, *tree.advice.safety_nets, *tree.articles, *tree.promises]
    items += [*tree.cautions.values(), *([words] if words is not None else [])]
    if causes is not None:
        items += [*causes.frames, *causes.causes, *causes.pairs, *(row for cause in causes.causes for row in cause.evidence)]
    yield from (name for item in items for name in item.sources)


def _left_over_findings(tree: Tree) -> Iterator[tuple[str, Mark]]:
    rules = tree.rules
    every = [*_rules_and_guards(tree), rules.self_care.when, *(finding.when for finding in tree.findings.values())]
    every += [item.when for group in (rules.not_covered, rules.escalate) for item in group]
    every += [*shown_conditions(tree), *(promise.if_ for promise in tree.promises)]
    questions = tree.questions.values()
    every += [when for q in questions for when in (q.at_once, *(o.when for o in q.options)) if when is not None]
    used = {atom.name for condition in every for atom, _ in atoms(condition) if isinstance(atom, Named)}
    if tree.causes is not None:
        used |= {row.finding for cause in tree.causes.causes for row in cause.evidence}
        used |= {pair.finding for pair in tree.causes.pairs}
    yield from ((name, finding.mark) for name, finding in tree.findings.items() if name not in used)
