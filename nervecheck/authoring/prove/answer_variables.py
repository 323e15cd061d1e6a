"""The variables of the answer to one question: every way to set the free ones is an answer that the question allows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nervecheck.authoring.prove.formula import FALSE
from nervecheck.engine.answer import Answer, NoneOfThese, NotSure, Number, Picked
from nervecheck.engine.number_ranges import spans_of
from nervecheck.tree.model import Question, QuestionType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence, Set

    from nervecheck.authoring.prove.formula import Formula


class AnswerVariables(NamedTuple):
    """Literals that say what the answer to one question is; `spans` are the ranges of a number that conditions tell apart.

    Beneath them are free variables: `ticks` and `doubts` by option, `rest` for "not sure" of the whole question, or for the
    spans of a number. With none of those true, the answer is a calm one: the first span, or where one option is chosen
    `calm`, which has no tick.
    """

    yes: Mapping[str, int]
    unsure: Mapping[str, int]
    none: int
    whole: int
    spans: Sequence[tuple[int, int, int]]
    ticks: Mapping[str, int]
    doubts: Mapping[str, int]
    rest: Sequence[int]
    calm: str = ""

    @property
    def free(self) -> list[int]:
        """All free variables."""
        return [*self.ticks.values(), *self.doubts.values(), *self.rest]


def variables_for(
    question: Question, cuts: set[int], calls: Callable[[Answer], int], formula: Formula, about: int
) -> AnswerVariables:
    """Variables for the answer, which is told from others by the bit of `about`; the ranges of a number end at the cuts.

    The calm answer is the one for which `calls` is least.
    """
    if question.type is QuestionType.NUMBER:
        bounds = sorted(spans_of(question, cuts), key=lambda ends: calls(Number(ends[0])))
        literals, free = _one_of(len(bounds), 0, formula, about)
        spans = [(*ends, one) for ends, one in zip(bounds, literals, strict=True)]
        return AnswerVariables({}, {}, FALSE, FALSE, spans, {}, {}, free)
    names = ["yes", "no"] if question.type is QuestionType.YES_NO else [option.id for option in question.options]
    if question.type is QuestionType.MANY:
        return _of_list(names, question.unsure is not None, formula, about)
    benign = [name for name in reversed(names) if not question.is_danger(name)]
    calm = min(benign or names, key=lambda name: calls(Picked((name,))))
    literals, free = _one_of(len(names) + (question.unsure is not None), names.index(calm), formula, about)
    whole = literals[len(names)] if question.unsure is not None else FALSE
    ticks = dict(zip((name for name in names if name != calm), free, strict=False))
    return AnswerVariables(dict(zip(names, literals, strict=False)), {}, FALSE, whole, (), ticks, {}, free[len(ticks) :], calm)


def _one_of(number: int, calm: int, formula: Formula, about: int) -> tuple[list[int], list[int]]:
    """Literals of which exactly one holds, and a free variable for each but the calm one; the first true one counts."""
    free = [formula.fresh(about) for _ in range(number - 1)]
    literals = [formula.every([*(-one for one in free[:at]), variable]) for at, variable in enumerate(free)]
    literals.insert(calm, formula.every([-one for one in free]))
    return literals, free


def _of_list(names: Sequence[str], has_whole: bool, formula: Formula, about: int) -> AnswerVariables:
    """Of an option that is ticked and doubted the tick counts, and "not sure" of the whole list before all."""
    ticks, doubts = ({name: formula.fresh(about) for name in names} for _ in range(2))
    whole = formula.fresh(about) if has_whole else FALSE
    yes = {name: formula.every([tick, -whole]) for name, tick in ticks.items()}
    unsure = {name: formula.every([doubt, -ticks[name], -whole]) for name, doubt in doubts.items()}
    none = formula.every([-whole, *(-one for one in (*ticks.values(), *doubts.values()))])
    return AnswerVariables(yes, unsure, none, whole, (), ticks, doubts, [whole] if has_whole else [])


def free_in(given: AnswerVariables, answer: Answer) -> Iterator[int]:
    """The free variables that are true where this is the answer."""
    match answer:
        case Number(value):
            yield from (one for (low, high, _), one in zip(given.spans[1:], given.rest, strict=True) if low <= value <= high)
        case Picked(yes, unsure):
            yield from (one for name, one in given.ticks.items() if name in yes)
            yield from (one for name, one in given.doubts.items() if name in unsure)
        case NotSure():
            yield given.rest[-1]
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
