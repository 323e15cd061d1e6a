"""Triage: which questions apply, which rules fire, and the one urgency that follows.

`triage` is total and pure: the same tree and answers give the same outcome, whatever was left out. Nothing here downgrades:
a rule, a raise or an escalation only ever adds (design, laws 1 and 2).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from nervecheck.engine.answer import Answer, Answers, NoneOfThese, NotSure, Picked
from nervecheck.engine.compiled import Seen, SingleTest, missing, reasons
from nervecheck.engine.plan import Consequence, Plan, plan
from nervecheck.engine.readings import NEVER, NOT_ASKED, OPEN, decided, definite, evidenced
from nervecheck.tree.model import Question, QuestionType, Tree
from nervecheck.tree.rules import Escalation, Limit, Raise, Rule
from nervecheck.tree.terms import Urgency

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


OpenViews = tuple["Mapping[str, Seen]", "Mapping[str, Seen]", "Mapping[str, bool | None]"]


class Fired(NamedTuple):
    """A rule that fired: the urgency it came to, the raises that held, and every answer that made it true."""

    rule: Rule
    urgency: Urgency
    steps: tuple[Raise, ...]
    reasons: tuple[SingleTest, ...]


class Outcome(NamedTuple):
    """What the answers come to.

    `fired` is in order of urgency, then of the file; `earned` is why self-care may be advised, and `missed` what kept it from
    being so when nothing else calls for more; `applied` holds the questions
    that apply to this person and `ignored` the answered ones that do not, both in the order asked.
    """

    urgency: Urgency
    covered: bool
    fired: tuple[Fired, ...]
    escalations: tuple[Escalation, ...]
    limits: tuple[Limit, ...]
    earned: tuple[SingleTest, ...]
    missed: tuple[SingleTest, ...]
    applied: tuple[str, ...]
    ignored: tuple[str, ...]
    view: Mapping[str, Seen]


def triage(tree: Tree, answers: Answers) -> Outcome:
    """The outcome of these answers, unanswered questions counting as not asked."""
    compiled = plan(tree)
    view, applied = decision(tree, answers)
    fired = _fired(compiled, view)
    limits = tuple(limit for limit, test in compiled.limits if test.value(view) is True)
    calm = not fired and not limits
    settled = definite_view(tree, answers, view, applied) if calm else {}
    earned = calm and compiled.self_care.value(settled) is True
    urgency = Urgency.SELF_CARE if earned else max([Urgency.ROUTINE, *(item.urgency for item in fired)])
    escalations = []
    for step, test in compiled.escalations:
        if urgency is step.from_ and test.value(view) is True:
            urgency = step.to
            escalations.append(step)
    return Outcome(
        urgency,
        all(limit.partly for limit in limits),
        fired,
        tuple(escalations),
        limits,
        tuple(reasons(compiled.self_care, settled)) if earned else (),
        tuple(missing(compiled.self_care, settled)) if calm and not earned else (),
        tuple(name for name in tree.questions if name in applied),
        tuple(name for name in tree.questions if name in answers and name not in applied),
        view,
    )


def decided_by(outcome: Outcome) -> tuple[Fired, ...]:
    """The rules that fired with the highest urgency, in the order of the file; none where no rule fired."""
    return tuple(item for item in outcome.fired if item.urgency is outcome.fired[0].urgency)


def called_for(rule: str, outcome: Outcome) -> Urgency | None:
    """What the rule calls for; None if it did not fire."""
    return next((item.urgency for item in outcome.fired if item.rule.id == rule), None)


def decision(tree: Tree, answers: Answers) -> tuple[Mapping[str, Seen], frozenset[str]]:
    """The decision reading of the answers, and the questions that apply: guards are followed in the order asked."""
    return _decision(tree, tuple(answers.items()))


# each screen of an interview looks at the same answers several times
@lru_cache(maxsize=4)
def _decision(tree: Tree, given: tuple[tuple[str, Answer], ...]) -> tuple[Mapping[str, Seen], frozenset[str]]:
    compiled, applied, answers = plan(tree), set[str](), dict(given)
    view = dict(compiled.closed)
    for name, question in tree.questions.items():
        if compiled.guards[name].value(view) is not True:
            continue
        applied.add(name)
        if name in answers:
            view[name] = decided(question, offered_part(compiled, question, answers[name], view))
    return view, frozenset(applied)


def definite_view(tree: Tree, answers: Answers, view: Mapping[str, Seen], applied: Iterable[str]) -> dict[str, Seen]:
    """The reading for what lowers or reassures: only what was asked, shown and said outright, or is certainly not asked."""
    compiled, settled = plan(tree), dict.fromkeys(tree.questions, NEVER)
    for name in applied:
        if name in answers:
            question = tree.questions[name]
            settled[name] = definite(question, offered_part(compiled, question, answers[name], view))
    _, _, applies = open_views(tree, answers)  # what waits for an answer that was not given may yet be asked
    return settled | {name: NOT_ASKED for name, value in applies.items() if value is False}


def open_views(tree: Tree, answers: Answers) -> OpenViews:
    """The interview reading, the definite reading of the same answers, and whether each question applies."""
    return _open_views(tree, tuple(answers.items()))


@lru_cache(maxsize=4)
def _open_views(tree: Tree, given: tuple[tuple[str, Answer], ...]) -> OpenViews:
    compiled, view, answers = plan(tree), dict.fromkeys(tree.questions, OPEN), dict(given)
    settled = dict.fromkeys(tree.questions, OPEN)
    applies: dict[str, bool | None] = {}
    for name, question in tree.questions.items():
        applies[name] = compiled.guards[name].value(view)
        if applies[name] is False:
            view[name], settled[name] = compiled.closed[name], NOT_ASKED
        elif applies[name] is True and name in answers:
            # a chosen line that waits for an answer counts: else a danger sign would pass for denied
            answer = offered_part(compiled, question, answers[name], view, waiting=True)
            view[name], settled[name] = decided(question, answer), definite(question, answer)
    return view, settled, applies


def evidence_view(tree: Tree, answers: Answers, view: Mapping[str, Seen], applied: Iterable[str]) -> dict[str, Seen]:
    """The reading for the ranking of causes: whatever was not asked, not shown or not answered outright is unknown."""
    compiled, evidence = plan(tree), dict.fromkeys(tree.questions, OPEN)
    for name in applied:
        if name in answers:
            question, shown = tree.questions[name], offered(compiled, tree.questions[name], view)
            given = evidenced(question, offered_part(compiled, question, answers[name], view))
            hidden = {option.id for option in question.options if option.id not in shown}
            evidence[name] = given._replace(denied=given.denied - hidden)
    return evidence


def still_valid(tree: Tree, answers: Answers, before: Answers, given: str) -> dict[str, Answer]:
    """Of these answers those that still apply and were given to the lines that are shown now; that to `given` is new.

    `before` holds the answers as they stood. A list that shows another line than it did must be answered anew, as nobody
    denied what nobody saw; so must one of which a chosen line is no longer shown. That is so too while the line waits for an
    answer: dropped only when that is given, it would take back what going on had reached (design, law 8).
    """
    compiled, kept = plan(tree), dict(answers)
    lists = [tree.questions[name] for name in {name for name, _ in compiled.offers} & before.keys() - {given}]
    seen = open_views(tree, before)[0] if lists else {}  # which nothing else looks at, and which costs much
    while True:
        _, applied = decision(tree, kept)
        view = open_views(tree, kept)[0] if lists else {}
        stale = {q.id for q in lists if q.id in kept and _may_show_other(compiled, q, kept[q.id], seen, view)}
        left = {name: answer for name, answer in kept.items() if name in applied and name not in stale}
        if len(left) == len(kept):
            return kept
        kept = left


def _may_show_other(
    compiled: Plan, question: Question, answer: Answer, before: Mapping[str, Seen], after: Mapping[str, Seen]
) -> bool:
    """Whether the answer leaves open a line that is or may be shown now, or holds one that is not or may not be."""
    if isinstance(answer, NotSure):
        return False
    shown, waiting = set(offered(compiled, question, after)), set(waiting_for(compiled, question, after))
    chosen = {*answer.yes, *answer.unsure} if isinstance(answer, Picked) else set[str]()
    # a line that waited before was shown when the list was answered: else the list would have been dropped then
    known = {*offered(compiled, question, before), *waiting_for(compiled, question, before)}
    return bool(chosen - shown or (shown | waiting) - known)


def offered(compiled: Plan, question: Question, view: Mapping[str, Seen]) -> tuple[str, ...]:
    """The ids of the options shown to this person."""
    return tuple(
        option.id
        for option in question.options
        if option.when is None or compiled.offers[question.id, option.id].value(view) is True
    )


def waiting_for(compiled: Plan, question: Question, view: Mapping[str, Seen]) -> tuple[str, ...]:
    """The ids of the options of which it is not known yet whether they are shown."""
    conditional = (option.id for option in question.options if option.when is not None)
    return tuple(name for name in conditional if compiled.offers[question.id, name].value(view) is None)


def offered_part(compiled: Plan, question: Question, answer: Answer, view: Mapping[str, Seen], waiting: bool = False) -> Answer:
    """The answer without options that were not shown; whoever has no other to choose says "none of these".

    With `waiting` an option that may yet be shown stays.
    """
    if not isinstance(answer, Picked) or all(option.when is None for option in question.options):
        return answer
    shown = offered(compiled, question, view)
    if waiting:
        shown += waiting_for(compiled, question, view)
    part = Picked(tuple(n for n in answer.yes if n in shown), tuple(n for n in answer.unsure if n in shown))
    return part if part.yes or part.unsure or question.type is not QuestionType.MANY else NoneOfThese()


def _fired(compiled: Plan, view: Mapping[str, Seen]) -> tuple[Fired, ...]:
    held: dict[str, list[Consequence]] = {}
    for item in compiled.consequences:
        if item.test.value(view) is True:
            held.setdefault(item.rule.id, []).append(item)
    fired = [_one_fired(items, view) for items in held.values()]
    return tuple(sorted(fired, key=lambda item: -item.urgency))


def _one_fired(items: list[Consequence], view: Mapping[str, Seen]) -> Fired:
    because = dict.fromkeys(reason for item in items for reason in reasons(item.test, view))
    steps = tuple(item.step for item in items if item.step is not None)
    return Fired(items[0].rule, max(item.urgency for item in items), steps, tuple(because))
