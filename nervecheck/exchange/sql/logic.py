"""Truth values in SQL: "and", "or" and counting of three values, with what is certain worked out beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import expressions as exp

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nervecheck.tree.terms import Urgency


def truth(value: bool) -> exp.Boolean:
    """TRUE or FALSE."""
    return exp.Boolean(this=value)


def text(word: str) -> exp.Literal:
    """The word as a text."""
    return exp.Literal.string(word)


def number(value: int | Urgency) -> exp.Expr:
    """The whole number; of an urgency, its place from the calmest on."""
    return exp.Literal.number(int(value))


def every(parts: Iterable[exp.Expr]) -> exp.Expr:
    """That all parts hold."""
    left = [part for part in parts if not _is(part, True)]
    if any(_is(part, False) for part in left):
        return truth(False)
    return exp.and_(*left, copy=False) if left else truth(True)


def some(parts: Iterable[exp.Expr]) -> exp.Expr:
    """That a part holds."""
    left = [part for part in parts if not _is(part, False)]
    if any(_is(part, True) for part in left):
        return truth(True)
    return exp.or_(*left, copy=False) if left else truth(False)


def negated(part: exp.Expr) -> exp.Expr:
    """That the part does not hold."""
    return truth(not part.this) if isinstance(part, exp.Boolean) else exp.not_(part.copy(), copy=False)


def is_null(part: exp.Expr) -> exp.Expr:
    """That the part is unknown."""
    return truth(False) if isinstance(part, exp.Boolean) else exp.Is(this=paren(part.copy()), expression=exp.null())


def sure(part: exp.Expr, unknown: bool = False) -> exp.Expr:
    """The part, with what it counts as where it is unknown."""
    return part if isinstance(part, exp.Boolean) else exp.Coalesce(this=part.copy(), expressions=[truth(unknown)])


def answered(answer: exp.Expr, holds: exp.Expr, unasked: bool) -> exp.Expr:
    """What holds of the answer, with what it counts as where there is none; also where all answers, or none, make it hold."""
    if isinstance(holds, exp.Boolean) and holds.this is not unasked:
        return is_null(answer) if unasked else negated(is_null(answer))
    return sure(holds, unknown=unasked)


def one_of(answer: exp.Expr, words: Iterable[str]) -> exp.Expr:
    """That the text is one of the words."""
    listed = [text(word) for word in dict.fromkeys(words)]
    if len(listed) == 1:
        return exp.EQ(this=answer, expression=listed[0])
    return exp.In(this=answer, expressions=listed) if listed else truth(False)


def between(answer: exp.Expr, low: int | None, high: int | None) -> exp.Expr:
    """That the number lies in the bounds, both included."""
    above = [] if low is None else [exp.GTE(this=answer.copy(), expression=number(low))]
    below = [] if high is None else [exp.LTE(this=answer.copy(), expression=number(high))]
    return paren(every([*above, *below]))


def case(*branches: tuple[exp.Expr, exp.Expr], otherwise: exp.Expr | None = None) -> exp.Expr:
    """The value of the first branch whose condition holds; NULL where none does and nothing else is said."""
    ways = [exp.If(this=condition.copy(), true=value.copy()) for condition, value in branches if not _is(condition, False)]
    if not ways:
        return otherwise or exp.null()
    return exp.Case(ifs=ways, default=otherwise)


def paren(part: exp.Expr) -> exp.Expr:
    """The part in brackets, where it needs them."""
    return part if isinstance(part, exp.Boolean | exp.Column) else exp.paren(part, copy=False)


def at_least(wanted: int, parts: Sequence[exp.Expr], two_valued: bool) -> exp.Expr:
    """That so many of the parts hold; unknown where the parts that are unknown decide."""
    if wanted <= 0 or wanted > len(parts):
        return truth(wanted <= 0)
    if wanted in (1, len(parts)):
        return some(parts) if wanted == 1 else every(parts)
    if two_valued:
        return exp.GTE(this=_count(parts), expression=number(wanted))
    enough = exp.GTE(this=_count(sure(part, unknown=False) for part in parts), expression=number(wanted))
    too_few = exp.LT(this=_count(sure(part, unknown=True) for part in parts), expression=number(wanted))
    return case((enough, truth(True)), (too_few, truth(False)))


def total(parts: Sequence[exp.Expr]) -> exp.Expr:
    """The sum of these numbers."""
    added = parts[0]
    for one in parts[1:]:
        added = exp.Add(this=added, expression=one)
    return added


def _count(parts: Iterable[exp.Expr]) -> exp.Expr:
    return exp.paren(total([exp.cast(part.copy(), "int") for part in parts]))


def _is(part: exp.Expr, value: bool) -> bool:
    return isinstance(part, exp.Boolean) and part.this is value
