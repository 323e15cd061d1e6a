"""What the query says of a person, as columns: the twin of `engine/triage.py` and of the bounds in `engine/needed.py`.

It decides nobody whose record has a mistake, or lacks an answer that can still matter: for them the urgency is NULL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import expressions as exp

from nervecheck.engine.plan import Consequence
from nervecheck.exchange.sql.facts import column
from nervecheck.exchange.sql.logic import case, every, is_null, negated, number, paren, some, sure, text, truth
from nervecheck.exchange.sql.mistakes import mistakes
from nervecheck.exchange.sql.tests import Reading, Tests
from nervecheck.exchange.table import ID
from nervecheck.tree.terms import Urgency

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from nervecheck.engine.compiled import Test
    from nervecheck.tree.rules import Escalation

DECIDED, INCOMPLETE, REFUSED = "decided", "incomplete", "refused"
_AT_ONCE = 20  # words of a list; of 10 to 40 the fastest
RESULTS = (ID, "status", "urgency", "covered", "rules", "raised", "escalated", "limits", "at_least", "unanswered", "mistakes")


def decision(tests: Tests) -> list[exp.Expr]:
    """The columns of the result, by the names in `RESULTS`, over the facts of `tests`.

    Where those take every record for whole, whoever has any gap is incomplete, and what stands there of them means nothing.
    """
    urgency, lowest = _urgency(tests), _lowest(tests)
    gaps = tests.gaps() if tests.whole else _gaps(tests, lowest, _highest(tests))
    complete = tests.named("complete", negated(paren(gaps)))
    found = [(word, tests.named(f"mistake {word}", part)) for word, part in mistakes(tests)]
    status = case(
        (some(part.copy() for _, part in found), text(REFUSED)), (negated(complete), text(INCOMPLETE)), otherwise=text(DECIDED)
    )
    status = tests.named("status", status)
    decided, refused = (exp.EQ(this=status.copy(), expression=text(word)) for word in (DECIDED, REFUSED))
    values = {
        ID: column(ID),
        "status": column("status"),
        "urgency": case((decided, _word(urgency))),
        "covered": case(
            (decided, negated(paren(some(tests.value(test) for limit, test in tests.plan.limits if not limit.partly))))
        ),
        "rules": listed((rule, tests.value(test)) for rule, test in _rules(tests)),
        "raised": listed((rule, some(raises)) for rule, raises in _raises(tests).items()),
        "escalated": _escalated(tests),
        "limits": listed((limit.id, tests.value(test)) for limit, test in tests.plan.limits),
        "at_least": _word(lowest, Urgency.SAME_DAY),
        "unanswered": listed(
            (name, _unanswered(tests, name)) for name in tests.tree.questions if name not in tests.tree.optional
        ),
        "mistakes": case((refused, listed(found)), otherwise=_empty()),
    }
    return [exp.alias_(values[name], name, quoted=True, copy=False) for name in RESULTS]


def listed(parts: Iterable[tuple[str, exp.Expr]]) -> exp.Expr:
    """The words whose condition holds, as an array in this order.

    It is put together of a few words at a time, as of most such groups none holds: to go through all takes far longer.
    """
    possible = [(word, part) for word, part in parts if not _never(part)]
    groups = [_group(possible[start : start + _AT_ONCE]) for start in range(0, len(possible), _AT_ONCE)]
    return exp.ArrayConcat(this=groups[0], expressions=groups[1:]) if len(groups) > 1 else next(iter(groups), _empty())


def _group(parts: list[tuple[str, exp.Expr]]) -> exp.Expr:
    words = [text(word) if _always(part) else case((part, text(word))) for word, part in parts]
    return case((some(part.copy() for _, part in parts), _array(words)), otherwise=_empty())


def _empty() -> exp.Expr:
    return exp.cast(exp.array(), "text[]")


def _array(words: list[exp.Expr]) -> exp.Expr:
    return exp.ArrayCompact(this=exp.array(exp.cast(exp.null(), "text"), *words))


def _always(part: exp.Expr) -> bool:
    return isinstance(part, exp.Boolean) and part.this is True


def _never(part: exp.Expr) -> bool:
    return isinstance(part, exp.Boolean) and part.this is False


def _rules(tests: Tests) -> list[tuple[str, Test]]:
    return [(item.rule.id, item.test) for item in tests.plan.consequences if item.step is None]


def _raises(tests: Tests) -> dict[str, list[exp.Expr]]:
    found: dict[str, list[exp.Expr]] = {}
    for item in tests.plan.consequences:
        if item.step is not None:
            found.setdefault(item.rule.id, []).append(_called(tests, item, Reading.DECISION))
    return found


def _called(tests: Tests, item: Consequence, reading: Reading) -> exp.Expr:
    """Whether the rule, or this raise of it, calls for its urgency."""
    reading = tests.reading(reading)
    if item.step is None:
        return tests.value(item.test, reading)
    step = item.rule.raise_.index(item.step) + 1
    return tests.once(
        f"{reading}raise {item.rule.id} {step}",
        lambda: tests.value(item.test, reading),
        "" if reading else f"to {item.urgency.id}",
    )


def _calls(tests: Tests, reading: Reading) -> dict[Urgency, exp.Expr]:
    """By urgency, the most urgent first: whether some rule calls for it."""
    reading = tests.reading(reading)

    def one(urgency: Urgency) -> exp.Expr:
        items = (item for item in tests.plan.consequences if item.urgency is urgency)
        return tests.once(f"{reading}calls for {urgency.id}", lambda: some(_called(tests, item, reading) for item in items))

    return {urgency: one(urgency) for urgency in sorted(Urgency, reverse=True)}


def _limited(tests: Tests, reading: Reading) -> exp.Expr:
    return some(tests.value(test, reading) for _, test in tests.plan.limits)


def _care(tests: Tests) -> exp.Expr:
    """Whether self-care is earned; NULL where an answer may still come that decides it."""
    return tests.once("self-care is earned", lambda: tests.value(tests.plan.self_care, Reading.OUTRIGHT))


def _urgency(tests: Tests) -> exp.Expr:
    """The urgency as a number: the most urgent rule, then what lifts it."""
    called = [(called, number(urgency)) for urgency, called in _calls(tests, Reading.DECISION).items()]
    calm = every([sure(_care(tests)), negated(paren(_limited(tests, Reading.DECISION)))])
    first = tests.named("urgency 0", case(*called, (calm, number(0)), otherwise=number(Urgency.ROUTINE)))
    return _lifted(tests, "urgency", first, lambda _, step, test, now: every([_is(now, step.from_), tests.value(test)]))


def _lowest(tests: Tests) -> exp.Expr:
    """The least that the record can come to, whatever is answered from here on."""
    certain = [(sure(called), number(urgency)) for urgency, called in _calls(tests, Reading.INTERVIEW).items()]
    not_calm = some([sure(paren(_limited(tests, Reading.INTERVIEW))), sure(negated(_care(tests)))])
    first = tests.named("lowest 0", case(*certain, (not_calm, number(Urgency.ROUTINE)), otherwise=number(0)))

    def lifts(_: int, step: Escalation, test: Test, now: exp.Expr) -> exp.Expr:
        return every([_is(now, step.from_), sure(tests.value(test, Reading.INTERVIEW))])

    return _lifted(tests, "lowest", first, lifts)


def _highest(tests: Tests) -> exp.Expr:
    """The most that the record can still come to."""
    calls = _calls(tests, Reading.INTERVIEW)
    possible = [(sure(calls[urgency], unknown=True), number(urgency)) for urgency in calls if urgency > Urgency.ROUTINE]
    first = tests.named("highest 0", case(*possible, otherwise=number(Urgency.ROUTINE)))

    def lifts(index: int, step: Escalation, test: Test, now: exp.Expr) -> exp.Expr:
        reached = [
            _within(tests.facts.column(f"lowest {index - 1}"), now, step.from_),
            exp.LT(this=now.copy(), expression=number(step.to)),
        ]
        return every([*reached, sure(tests.value(test, Reading.INTERVIEW), unknown=True)])

    return _lifted(tests, "highest", first, lifts)


def _lifted(tests: Tests, name: str, first: exp.Expr, lifts: Callable[[int, Escalation, Test, exp.Expr], exp.Expr]) -> exp.Expr:
    """The urgency after each escalation, in the order of the file."""
    now = first
    for index, (step, test) in enumerate(tests.plan.escalations, 1):
        now = tests.named(f"{name} {index}", case((lifts(index, step, test, now), number(step.to)), otherwise=now))
    return now


def _escalated(tests: Tests) -> exp.Expr:
    """Whether something lifted the urgency that the rules call for."""
    last = len(tests.plan.escalations)
    return (
        exp.NEQ(this=tests.facts.column("urgency 0"), expression=tests.facts.column(f"urgency {last}"))
        if last
        else truth(False)
    )


def _gaps(tests: Tests, lowest: exp.Expr, highest: exp.Expr) -> exp.Expr:
    """That an answer is missing which can still change the outcome, or of somebody below emergency a core or follow-up one."""
    maybe = Reading.INTERVIEW
    live = [every([_below(lowest, urgency), is_null(called)]) for urgency, called in _calls(tests, maybe).items()]
    live += [
        every([_below(lowest, step.to), _within(lowest, highest, step.from_), is_null(tests.value(test, maybe))])
        for step, test in tests.plan.escalations
    ]
    live.append(every([_is(lowest, Urgency.SELF_CARE), is_null(_care(tests))]))
    open_ = [is_null(tests.value(test, maybe)) for _, test in tests.plan.limits]
    open_ += [every([is_null(column(name)), negated(tests.settled(name))]) for name in tests.tree.core]
    open_ += [every([is_null(column(name)), sure(tests.asked(name, maybe))]) for name in tests.tree.follow_ups]
    live.append(every([_below(lowest, Urgency.EMERGENCY), paren(some(open_))]))
    return some(live)


def _below(value: exp.Expr, urgency: Urgency) -> exp.Expr:
    return exp.LT(this=value.copy(), expression=number(urgency))


def _within(lowest: exp.Expr, highest: exp.Expr, urgency: Urgency) -> exp.Expr:
    above = exp.GTE(this=highest.copy(), expression=number(urgency))
    return every([exp.LTE(this=lowest.copy(), expression=number(urgency)), above])


def _unanswered(tests: Tests, name: str) -> exp.Expr:
    return every([tests.asked(name), is_null(column(name))])


def _is(value: exp.Expr, urgency: Urgency) -> exp.Expr:
    return exp.EQ(this=value.copy(), expression=number(urgency))


def _word(value: exp.Expr, least: Urgency = Urgency.SELF_CARE) -> exp.Expr:
    """The word for an urgency that is given as a number; NULL below the least."""
    return case(*((_is(value, urgency), text(urgency.id)) for urgency in Urgency if urgency >= least))
