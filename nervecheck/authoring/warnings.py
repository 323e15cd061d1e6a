"""What is allowed in a questions folder and still deserves a second look. A comment with a reason can allow it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nervecheck.base.problems import Level, Mark, Problem
from nervecheck.engine.compiled import Count
from nervecheck.engine.plan import plan
from nervecheck.tree.conditions import CLEAR, Chosen, Condition, Named, atoms
from nervecheck.tree.load.shown import shown_conditions, told_lines
from nervecheck.tree.model import QuestionType
from nervecheck.tree.terms import Urgency

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nervecheck.engine.compiled import Test
    from nervecheck.tree.load.names import Stated
    from nervecheck.tree.model import Tree

FEWEST_SIGNS = 3
_TIME = re.compile(r"\b\d+ (hours?|days?|weeks?|months?)\b")


def warnings(tree: Tree) -> Iterator[Problem]:
    """Every warning about a tree without errors, in no special order."""
    for condition in _rules_and_guards(tree):
        yield from _denials(condition, tree)
    yield from _unused(tree)
    yield from _few_signs(tree)
    yield from _same_rules(tree)
    yield from _calm_doubts(tree)
    yield from _not_opened(tree)
    if not any(question.gate for question in tree.questions.values()):
        hint = "Begin with short lists of groups that open the lists of danger signs."
        yield Problem(tree.about.mark, "no-gate", "No question is a gate.", hint, Level.WARNING)


def _rules_and_guards(tree: Tree) -> Iterator[Condition]:
    for section in tree.about.sections:
        guards = (section.when, *(question.when for question in section.questions))
        yield from (guard for guard in guards if guard is not None)
    for rule in tree.rules.rules:
        yield rule.when
        yield from (step.when for step in rule.raise_)


def _every_condition(tree: Tree) -> Iterator[Condition]:
    """Every condition but those of findings and promises; evidence is one that names its finding."""
    rules, questions = tree.rules, tree.questions.values()
    yield from _rules_and_guards(tree)
    options = [option for q in questions for option in q.options]
    more = [*(q.at_once for q in questions), *(when for option in options for when in (option.when, option.settled))]
    yield from (when for when in more if when is not None)
    yield from (item.when for group in (rules.not_covered, rules.escalate) for item in group)
    yield rules.self_care.when
    yield from shown_conditions(tree)
    if tree.causes is not None:
        yield from (Named(row.finding, row.mark) for row in tree.causes.rows())


def _denials(condition: Condition, tree: Tree) -> Iterator[Problem]:
    """A `not` over a question that offers "not sure" holds for whoever is not sure: that must be meant."""
    for atom, negated in atoms(condition):
        if not negated or not isinstance(atom, Chosen) or atom.options == (CLEAR,):  # who is not sure is not clear, and meant
            continue
        if tree.questions[atom.question].offers_unsure:
            found = f"`not` over '{atom.question}' holds for whoever answers \"not sure\"."
            hint = "Name the options that are meant, or allow it with the reason."
            yield Problem(atom.mark, "not-over-unsure", found, hint, Level.WARNING)


def _unused(tree: Tree) -> Iterator[Problem]:
    """Findings, sources, cautions and questions that nothing uses."""
    findings, cited, asked = set(_findings_named(tree)), set(_cited(tree)), set(_questions_named(tree))
    cautions = {name for article in tree.articles for name in article.cautions}
    for name, finding in tree.findings.items():
        if name not in findings:
            yield _left_over(finding.mark, "unused-finding", f"No condition names the finding '{name}'.")
    for name, source in tree.sources.items():
        if name not in cited:
            yield _left_over(source.mark, "unused-source", f"Nothing rests on the source '{name}'.")
    for name, caution in tree.cautions.items():
        if name not in cautions:
            yield _left_over(caution.mark, "unused-caution", f"No article names the caution '{name}'.")
    for name, question in tree.questions.items():
        if name not in asked and question.reader is None:
            hint = "Use it in a rule or article, or remove it."
            yield _left_over(question.mark, "unused-question", f"Nothing looks at the answer to '{name}'.", hint)


def _left_over(mark: Mark, code: str, message: str, hint: str = "Use it or remove it.") -> Problem:
    return Problem(mark, code, message, hint, Level.WARNING)


def _findings_named(tree: Tree) -> Iterator[str]:
    """The name in every condition that names a finding."""
    every = [*_every_condition(tree), *(finding.when for finding in tree.findings.values())]
    every += [promise.if_ for promise in tree.promises]
    yield from (atom.name for condition in every for atom, _ in atoms(condition) if isinstance(atom, Named))


def _cited(tree: Tree) -> Iterator[str]:
    """The id of every source that something rests on."""
    causes, words = tree.causes, tree.advice.causes
    items: list[Stated] = [tree.rules.self_care, *tree.rules.rules, *tree.articles, *tree.promises]
    items += [*tree.advice.signs, *told_lines(tree)]
    items += [*tree.cautions.values(), *([words] if words is not None else [])]
    if tree.hazards is not None:
        items += [tree.hazards, *tree.hazards.hazards, *tree.hazards.disagreements]
    if causes is not None:
        items += [*causes.frames, *causes.causes, *causes.rows()]
        items += [cause.skin for cause in causes.causes if cause.skin is not None]
    yield from (name for item in items for name in item.sources)


def _questions_named(tree: Tree) -> Iterator[str]:
    """The questions that a guard, rule, cause, article or other condition looks at, directly or through a finding."""
    for condition in _every_condition(tree):
        yield from _questions(condition, tree, frozenset())
    yield from (gate for gates in tree.opened.values() for gate in gates)
    yield from (line.quote for line in told_lines(tree) if line.quote)


def _questions(condition: Condition, tree: Tree, seen: frozenset[str]) -> Iterator[str]:
    for atom, _ in atoms(condition):
        if not isinstance(atom, Named):
            yield atom.question
        elif atom.name in tree.findings and atom.name not in seen:
            yield from _questions(tree.findings[atom.name].when, tree, seen | {atom.name})
        else:
            yield atom.name


def _same_rules(tree: Tree) -> Iterator[Problem]:
    """Each rule that fires for the same people as an earlier one, and calls for the same."""
    seen: dict[tuple[object, ...], str] = {}
    items: dict[str, list[tuple[Urgency, Test]]] = {}  # by rule: what it calls for, and for whom
    for item in plan(tree).consequences:
        items.setdefault(item.rule.id, []).append((item.urgency, _as_asked(item.test)))
    for rule in tree.rules.rules:
        first = seen.setdefault(tuple(items[rule.id]), rule.id)
        if first != rule.id:
            found = f"'{rule.id}' fires for the same answers as '{first}', at the same urgency."
            hint = "Make them one rule, or correct one of the two conditions."
            yield Problem(rule.mark, "same-rule", found, hint, Level.WARNING)


def _as_asked(test: Test) -> Test:
    """The test without its order, and without an `all` or `any` of one part."""
    if not isinstance(test, Count):
        return test
    parts = sorted(map(_as_asked, test.parts), key=repr)
    return parts[0] if len(parts) == test.number == 1 else Count(test.number, tuple(parts))


def _calm_doubts(tree: Tree) -> Iterator[Problem]:
    """Each question with one answer that lists a danger sign, where "not sure" is read as no danger sign."""
    for question in tree.questions.values():
        calm = question.unsure is not None and not set(question.signs).intersection(question.unsure)
        if question.type is QuestionType.ONE and question.asks_danger and calm:
            found = f"Not sure at '{question.id}' is read as no danger sign, and '{question.signs[0]}' is one."
            hint = f"Add it, as `unsure: [{question.signs[0]}]`, or allow this with the reason."
            yield Problem(question.mark, "calm-doubt", found, hint, Level.WARNING)


def _not_opened(tree: Tree) -> Iterator[Problem]:
    """Figures of which no source was opened on a day that is recorded, and sources that say how much was read, and not when."""
    for name, source in tree.sources.items():
        if source.extent is not None and source.checked is None:
            found = f"'{name}' says how much of it was read, and not when."
            yield Problem(source.mark, "source-not-opened", found, "Give the day as `checked`.", Level.WARNING)
    for row in tree.causes.rows() if tree.causes is not None else ():
        if row.sources and all(tree.sources[name].checked is None for name in row.sources):
            found = f"A figure rests on '{row.sources[0]}', and no day is given on which that was opened."
            hint = "Compare the two, and give the day in the source as `checked`."
            yield Problem(row.mark, "source-not-opened", found, hint, Level.WARNING)


def _few_signs(tree: Tree) -> Iterator[Problem]:
    """Each result below emergency that does not name, for everybody, three changes to act on and a time to come back."""
    for urgency in (Urgency.SELF_CARE, Urgency.ROUTINE, Urgency.SAME_DAY):
        signs = [sign for sign in tree.advice.signs if sign.when is None and urgency in sign.urgencies]
        action = tree.advice.actions[urgency.id]
        everybody = [line.say for line in tree.advice.expect if line.when is None and urgency in line.urgencies]
        if len(signs) < FEWEST_SIGNS:
            found = f"The result '{urgency.id}' names fewer than {FEWEST_SIGNS} changes to watch for."
            yield Problem(action.mark, "few-signs", found, "Add signs without `when`.", Level.WARNING)
        if not any(_TIME.search(text) for text in (action.headline, *action.steps, *everybody)):
            found = f"The result '{urgency.id}' names no time to come back."
            yield Problem(action.mark, "few-signs", found, "Say it in numbers: within 24 hours, in 7 days.", Level.WARNING)
