"""The variables of the answer to one question: every way to set the free ones is an answer that the question allows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nervecheck.authoring.prove.formula import FALSE
from nervecheck.engine.answer import Answer, NoneOfThese, NotSure, Number, Picked
from nervecheck.engine.number_ranges import spans_of
from nervecheck.tree.model import Question, QuestionType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence, Set

    from nervecheck.authoring.prove.formula import Formula


class AnswerVariables(NamedTuple):
    """Literals that say what the answer to one question is; `spans` are the ranges of a number that conditions can tell apart.

    `free` holds the free variables beneath them. With none of those true, the answer is a calm one: where one option is chosen,
    `calm`, for which there is none.
    """

    yes: Mapping[str, int]
    unsure: Mapping[str, int]
    none: int
    whole: int
    spans: Sequence[tuple[int, int, int]]
    free: Sequence[int]
    calm: str = ""


def variables_for(question: Question, cuts: set[int], formula: Formula) -> AnswerVariables:
    """Variables for the answer; the ranges of a number end at the cuts."""
    if question.type is QuestionType.NUMBER:
        bounds = list(spans_of(question, cuts))
        literals, free = _one_of(len(bounds), 0, formula)
        return AnswerVariables({}, {}, FALSE, FALSE, [(*ends, one) for ends, one in zip(bounds, literals, strict=True)], free)
    names = ["yes", "no"] if question.type is QuestionType.YES_NO else [option.id for option in question.options]
    if question.type is QuestionType.MANY:
        return _of_list(names, question.unsure is not None, formula)
    calm = next((name for name in reversed(names) if not question.is_danger(name)), names[0])
    literals, free = _one_of(len(names) + (question.unsure is not None), names.index(calm), formula)
    whole = literals[len(names)] if question.unsure is not None else FALSE
    return AnswerVariables(dict(zip(names, literals, strict=False)), {}, FALSE, whole, (), free, calm)


def _one_of(number: int, calm: int, formula: Formula) -> tuple[list[int], list[int]]:
    """Literals of which exactly one holds, and a free variable for each but the calm one; the first true one counts."""
    free = [formula.fresh() for _ in range(number - 1)]
    literals = [formula.every([*(-one for one in free[:at]), variable]) for at, variable in enumerate(free)]
    literals.insert(calm, formula.every([-one for one in free]))
    return literals, free


def _of_list(names: Sequence[str], has_whole: bool, formula: Formula) -> AnswerVariables:
    """Free are those of yes, then those of unsure, then "not sure" about the whole list, if that is offered."""
    ticks, doubts = ([formula.fresh() for _ in names] for _ in range(2))
    whole = formula.fresh() if has_whole else FALSE
    yes = {name: formula.every([tick, -whole]) for name, tick in zip(names, ticks, strict=True)}
    unsure = {name: formula.every([doubt, -tick, -whole]) for name, tick, doubt in zip(names, ticks, doubts, strict=True)}
    none = formula.every([-whole, *(-one for one in (*ticks, *doubts))])
    return AnswerVariables(yes, unsure, none, whole, (), [*ticks, *doubts, *([whole] if has_whole else [])])


def free_in(given: AnswerVariables, answer: Answer) -> Iterator[int]:
    """The free variables that are true where this is the answer."""
    free = iter(given.free)
    match answer:
        case Number(value):
            yield from (one for (low, high, _), one in zip(given.spans[1:], free, strict=True) if low <= value <= high)
        case Picked(yes, unsure):
            yield from (one for name, one in zip((n for n in given.yes if n != given.calm), free, strict=False) if name in yes)
            yield from (one for name, one in zip(given.unsure, free, strict=False) if name in unsure)
        case NotSure():
            yield given.free[-1]  # "not sure" of a whole question is the last of them
        case NoneOfThese():
            pass


def answer_in(given: AnswerVariables, solution: Set[int], formula: Formula) -> Answer:
    """The answer in a solution."""

    def said(literal: int) -> bool:
        return formula.is_true(literal, solution)

    if given.spans:
        low, high = next((low, high) for low, high, literal in given.spans if said(literal))
        return Number(40 if low <= 40 <= high else low)
    if said(given.whole):
        return NotSure()
    yes, unsure = (tuple(name for name, literal in part.items() if said(literal)) for part in (given.yes, given.unsure))
    return Picked(yes, unsure) if yes or unsure else NoneOfThese()
