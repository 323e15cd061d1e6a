"""The conditions of a tree, compiled once: what triage, the interview and the prover evaluate."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from nervecheck.conditions import ALWAYS, Condition, Count, Test, compiled, unasked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from nervecheck.library import Article, SafetyNet
    from nervecheck.model import Escalation, Limit, Raise, Rule, Section, Tree
    from nervecheck.terms import Urgency


class Consequence(NamedTuple):
    """A rule, or one raise of it, as the urgency it calls for and the test that calls for it."""

    rule: Rule
    step: Raise | None
    urgency: Urgency
    test: Test


class Plan(NamedTuple):
    """Tests by what they decide. Guards are by question id, offers by question and option id; lists keep file order."""

    guards: Mapping[str, Test]
    at_once: Mapping[str, Test]
    offers: Mapping[tuple[str, str], Test]
    consequences: Sequence[Consequence]
    escalations: Sequence[tuple[Escalation, Test]]
    limits: Sequence[tuple[Limit, Test]]
    self_care: Test


@lru_cache(maxsize=16)
def plan(tree: Tree) -> Plan:
    """The compiled conditions of the tree; the same object each time it is asked for."""
    meaning = meaning_of(tree)
    consequences = [item for rule in tree.rules.rules for item in _consequences(rule, meaning)]
    questions = tree.questions.values()
    return Plan(
        guards={name: test for section in tree.about.sections for name, test in _guards(section, meaning, consequences)},
        at_once={q.id: compiled(q.at_once, meaning) for q in questions if q.at_once is not None},
        offers={(q.id, o.id): compiled(o.when, meaning) for q in questions for o in q.options if o.when is not None},
        consequences=consequences,
        escalations=[(item, compiled(item.when, meaning)) for item in tree.rules.escalate],
        limits=[(item, compiled(item.when, meaning)) for item in tree.rules.not_covered],
        self_care=compiled(tree.rules.self_care.when, meaning),
    )


@lru_cache(maxsize=16)
def shown(tree: Tree) -> tuple[Sequence[tuple[Article, Test]], Sequence[tuple[SafetyNet, Test]], Mapping[str, Test]]:
    """The tests of what is only shown: articles and safety nets in the order of showing, and findings by id."""
    meaning = meaning_of(tree)
    articles = sorted(tree.articles, key=lambda article: (article.rank, article.id))
    return (
        [(article, compiled(article.when, meaning)) for article in articles],
        [(net, ALWAYS if net.when is None else compiled(net.when, meaning)) for net in tree.advice.safety_nets],
        {name: compiled(condition, meaning) for name, condition in meaning.items()},
    )


def meaning_of(tree: Tree) -> Mapping[str, Condition]:
    """What each finding stands for."""
    return {name: finding.when for name, finding in tree.findings.items()}


def _consequences(rule: Rule, meaning: Mapping[str, Condition]) -> Iterator[Consequence]:
    base = compiled(rule.when, meaning)
    yield Consequence(rule, None, rule.urgency, base)
    for step in rule.raise_:
        yield Consequence(rule, step, step.to, Count(2, (base, compiled(step.when, meaning))))


def _guards(
    section: Section, meaning: Mapping[str, Condition], consequences: Sequence[Consequence]
) -> Iterator[tuple[str, Test]]:
    """The section's own conditions and the question's, as one test for each question."""
    shared = [] if section.when is None else [compiled(section.when, meaning)]
    if section.from_ is not None:
        shared.append(_reached(section, section.from_, consequences))
    for question in section.questions:
        own = [] if question.when is None else [compiled(question.when, meaning)]
        tests = (*shared, *own)
        yield question.id, tests[0] if len(tests) == 1 else Count(len(tests), tests)


def _reached(section: Section, urgency: Urgency, consequences: Sequence[Consequence]) -> Test:
    """That the answers before this section already call for the urgency: a plain "or", so no condition names an urgency."""
    here = frozenset(question.id for question in section.questions)
    return Count(1, tuple(unasked(item.test, here) for item in consequences if item.urgency >= urgency))
