"""What an author changes where a check is refuted: one sentence for each rule, guard or escalation that is behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nervecheck.authoring.prove.verdict import State
from nervecheck.engine.compiled import OptionTest, reasons
from nervecheck.engine.plan import plan
from nervecheck.engine.triage import triage
from nervecheck.tree.terms import Urgency

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from nervecheck.authoring.prove.solver import Solver
    from nervecheck.base.problems import Mark
    from nervecheck.engine.answer import Answers
    from nervecheck.engine.compiled import SingleTest
    from nervecheck.engine.plan import Consequence
    from nervecheck.engine.triage import Outcome
    from nervecheck.tree.model import Tree

_MOST_NAMED = 4  # rules


class _Lost(NamedTuple):
    """Something that makes the calmer answer more urgent and not the danger sign, with the answers that it rests on."""

    what: str
    mark: Mark
    reasons: tuple[SingleTest, ...]


def of_danger(name: str, sign: str, people: Sequence[Answers], tree: Tree) -> Iterator[str]:
    """How to mend that this danger sign of the question lowers the urgency of the second of these people."""
    calm, wrong = (triage(tree, person) for person in people)
    for lost in _lost(calm, wrong, tree):
        yield from _let_hold(lost, name, sign, wrong, tree)


def _lost(calm: Outcome, wrong: Outcome, tree: Tree) -> Iterator[_Lost]:
    """The rules, raises and escalations that hold for the calmer answer, not for the other, and call for more than it gets."""
    made = plan(tree)
    for item in made.consequences:
        if item.urgency > wrong.urgency and item.test.value(calm.view) is True and item.test.value(wrong.view) is not True:
            raised = "" if item.step is None else f", raised to {item.urgency.id},"
            mark = item.rule.mark if item.step is None else item.step.mark
            yield _Lost(f"the rule '{item.rule.id}'{raised}", mark, tuple(reasons(item.test, calm.view)))
    for step, test in made.escalations:
        if step in calm.escalations and test.value(wrong.view) is not True:
            yield _Lost(f"the escalation to {step.to.id}", step.mark, tuple(reasons(test, calm.view)))


def _let_hold(lost: _Lost, name: str, sign: str, wrong: Outcome, tree: Tree) -> Iterator[str]:
    said = f"{{{name}: {sign}}}"
    own = [test for test in lost.reasons if isinstance(test, OptionTest) and test.question == name]
    closed = dict.fromkeys(test.question for test in lost.reasons if test.question not in wrong.applied)
    if own:
        absent = any(not test.positive and sign in test.options for test in own)
        asks = f"that {said} is not true" if absent else f"for another answer: {_written(own, tree)}"
        yield f"Mend: {lost.what} ({lost.mark}) asks {asks}. Let it hold for {said} too."
    for question in closed:
        yield f"Mend: let the guard of '{question}' ({tree.questions[question].mark}) hold for {said} too."


def _written(tests: Iterable[OptionTest], tree: Tree) -> str:
    """The tests as they stand in a condition."""
    return " and ".join(dict.fromkeys(_as_condition(test, tree) for test in tests))


def _as_condition(test: OptionTest, tree: Tree) -> str:
    order = [option.id for option in tree.questions[test.question].options]
    options = sorted(test.options, key=lambda name: (order.index(name) if name in order else len(order), name))
    written = f"{{{test.question}: {options[0] if len(options) == 1 else '[' + ', '.join(options) + ']'}}}"
    return written if test.positive else f"{{not: {written}}}"


def of_can_be(solver: Solver, premise: int, urgency: Urgency) -> str:
    """How to mend that nobody for whom the premise holds gets the urgency; "" where it holds for nobody."""
    items, holds = solver.encoding.plan.consequences, solver.first.holds
    if solver.possible([(premise,)]) != [State.PROVED]:
        return ""
    calling = _possible(solver, premise, [item for item in items if item.urgency is urgency])
    if urgency > Urgency.ROUTINE and not calling:
        return f"no rule at {urgency.id} fires for any of them. Let one ask for what the `if` says."
    above = _possible(solver, premise, [item for item in items if item.urgency > urgency])
    free = [-holds(item.test) for item in above]
    states = solver.possible([(premise, literal) for literal in free])
    always = [item for item, state in zip(above, states, strict=True) if state is State.REFUTED]
    if always:
        return f"{_named(always)} fires for all of them, and calls for more. Ask for more there, or in the `if`."
    called = [solver.formula.some(holds(item.test) for item in calling)] if urgency > Urgency.ROUTINE else []
    if solver.possible([(premise, *called, *free)]) == [State.REFUTED]:
        who = f"for whom a rule at {urgency.id} fires" if called else "of them"
        return f"everybody {who} gets more by one of these: {_named(above)}. Ask for more there, or in the `if`."
    if urgency is Urgency.SELF_CARE:
        place = solver.tree.rules.self_care.mark
        return f"where no rule calls for more, what self-care asks for ({place}) is never true. Ask for less there."
    return "where no rule calls for more, an escalation does. Ask for more there, or in the `if`."


def _possible(solver: Solver, premise: int, items: Sequence[Consequence]) -> list[Consequence]:
    """Those that can hold with the premise, and those that the solver gave up."""
    states = solver.possible([(premise, solver.first.holds(item.test)) for item in items])
    return [item for item, state in zip(items, states, strict=True) if state is not State.REFUTED]


def _named(items: Sequence[Consequence]) -> str:
    """The rules with their places, in words."""
    rules = list({item.rule.id: item.rule for item in items}.values())
    named = ", ".join(f"the rule '{rule.id}' ({rule.mark})" for rule in rules[:_MOST_NAMED])
    return named + (f" and {len(rules) - _MOST_NAMED} more" if len(rules) > _MOST_NAMED else "")
