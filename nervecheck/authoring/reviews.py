"""Warnings about upkeep: reviews that are overdue, results that name no sign to come back for, questions that nothing uses."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from nervecheck.base.problems import Level, Mark, Problem
from nervecheck.tree.conditions import Condition, Named, atoms
from nervecheck.tree.load.shown import shown_conditions
from nervecheck.tree.terms import Urgency

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nervecheck.tree.model import Tree

REVIEW_YEARS = 3  # NHS England's content standard: a review at least every 3 years (library reference, section 3.0)
FEWEST_SIGNS = 3
_TIME = re.compile(r"\b\d+ (hours?|days?|weeks?|months?)\b")


def overdue(tree: Tree, today: date) -> Iterator[Problem]:
    """Every record whose last review, or last check, is more than three years before this day."""
    for name, mark, reviewed in _reviewed(tree):
        day = min(reviewed.day, 28) if reviewed.month == 2 else reviewed.day
        if today > reviewed.replace(year=reviewed.year + REVIEW_YEARS, day=day):
            found = f"'{name}' was last reviewed on {reviewed.isoformat()}."
            yield Problem(mark, "review-overdue", found, f"A review is due after {REVIEW_YEARS} years.", Level.WARNING)


def _reviewed(tree: Tree) -> Iterator[tuple[str, Mark, date]]:
    yield tree.about.title, tree.about.mark, tree.about.reviewed
    yield "self-care", tree.rules.self_care.mark, tree.rules.self_care.reviewed
    yield from ((rule.id, rule.mark, rule.reviewed) for rule in tree.rules.rules)
    yield from ((article.id, article.mark, article.reviewed) for article in tree.articles)
    yield from ((name, caution.mark, caution.reviewed) for name, caution in tree.cautions.items())
    yield from ((code, region.mark, region.checked) for code, region in tree.regions.items())
    if tree.causes is not None:
        yield from ((frame.id, frame.mark, frame.reviewed) for frame in tree.causes.frames)
        yield from ((cause.id, cause.mark, cause.reviewed) for cause in tree.causes.causes)


def few_signs(tree: Tree) -> Iterator[Problem]:
    """Each result below emergency that does not name, for everybody, three changes to act on and a time to come back."""
    for urgency in (Urgency.SELF_CARE, Urgency.ROUTINE, Urgency.SAME_DAY):
        nets = [net for net in tree.advice.safety_nets if net.when is None and urgency in net.urgencies]
        action = tree.advice.actions[urgency.id]
        if sum(len(net.changes) for net in nets) < FEWEST_SIGNS:
            found = f"The result '{urgency.id}' names fewer than {FEWEST_SIGNS} changes to watch for."
            yield Problem(action.mark, "few-signs", found, "Add a safety net without `when`.", Level.WARNING)
        if not any(_TIME.search(text) for text in (action.headline, *action.steps, *(net.course for net in nets))):
            found = f"The result '{urgency.id}' names no time to come back."
            yield Problem(action.mark, "few-signs", found, "Say it in numbers: within 24 hours, in 7 days.", Level.WARNING)


def unused_questions(tree: Tree) -> Iterator[Problem]:
    """Each question that no guard, rule, cause, article or other condition looks at, directly or through a finding."""
    used = {name for condition in _every_condition(tree) for name in _questions(condition, tree, frozenset())}
    used |= {line.quote for line in ((*tree.advice.visit.tell, *tree.advice.visit.ask) if tree.advice.visit else ())}
    for name, question in tree.questions.items():
        if name not in used:
            found = f"Nothing looks at the answer to '{name}'."
            yield Problem(question.mark, "unused-question", found, "Use it in a rule or article, or remove it.", Level.WARNING)


def _every_condition(tree: Tree) -> Iterator[Condition]:
    rules, questions = tree.rules, tree.questions.values()
    guards = [section.when for section in tree.about.sections]
    guards += [when for q in questions for when in (q.when, q.at_once, *(o.when for o in q.options))]
    yield from (guard for guard in guards if guard is not None)
    for rule in rules.rules:
        yield rule.when
        yield from (step.when for step in rule.raise_)
    yield from (item.when for group in (rules.not_covered, rules.escalate) for item in group)
    yield rules.self_care.when
    yield from shown_conditions(tree)
    if tree.causes is not None:
        yield from (Named(row.finding, row.mark) for cause in tree.causes.causes for row in cause.evidence)
        yield from (Named(pair.finding, pair.mark) for pair in tree.causes.pairs)


def _questions(condition: Condition, tree: Tree, seen: frozenset[str]) -> Iterator[str]:
    for atom, _ in atoms(condition):
        if not isinstance(atom, Named):
            yield atom.question
        elif atom.name in tree.findings and atom.name not in seen:
            yield from _questions(tree.findings[atom.name].when, tree, seen | {atom.name})
        else:
            yield atom.name
