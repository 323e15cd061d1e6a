"""Problems that only the whole folder shows: ids given twice, unknown names, guards that name later questions, no source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nervecheck.base.problems import Mark, Problem, nearest
from nervecheck.tree.conditions import Condition, Named, atoms
from nervecheck.tree.load.findings import danger_denied, finding_shapes, reached
from nervecheck.tree.load.gates import gate_problems, gates_named
from nervecheck.tree.load.names import names, sources
from nervecheck.tree.load.reviews import review_problems
from nervecheck.tree.load.shown import shown_problems
from nervecheck.tree.model import Option, Question, QuestionType, Tree, YesNo
from nervecheck.tree.promises import Promise
from nervecheck.tree.rules import Rule
from nervecheck.tree.terms import Urgency

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nervecheck.tree.hazards import Disagreement, Hazard


def resolve(tree: Tree) -> Iterator[Problem]:
    """Every problem of names and meaning, in no special order."""
    yield from _ids(tree)
    shapes = list(finding_shapes(tree))
    yield from shapes
    for question in tree.questions.values():
        yield from _question(question)
        yield from _retired(question, tree)
        yield from (problem for o in question.options if o.settled is not None for problem in names(o.settled, tree))
    yield from _guards(tree)
    yield from gate_problems(tree)
    for finding in tree.findings.values():
        yield from names(finding.when, tree)
    for subject, condition in _judgements(tree):
        yield from names(condition, tree)
        yield from gates_named(condition, tree, subject)
    for rule in tree.rules.rules:
        yield from _rule(rule, tree)
        if not shapes and rule.urgency >= Urgency.SAME_DAY:
            yield from danger_denied(rule, tree)
    yield from sources(tree.rules.self_care, tree)
    yield from shown_problems(tree)
    yield from review_problems(tree)
    for promise in tree.promises:
        yield from _promise(promise, tree)
    for stated in (item for listed in _logged(tree) for item in listed):
        yield from sources(stated, tree)
    yield from _last_sections(tree)
    yield from _escalations(tree)
    yield from _actions(tree)
    yield from _scale(tree)


def _escalations(tree: Tree) -> Iterator[Problem]:
    """Steps that skip a level, or that stand after a higher one and so could not lead on to it."""
    steps = tree.rules.escalate
    for step, earlier in zip(steps, (None, *steps), strict=False):
        if step.to != step.from_ + 1:
            found = f"It leads from '{step.from_.id}' to '{step.to.id}'."
            yield Problem(step.mark, "escalation-not-one-level", found, "An escalation lifts by one level.", at=("to",))
        elif earlier is not None and step.from_ < earlier.from_:
            found = f"It lifts from '{step.from_.id}', and stands after one that lifts from '{earlier.from_.id}'."
            yield Problem(step.mark, "escalation-order", found, "Put it before that one.", at=("from",))


def _retired(question: Question, tree: Tree) -> Iterator[Problem]:
    """Ids that are in use again: an old answers file would say something else by them."""
    places = {question.id: question.mark} | {f"{question.id}.{option.id}": option.mark for option in question.options}
    for name, mark in places.items():
        if name in tree.retired:
            hint = "Give it another id, or take it out of retired.yaml."
            yield Problem(mark, "retired-in-use", f"'{name}' is retired, and in use.", hint)


def _last_sections(tree: Tree) -> Iterator[Problem]:
    """A section that waits for an urgency comes after all that it waits for; what nobody needs holds nothing that all need."""
    waiting = False
    for section in tree.about.sections:
        for question in section.questions if section.optional or section.from_ is not None else ():
            if question.core or question.follow_up:
                kind = "core question" if question.core else "follow-up"
                found = f"'{question.id}' is a {kind} in a section that is not asked of everybody below emergency."
                yield Problem(question.mark, "bad-question", found, "Put it into another section.")
            if question.asks_danger and section.optional:
                found = f"'{question.id}' lists a danger sign in a section that is never needed."
                yield Problem(question.mark, "bad-question", found, "Put it into another section.")
        if waiting and section.from_ is None:
            yield Problem(section.mark, "later-question", "It stands after a section with `from`.", "Put those last.")
        waiting = waiting or section.from_ is not None


def _promise(promise: Promise, tree: Tree) -> Iterator[Problem]:
    yield from names(promise.if_, tree)
    yield from sources(promise, tree)
    count = sum(bound is not None for bound in (promise.then.at_least, promise.then.at_most, promise.then.can_be))
    if count != 1:
        hint = "Give exactly one of at-least, at-most and can-be."
        yield Problem(promise.then.mark, "bad-promise", f"'{promise.id}' promises {count} things.", hint)


def _logged(tree: Tree) -> tuple[tuple[Hazard, ...], tuple[Disagreement, ...]]:
    return ((), ()) if tree.hazards is None else (tree.hazards.hazards, tree.hazards.disagreements)


def _ids(tree: Tree) -> Iterator[Problem]:
    questions = [question for section in tree.about.sections for question in section.questions]
    groups: list[Iterable[tuple[str, Mark]]] = [
        [(section.id, section.mark) for section in tree.about.sections],
        [(question.id, question.mark) for question in questions] + [(name, f.mark) for name, f in tree.findings.items()],
        [(rule.id, rule.mark) for rule in tree.rules.rules],
        [(limit.id, limit.mark) for limit in tree.rules.not_covered],
        [(article.id, article.mark) for article in tree.articles],
        [(promise.id, promise.mark) for promise in tree.promises],
        *[[(item.id, item.mark) for item in listed] for listed in _logged(tree)],
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
        yield Problem(question.mark, "bad-question", f"'{question.id}' offers fewer than 2 options.", "Give at least 2.")
    if question.type is kinds.ONE and names and all(option.when is not None for option in question.options):
        found = f"Every option of '{question.id}' has a `when`, so somebody may be shown none."
        yield Problem(question.mark, "bad-question", found, "Give at least one without `when`.", at=("options",))
    if question.type in (kinds.YES_NO, kinds.NUMBER) and names:
        yield Problem(
            question.mark, "bad-question", f"'{question.id}' is of type {question.type}.", "It has no options.", at=("options",)
        )
    if question.type is kinds.NUMBER and (question.low is None or question.high is None or question.low > question.high):
        swapped = None not in (question.low, question.high)
        hint = f"Its low, {question.low}, is above its high, {question.high}." if swapped else "Give low and high."
        yield Problem(question.mark, "bad-question", f"'{question.id}' has no bounds that fit.", hint, at=("low",))
    if question.low is not None and question.low < 0:
        yield Problem(question.mark, "bad-question", f"'{question.id}' begins below 0.", "No answer can.", at=("low",))
    if question.danger and question.type is not kinds.YES_NO:
        found = f"'{question.id}' is of type {question.type}, and a danger sign as a whole."
        yield Problem(question.mark, "bad-question", found, "Set `danger` on its options.", at=("danger",))
    if question.follow_up and (question.when is None or question.core):
        found = f"'{question.id}' is a follow-up and {'a core question' if question.core else 'has no `when`'}."
        hint = "Leave one of them out." if question.core else "Say by `when` to which answer it asks more."
        yield Problem(question.mark, "bad-question", found, hint, at=("follow-up",))
    yield from _unsure(question, ["yes", "no"] if question.type is kinds.YES_NO else names)
    for option in question.options:
        yield from _option(question, option)


def _option(question: Question, option: Option) -> Iterator[Problem]:
    """What an option cannot be at once."""
    for key in (key for key, said in (("harmless", option.harmless), ("informs", option.informs)) if said and option.danger):
        found = f"'{option.id}' of '{question.id}' is a danger sign and says `{key}`."
        yield Problem(option.mark, "bad-option", found, "Leave one of them out.")
    if option.danger and option.unsure is YesNo.NO:
        found = f"'{option.id}' of '{question.id}' is a danger sign, and not sure of it is read as no."
        yield Problem(option.mark, "calm-unsure", found, "Leave `unsure: no` out: that counts as the sign.")
    if option.settled is not None and not option.danger:
        found = f"'{option.id}' of '{question.id}' says `settled`, and is no danger sign."
        yield Problem(option.mark, "bad-option", found, "Only a danger sign needs to be settled.")
    if option.harmless and question.type is not QuestionType.MANY:
        found = f"'{option.id}' says `harmless`, but '{question.id}' is of type {question.type}."
        yield Problem(option.mark, "bad-option", found, "A harmless line leaves a `many` clear.")


def _unsure(question: Question, allowed: list[str]) -> Iterator[Problem]:
    """How "not sure" is offered and read."""
    if question.ask_which and question.type is not QuestionType.MANY:
        found = f"'{question.id}' is of type {question.type}, and says `ask-which`, which is for a `many`."
        yield Problem(question.mark, "bad-question", found, "It needs `unsure: [...]`.", at=("ask-which",))
    if question.ask_again and (question.type is not QuestionType.MANY or question.gate):
        found = f"'{question.id}' is no list of signs to ask again about."
        yield Problem(question.mark, "bad-question", found, "`ask-again` needs a `many` that is no gate.", at=("ask-again",))
    if question.sensitive and question.unsure is None:
        found = f"'{question.id}' offers \"rather not say\", which counts as not sure."
        yield Problem(question.mark, "bad-question", found, "Say by `unsure: [...]` how that is read.", at=("sensitive",))
    for name in question.unsure or ():
        if name not in allowed:
            found, at = f"`unsure` names '{name}'.", ("unsure", name)
            yield Problem(question.mark, "unknown-option", found, nearest(name, allowed, listed=True), at=at)
    if question.asks_danger and not question.offers_unsure:
        found = f"'{question.id}' lists a danger sign without offering \"not sure\"."
        which = ", or `ask-which: true`" if question.type is QuestionType.MANY else ""
        yield Problem(question.mark, "danger-without-unsure", found, f"Add `unsure: [{question.signs[0]}]`{which}.")
    one_sign = question.type is not QuestionType.ONE  # of these `check` warns: a doubt between answers is no doubt about a sign
    known = question.unsure is not None and set(question.unsure) <= set(allowed)
    if (
        question.asks_danger
        and not question.gate
        and known
        and one_sign
        and not set(question.signs).intersection(question.unsure or ())
    ):
        found = f"'{question.id}' lists danger signs, and not sure is read as none of them."
        which = ", or write `ask-which: true`" if question.type is QuestionType.MANY else ""
        yield Problem(question.mark, "calm-unsure", found, f"Name one, as `unsure: [{question.signs[0]}]`{which}.")


def _guards(tree: Tree) -> Iterator[Problem]:
    """Guards may name earlier questions only, directly or through a finding."""
    earlier: dict[str, Question] = {}
    for section in tree.about.sections:
        yield from _guard(section.when, tree, earlier)
        for question in section.questions:
            for guard in (question.when, question.at_once, *(option.when for option in question.options)):
                yield from _guard(guard, tree, earlier)
            earlier[question.id] = question


def _guard(guard: Condition | None, tree: Tree, earlier: dict[str, Question]) -> Iterator[Problem]:
    if guard is None:
        return
    yield from names(guard, tree)
    for name, mark in _questions_named(guard, tree):
        if name in tree.questions and name not in earlier:
            yield Problem(mark, "later-question", f"'{name}' is not asked before this.", "A guard may name earlier questions.")


def _questions_named(condition: Condition, tree: Tree) -> Iterator[tuple[str, Mark]]:
    """The questions that a condition names, directly or through findings, each at the atom that leads to it."""
    for atom, _ in atoms(condition):
        if not isinstance(atom, Named) or atom.name in tree.questions:
            yield atom.name if isinstance(atom, Named) else atom.question, atom.mark
            continue
        behind = [tree.findings[name].when for name in ({atom.name} & set(tree.findings)) | reached(atom.name, tree)]
        named = {inner for part in behind for inner, _ in atoms(part)}
        yield from ((inner.name if isinstance(inner, Named) else inner.question, atom.mark) for inner in named)


def _judgements(tree: Tree) -> Iterator[tuple[str, Condition]]:
    """Every condition that decides, with what it belongs to in words; it may name any question but a gate."""
    rules = tree.rules
    for rule in rules.rules:
        yield f"The rule '{rule.id}'", rule.when
        yield from ((f"A raise of '{rule.id}'", step.when) for step in rule.raise_)
    yield from ((f"The limit '{limit.id}'", limit.when) for limit in rules.not_covered)
    yield from ((f"The escalation to '{step.to.id}'", step.when) for step in rules.escalate)
    yield "Self-care", rules.self_care.when


def _rule(rule: Rule, tree: Tree) -> Iterator[Problem]:
    yield from sources(rule, tree)
    for step in rule.raise_:
        if step.to <= rule.urgency:
            found = f"'{step.to.id}' is not above '{rule.urgency.id}'."
            yield Problem(step.mark, "raise-not-higher", found, "A raise only goes up.", at=("to",))
    if rule.urgency is Urgency.SELF_CARE:
        found, hint = "A rule cannot call for self-care.", "That is what `self-care` is for."
        yield Problem(rule.mark, "bad-value", found, hint, at=("urgency",))


def _scale(tree: Tree) -> Iterator[Problem]:
    if tree.hazards is not None:
        yield from sources(tree.hazards, tree)


def _actions(tree: Tree) -> Iterator[Problem]:
    wanted = [urgency.id for urgency in Urgency]
    for name in wanted:
        if name not in tree.advice.actions:
            yield Problem(tree.advice.mark, "missing-key", f"`actions` has no '{name}'.", "Each urgency needs one.")
    for name, action in tree.advice.actions.items():
        if name not in wanted:
            yield Problem(action.mark, "bad-value", f"'{name}' is no urgency.", nearest(name, wanted))
