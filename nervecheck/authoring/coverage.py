"""What the vignettes reach of a questions folder."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from nervecheck.authoring.diff_rules import escalations_by_name
from nervecheck.engine.answer import Picked
from nervecheck.report.excerpts import fitting
from nervecheck.tree.model import Tree

if TYPE_CHECKING:
    from nervecheck.authoring.vignettes import Played
    from nervecheck.base.problems import Mark


class Covered(NamedTuple):
    """One kind of thing: how many there are, and those that no vignette reaches, in the order of the files."""

    kind: str
    total: int
    missed: tuple[tuple[str, Mark], ...]


def coverage(played: tuple[Played, ...], tree: Tree) -> tuple[Covered, ...]:
    """What the vignettes reach: questions, options, rules, raises, escalations, what is not covered, evidence and articles."""
    questions = tree.questions.values()
    given = {name for one in played for name in one.vignette.answers}
    chosen = {
        (name, option)
        for one in played
        for name, answer in one.vignette.answers.items()
        if isinstance(answer, Picked)
        for option in (*answer.yes, *answer.unsure)
    }
    fired = {item.rule.id for one in played for item in one.outcome.fired}
    raised = {step.mark for one in played for item in one.outcome.fired for step in item.steps}
    lifted = {step.mark for one in played for step in one.outcome.escalations}
    limits = {limit.id for one in played for limit in one.outcome.limits}
    fit = {
        article.id
        for one in played
        for part in fitting(tree, one.vignette.answers, one.outcome, one.ranking)
        for article in part
    }
    rules, causes, counted = tree.rules.rules, tree.causes, _counted(played)
    evidence = [
        (f"{cause.id}: {row.finding}", row.mark) for cause in (causes.causes if causes else ()) for row in cause.evidence
    ]
    return (
        _covered("questions", ((q.id, q.mark, q.id in given) for q in questions)),
        _covered("options", ((f"{q.id}: {o.id}", o.mark, (q.id, o.id) in chosen) for q in questions for o in q.options)),
        _covered("rules", ((rule.id, rule.mark, rule.id in fired) for rule in rules)),
        _covered("raises", ((f"{r.id} to {s.to.id}", s.mark, s.mark in raised) for r in rules for s in r.raise_)),
        _covered("escalations", ((name, one.mark, one.mark in lifted) for name, one in escalations_by_name(tree).items())),
        _covered("not-covered", ((limit.id, limit.mark, limit.id in limits) for limit in tree.rules.not_covered)),
        _covered("evidence", ((name, mark, mark in counted) for name, mark in evidence)),
        _covered("articles", ((article.id, article.mark, article.id in fit) for article in tree.articles)),
    )


def _counted(played: tuple[Played, ...]) -> set[Mark]:
    """Where the rows of evidence stand that spoke for or against a cause."""
    ranked = [item for one in played for item in (*one.ranking.causes, *one.ranking.serious)]
    return {vote.row.mark for item in ranked for vote in (*item.supporting, *item.opposing)}


def percent(covered: Iterable[Covered]) -> float:
    """How much of everything is reached, in percent; 100 where there is nothing to reach."""
    parts = list(covered)
    total = sum(part.total for part in parts)
    return 100.0 if not total else 100.0 * (total - sum(len(part.missed) for part in parts)) / total


def _covered(kind: str, items: Iterable[tuple[str, Mark, bool]]) -> Covered:
    every = list(items)
    return Covered(kind, len(every), tuple((name, mark) for name, mark, reached in every if not reached))
