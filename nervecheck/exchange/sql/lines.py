"""A list as a number: each text that may stand in it is a bit, so that one operation looks for any of many texts.

A list with more texts than a number has bits for is several numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import expressions as exp

from nervecheck.exchange.sql.logic import between, case, every, is_null, number, some, text, total
from nervecheck.exchange.table import doubted, option_ids
from nervecheck.tree.conditions import NONE, UNSURE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nervecheck.tree.model import Question

STRANGE = ""  # stands for every text that no list has, NULL included
_BITS = 61  # of 63; odd, as then no option is parted from its doubt


def list_texts(question: Question) -> list[str]:
    """Every text that can stand in a list with these options, if this question allows it or not; a doubt follows its option."""
    return [*(word for name in option_ids(question) for word in (name, *doubted([name]))), NONE, UNSURE]


def parts(question: Question) -> list[list[str]]:
    """The texts that each of the numbers tells of, by their bits, from the lowest on."""
    known = [STRANGE, *list_texts(question)]
    return [known[start : start + _BITS] for start in range(0, len(known), _BITS)]


def as_number(answer: exp.Expr, question: Question, place: int) -> exp.Expr:
    """The number of the list that has this place in `parts`; 0 where there is no list."""
    line, before = exp.to_identifier("line", quoted=True), exp.to_identifier("before", quoted=True)
    first, all_parts = place * _BITS, parts(question)
    known = exp.array(*(text(word) for part in all_parts for word in part if word != STRANGE))
    position = exp.cast(exp.Coalesce(this=exp.ArrayPosition(this=known, expression=line), expressions=[number(0)]), "int")
    bit: exp.Expr = exp.BitwiseLeftShift(this=_big(1), expression=_less(position, first))
    if len(all_parts) > 1:
        bit = case((between(position, first, first + _BITS - 1), bit), otherwise=_big(0))
    merge = exp.Lambda(this=exp.BitwiseOr(this=before, expression=bit), expressions=[before, line])
    return case((is_null(answer), number(0)), otherwise=exp.Reduce(this=answer.copy(), initial=_big(0), merge=merge))


def any_line(numbers: Sequence[exp.Expr], question: Question, words: Iterable[str]) -> exp.Expr:
    """That one of these texts stands in the list that these numbers hold; never NULL."""
    wanted = {*words}
    found = [sum(1 << bit for bit, word in enumerate(part) if word in wanted) for part in parts(question)]
    return some(_has(value, bits) for value, bits in zip(numbers, found, strict=True) if bits)


def no_line(numbers: Sequence[exp.Expr]) -> exp.Expr:
    """That nothing stands in the list, or that there is none."""
    return every(exp.EQ(this=value.copy(), expression=number(0)) for value in numbers)


def line_twice(numbers: Sequence[exp.Expr], question: Question, size: exp.Expr) -> exp.Expr:
    """That a text stands in the list of this size twice, or an option both with and without its doubt."""
    ids, counts = {*option_ids(question)}, [exp.BitwiseCount(this=value.copy()) for value in numbers]
    fewer = exp.LT(this=total(counts), expression=size.copy())
    found = [sum(1 << bit for bit, word in enumerate(part) if word in ids) for part in parts(question)]
    beside = [exp.paren(exp.BitwiseRightShift(this=value.copy(), expression=number(1))) for value in numbers]
    both = [exp.paren(exp.BitwiseAnd(this=value.copy(), expression=one)) for value, one in zip(numbers, beside, strict=True)]
    return some([fewer, *(_has(value, bits) for value, bits in zip(both, found, strict=True) if bits)])


def _has(value: exp.Expr, bits: int) -> exp.Expr:
    return exp.NEQ(this=exp.paren(exp.BitwiseAnd(this=value.copy(), expression=number(bits))), expression=number(0))


def _big(value: int) -> exp.Expr:
    return exp.cast(number(value), "bigint")


def _less(value: exp.Expr, by: int) -> exp.Expr:
    return exp.paren(exp.Sub(this=value.copy(), expression=number(by))) if by else value
