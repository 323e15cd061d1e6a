"""What only the whole folder shows: names that lead nowhere, guards that look ahead, rules without a source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nervecheck.conditions import NONE, UNSURE, Chosen, Condition, Named, Within, atoms
from nervecheck.model import Question, QuestionType, Rule, Tree
from nervecheck.problems import Mark, Problem, nearest
from nervecheck.terms import Urgency

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nervecheck.library import Article, SafetyNet
    from nervecheck.model import SelfCare


def resolve(tree: Tree) -> Iterator[Problem]:
    """Every problem of names and meaning, in no special order."""
    yield from _ids(tree)
    for question in tree.questions.values():
        yield from _question(question)
    yield from _guards(tree)
    for condition in _judgements(tree):
        yield from _names(condition, tree)
    yield from _finding_cycles(tree)
    for rule in tree.rules.rules:
        yield from _rule(rule, tree)
    yield from _sources(tree.rules.self_care, tree)
    for net in tree.advice.safety_nets:
        yield from _sources(net, tree)
    for article in tree.articles:
        yield from _sources(article, tree)
    yield from _actions(tree)


def _ids(tree: Tree) -> Iterator[Problem]:
    questions = [question for section in tree.about.sections for question in section.questions]
    groups: list[Iterable[tuple[str, Mark]]] = [
        [(section.id, section.mark) for section in tree.about.sections],
        [(question.id, question.mark) for question in questions] + [(name, f.mark) for name, f in tree.findings.items()],
        [(rule.id, rule.mark) for rule in tree.rules.rules],
        [(limit.id, limit.mark) for limit in tree.rules.not_covered],
        [(article.id, article.mark) for article in tree.articles],
        *[[(option.id, option.mark) for option in question.options] for question in questions],
    ]
    for group in groups:
        seen: dict[str, Mark] = {}
        for name, mark in group:
            if name in seen:
                yield Problem(mark, "duplicate-id", f"The id '{name}' is taken.", f"The first is at {seen[name]}.")
            seen.setdefault(name, mark)


def _question(question: Question) -> Iterator[Problem]:
    kinds, names = QuestionType, [option.id for option in question.options]
    if question.type in (kinds.ONE, kinds.MANY) and len(names) < 2:
        yield Problem(question.mark, "bad-question", f"'{question.id}' offers {len(names)} options.", "Give at least 2.")
    if question.type in (kinds.YES_NO, kinds.NUMBER) and names:
        yield Problem(question.mark, "bad-question", f"'{question.id}' is of type {question.type}.", "It has no options.")
    if question.type is kinds.NUMBER and (question.low is None or question.high is None or question.low > question.high):
        yield Problem(question.mark, "bad-question", f"'{question.id}' has no bounds that fit.", "Give low and high.")
    if question.ask_which and question.type is not kinds.MANY:
        yield Problem(question.mark, "bad-question", f"'{question.id}' is no list to ask again.", "`ask-which` needs a `many`.")
    allowed = ["yes", "no"] if question.type is kinds.YES_NO else names
    for name in question.unsure or ():
        if name not in allowed:
            yield Problem(question.mark, "unknown-option", f"`unsure` names '{name}'.", nearest(name, allowed))
    if question.asks_danger and not question.offers_unsure:
        found = f"'{question.id}' lists a danger sign without offering \"not sure\"."
        yield Problem(question.mark, "danger-without-unsure", found, "Add `unsure: [...]`, or `ask-which: true`.")


def _guards(tree: Tree) -> Iterator[Problem]:
    """Guards may name earlier questions only, directly or through a finding."""
    earlier: dict[str, Question] = {}
    for section in tree.about.sections:
        yield from _guard(section.when, tree, earlier)
        for question in section.questions:
            for guard in (question.when, question.at_once):
                yield from _guard(guard, tree, earlier)
            earlier[question.id] = question
            for option in question.options:
                yield from _guard(option.when, tree, earlier)


def _guard(guard: Condition | None, tree: Tree, earlier: dict[str, Question]) -> Iterator[Problem]:
    if guard is None:
        return
    yield from _names(guard, tree)
    for name, mark in _questions_named(guard, tree):
        if name in tree.questions and name not in earlier:
            yield Problem(mark, "later-question", f"'{name}' is not asked before this.", "A guard may name earlier questions.")


def _questions_named(condition: Condition, tree: Tree, through: tuple[str, ...] = ()) -> Iterator[tuple[str, Mark]]:
    for atom, _ in atoms(condition):
        if not isinstance(atom, Named):
            yield atom.question, atom.mark
        elif atom.name in tree.questions:
            yield atom.name, atom.mark
        elif atom.name in tree.findings and atom.name not in through:
            inner = _questions_named(tree.findings[atom.name].when, tree, (*through, atom.name))
            yield from ((name, atom.mark) for name, _ in inner)


def _judgements(tree: Tree) -> Iterator[Condition]:
    """Every condition that may name any question."""
    rules = tree.rules
    yield from (finding.when for finding in tree.findings.values())
    for rule in rules.rules:
        yield rule.when
        yield from (step.when for step in rule.raise_)
    yield from (item.when for group in (rules.not_covered, rules.escalate, tree.articles) for item in group)
    yield rules.self_care.when
    yield from (net.when for net in tree.advice.safety_nets if net.when is not None)


def _names(condition: Condition, tree: Tree) -> Iterator[Problem]:
    for atom, _ in atoms(condition):
        match atom:
            case Named(name, mark):
                yield from _finding_name(name, mark, tree)
            case Chosen(name, options, mark):
                yield from _options(name, options, mark, tree)
            case Within(name, low, high, mark):
                yield from _bounds(name, low, high, mark, tree)


def _finding_name(name: str, mark: Mark, tree: Tree) -> Iterator[Problem]:
    yes_no = [question.id for question in tree.questions.values() if question.type is QuestionType.YES_NO]
    if name not in tree.findings and name not in yes_no:
        yield Problem(mark, "unknown-finding", f"'{name}' is no finding.", nearest(name, [*tree.findings, *yes_no]))


def _options(name: str, options: tuple[str, ...], mark: Mark, tree: Tree) -> Iterator[Problem]:
    question = tree.questions.get(name)
    if question is None:
        yield Problem(mark, "unknown-question", f"'{name}' is no question.", nearest(name, tree.questions))
        return
    if question.type is QuestionType.NUMBER:
        yield Problem(mark, "wrong-type", f"'{name}' is answered with a number.", "Write {min: 18}, {max: 65} or both.")
        return
    allowed = list(choices(question))
    for option in options:
        if option not in allowed:
            yield Problem(mark, "unknown-option", f"'{option}' is no option of '{name}'.", nearest(option, allowed))


def choices(question: Question) -> Iterator[str]:
    """Every word that a condition may name of the question's answer, in the order offered."""
    yield from ("yes", "no") if question.type is QuestionType.YES_NO else (option.id for option in question.options)
    if question.type is QuestionType.MANY:
        yield NONE
    if question.offers_unsure or question.type is QuestionType.MANY:
        yield UNSURE


