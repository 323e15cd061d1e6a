"""Every mutant of a tree: one rule, finding, guard, line or danger mark that is one step from what is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from nervecheck.authoring.mutate.conditions import slips
from nervecheck.tree.conditions import Condition, Named, atoms
from nervecheck.tree.model import Option, Question, Section, Tree
from nervecheck.tree.rules import Escalation, Rule
from nervecheck.tree.terms import Urgency

if TYPE_CHECKING:
    from nervecheck.base.problems import Mark


class Kind(StrEnum):
    """What was changed; each is one line of the summary."""

    DELETED = "rule deleted"
    URGENCY = "urgency of a rule lowered"
    CONDITION = "condition of a rule"
    RAISE = "raise of a rule"
    ESCALATION = "escalation of the result"
    FINDING = "finding"
    GUARD = "guard of a question"
    OPTION = "guard of an option"
    DANGER = "danger mark taken away"
    SELF_CARE = "condition of self-care"


class Which(StrEnum):
    """Which mutants: those of red flags, the findings they name and escalations; the others; or all."""

    RED_FLAGS = "red-flags"
    OTHERS = "others"
    ALL = "all"


class Mutant(NamedTuple):
    """One changed tree, made when it is needed: what was changed, where, of what (`subject`), and the change in words."""

    kind: Kind
    mark: Mark
    subject: str
    words: str
    made: Callable[[], Tree]


def mutants(tree: Tree, which: Which = Which.ALL) -> Iterator[Mutant]:
    """Every mutant, kind by kind within a rule, in the order of the files; findings come after rules, then what is asked."""
    if which is Which.OTHERS:
        urgent = {one[:4] for one in mutants(tree, Which.RED_FLAGS)}
        yield from (one for one in mutants(tree) if one[:4] not in urgent)
        return
    rules = [rule for rule in tree.rules.rules if which is Which.ALL or _is_red_flag(rule)]
    for rule in rules:
        yield from _of_rule(rule, tree)
    yield from _of_escalations(tree)
    conditions = [when for rule in rules for when in (rule.when, *(step.when for step in rule.raise_))]
    conditions += [step.when for step in tree.rules.escalate]
    for name in _named(conditions, tree):
        finding = tree.findings[name]
        for mark, words, when in slips(finding.when):
            changed = finding._replace(when=when)
            yield Mutant(Kind.FINDING, mark, name, words, _with_finding(tree, name, changed))
    if which is Which.ALL:
        for section in tree.about.sections:
            for mark, words, when in slips(section.when) if section.when is not None else ():
                yield Mutant(Kind.GUARD, mark, section.id, words, _with_section(tree, section._replace(when=when)))
            for question in section.questions:
                yield from _of_question(question, tree)
        care = tree.rules.self_care
        for mark, words, when in slips(care.when):
            rules_file = tree.rules._replace(self_care=care._replace(when=when))
            yield Mutant(Kind.SELF_CARE, mark, "self-care", words, _with(tree, rules=rules_file))


def _is_red_flag(rule: Rule) -> bool:
    return max(rule.urgency, *(step.to for step in rule.raise_), Urgency.SELF_CARE) >= Urgency.SAME_DAY


def _of_rule(rule: Rule, tree: Tree) -> Iterator[Mutant]:
    yield Mutant(Kind.DELETED, rule.mark, rule.id, "deleted", _with_rule(tree, rule, None))
    if rule.urgency > Urgency.ROUTINE:  # below routine nothing is lowered by a rule
        lower = Urgency(rule.urgency - 1)
        words = f"{lower.id} in place of {rule.urgency.id}"
        yield Mutant(Kind.URGENCY, rule.mark, rule.id, words, _with_rule(tree, rule, rule._replace(urgency=lower)))
    for mark, words, when in slips(rule.when):
        yield Mutant(Kind.CONDITION, mark, rule.id, words, _with_rule(tree, rule, rule._replace(when=when)))
    for at, step in enumerate(rule.raise_):
        before, after = rule.raise_[:at], rule.raise_[at + 1 :]
        without = rule._replace(raise_=(*before, *after))
        yield Mutant(Kind.RAISE, step.mark, rule.id, f"raise to {step.to.id} left out", _with_rule(tree, rule, without))
        if (lower := Urgency(step.to - 1)) > rule.urgency:
            words, other = f"raise to {lower.id} in place of {step.to.id}", step._replace(to=lower)
            changed = rule._replace(raise_=(*before, other, *after))
            yield Mutant(Kind.RAISE, step.mark, rule.id, words, _with_rule(tree, rule, changed))
        for mark, words, when in slips(step.when):
            changed = rule._replace(raise_=(*before, step._replace(when=when), *after))
            yield Mutant(Kind.RAISE, mark, rule.id, words, _with_rule(tree, rule, changed))


def _of_escalations(tree: Tree) -> Iterator[Mutant]:
    for at, step in enumerate(tree.rules.escalate):
        subject = f"escalation to {step.to.id}"
        yield Mutant(Kind.ESCALATION, step.mark, subject, "left out", _with_escalation(tree, at))
        for mark, words, when in slips(step.when):
            yield Mutant(Kind.ESCALATION, mark, subject, words, _with_escalation(tree, at, step._replace(when=when)))


def _of_question(question: Question, tree: Tree) -> Iterator[Mutant]:
    for mark, words, when in slips(question.when) if question.when is not None else ():
        yield Mutant(Kind.GUARD, mark, question.id, words, _with_question(tree, question._replace(when=when)))
    if question.danger:
        changed = question._replace(danger=False)
        yield Mutant(Kind.DANGER, question.mark, question.id, "danger: false", _with_question(tree, changed))
    for at, option in enumerate(question.options):
        for kind, mark, words, changed_option in _of_option(option):
            options = (*question.options[:at], changed_option, *question.options[at + 1 :])
            yield Mutant(kind, mark, question.id, words, _with_question(tree, question._replace(options=options)))


def _of_option(option: Option) -> Iterator[tuple[Kind, Mark, str, Option]]:
    if option.danger:
        yield Kind.DANGER, option.mark, f"danger: false for '{option.id}'", option._replace(danger=False)
    for mark, words, when in slips(option.when) if option.when is not None else ():
        yield Kind.OPTION, mark, f"'{option.id}': {words}", option._replace(when=when)
    for name in option.opens:
        left = tuple(other for other in option.opens if other != name)
        yield Kind.GUARD, option.mark, f"'{name}' left out of what '{option.id}' opens", option._replace(opens=left)


def _named(conditions: Iterable[Condition], tree: Tree) -> list[str]:
    """The findings that the conditions name, directly or through others, in the order of the file."""
    found, waiting = set[str](), list(conditions)
    while waiting:
        for atom, _ in atoms(waiting.pop()):
            if isinstance(atom, Named) and atom.name in tree.findings and atom.name not in found:
                found.add(atom.name)
                waiting.append(tree.findings[atom.name].when)
    return [name for name in tree.findings if name in found]


def _with(tree: Tree, **parts: object) -> Callable[[], Tree]:
    return lambda: replace(tree, **parts)  # type: ignore[arg-type]  # names of fields, each with its own type


def _with_finding(tree: Tree, name: str, changed: object) -> Callable[[], Tree]:
    return lambda: replace(tree, findings={**tree.findings, name: changed})  # type: ignore[dict-item]


def _with_rule(tree: Tree, rule: Rule, changed: Rule | None) -> Callable[[], Tree]:
    """The tree with another rule in the place of this one, or none."""

    def made() -> Tree:
        rules = (changed if one is rule else one for one in tree.rules.rules)
        return replace(tree, rules=tree.rules._replace(rules=tuple(one for one in rules if one is not None)))

    return made


def _with_escalation(tree: Tree, at: int, *instead: Escalation) -> Callable[[], Tree]:
    steps = tree.rules.escalate
    return _with(tree, rules=tree.rules._replace(escalate=(*steps[:at], *instead, *steps[at + 1 :])))


def _with_question(tree: Tree, changed: Question) -> Callable[[], Tree]:
    """The tree with another question in the place of the one with its id."""
    section = next(one for one in tree.about.sections if any(question.id == changed.id for question in one.questions))
    questions = tuple(changed if one.id == changed.id else one for one in section.questions)
    return _with_section(tree, section._replace(questions=questions))


def _with_section(tree: Tree, changed: Section) -> Callable[[], Tree]:
    """The tree with another section in the place of the one with its id."""
    sections = tuple(changed if one.id == changed.id else one for one in tree.about.sections)
    return _with(tree, about=tree.about._replace(sections=sections))