def _bounds(name: str, low: int | None, high: int | None, mark: Mark, tree: Tree) -> Iterator[Problem]:
    question = tree.questions.get(name)
    if question is None:
        yield Problem(mark, "unknown-question", f"'{name}' is no question.", nearest(name, tree.questions))
    elif question.type is not QuestionType.NUMBER:
        yield Problem(mark, "wrong-type", f"'{name}' is not answered with a number.", "Name its options.")
    elif low is not None and high is not None and low > high:
        yield Problem(mark, "bad-value", f"No number is at least {low} and at most {high}.")


def _finding_cycles(tree: Tree) -> Iterator[Problem]:
    for name, finding in tree.findings.items():
        if name in _reached(name, tree):
            yield Problem(finding.mark, "finding-cycle", f"'{name}' leads back to itself.", "Break the circle.")


def _reached(start: str, tree: Tree) -> set[str]:
    """The findings that a finding's condition names, directly or through others."""
    reached: set[str] = set()
    todo = [start]
    while todo:
        finding = tree.findings[todo.pop()]
        named = {atom.name for atom, _ in atoms(finding.when) if isinstance(atom, Named)}
        fresh = (named & set(tree.findings)) - reached
        reached |= fresh
        todo += fresh
    return reached


def _rule(rule: Rule, tree: Tree) -> Iterator[Problem]:
    yield from _sources(rule, tree)
    for step in rule.raise_:
        if step.to <= rule.urgency:
            found = f"'{step.to.id}' is not above '{rule.urgency.id}'."
            yield Problem(step.mark, "raise-not-higher", found, "A raise only goes up.")
    if rule.urgency is Urgency.SELF_CARE:
        yield Problem(rule.mark, "bad-value", "A rule cannot call for self-care.", "That is what `self-care` is for.")
    if rule.urgency < Urgency.SAME_DAY:
        return
    for atom, negated in atoms(rule.when):
        if negated:
            yield from _danger_denied(atom, rule, tree)


def _danger_denied(atom: Chosen | Within | Named, rule: Rule, tree: Tree) -> Iterator[Problem]:
    """A red flag that needs a danger sign to be absent would hide the person who has both."""
    if isinstance(atom, Named) and atom.name in tree.findings:
        for inner, flipped in atoms(tree.findings[atom.name].when):
            if not flipped:
                yield from _danger_denied(inner, rule, tree)
        return
    name = atom.name if isinstance(atom, Named) else atom.question
    options = atom.options if isinstance(atom, Chosen) else ("yes",)
    question = tree.questions.get(name)
    if question is not None and any(question.is_danger(option) or (question.danger and option == "yes") for option in options):
        found = f"The red flag '{rule.id}' needs the danger sign '{name}' to be absent."
        yield Problem(atom.mark, "danger-under-not", found, "Name the answers that settle it.")


def _sources(item: Rule | SelfCare | SafetyNet | Article, tree: Tree) -> Iterator[Problem]:
    for name in item.sources:
        if name not in tree.sources:
            yield Problem(item.mark, "unknown-source", f"'{name}' is no source.", nearest(name, tree.sources))
    if not item.sources and not getattr(item, "basis", ""):
        yield Problem(item.mark, "missing-source", "No source is named here.", "Give `sources`, or `basis: judgement`.")


def _actions(tree: Tree) -> Iterator[Problem]:
    wanted = [urgency.id for urgency in Urgency]
    for name in wanted:
        if name not in tree.advice.actions:
            yield Problem(tree.advice.mark, "missing-key", f"`actions` has no '{name}'.", "Each urgency needs one.")
    for name, action in tree.advice.actions.items():
        if name not in wanted:
            yield Problem(action.mark, "bad-value", f"'{name}' is no urgency.", nearest(name, wanted))
