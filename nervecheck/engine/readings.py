"""What the answers show to the tests, in each of the readings of the design (section 3).

Decision: an unasked question has nothing chosen, and "not sure" counts as what it is read as. Interview: an open question is
unknown. Definite, for what lowers an urgency: only what was said outright counts, for or against. Evidence, for the ranking of
causes: what was not asked, passed over or not sure is unknown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nervecheck.engine.answer import Answer, NoneOfThese, NotSure, Number, Picked
from nervecheck.engine.compiled import Seen
from nervecheck.tree.conditions import NONE, UNSURE
from nervecheck.tree.model import Question, QuestionType

if TYPE_CHECKING:
    from collections.abc import Iterable

OPEN = Seen()
NEVER = Seen(void=True)


def universe(question: Question) -> frozenset[str]:
    """Every word a condition can name of this question's answer."""
    offered: Iterable[str] = ("yes", "no") if question.type is QuestionType.YES_NO else (o.id for o in question.options)
    return frozenset({*offered, NONE, UNSURE})


def closed(question: Question) -> Seen:
    """A question that was not asked: nothing chosen, so everything is denied."""
    return Seen(denied=universe(question))


def decided(question: Question, answer: Answer) -> Seen:
    """The answer as rules read it: "not sure" is in `yes` with what it stands for, and in `denied` nothing is lost by it."""
    said, every = frozenset(_said(answer)), universe(question)
    if isinstance(answer, Number):
        return Seen(number=answer.value)
    return Seen(yes=said | frozenset(_read_as(question, answer)), denied=every - said)


def definite(question: Question, answer: Answer) -> Seen:
    """Only what was said outright; what the person is not sure of is neither there nor denied."""
    if isinstance(answer, Number):
        return Seen(number=answer.value, void=True)
    if isinstance(answer, NotSure):
        return NEVER
    said = frozenset(_said(answer))
    doubted = frozenset((*answer.unsure, UNSURE)) if isinstance(answer, Picked) and answer.unsure else frozenset()
    return Seen(yes=said, denied=universe(question) - said - doubted, void=True)


def evidenced(question: Question, answer: Answer) -> Seen:
    """The answer as evidence for a cause: an option left out beside a tick, and whatever is not sure, says nothing.

    A `many` denies only by its explicit "none of these"; a `one` denies what was not chosen.
    """
    if isinstance(answer, Number):
        return Seen(number=answer.value)
    said = frozenset(_said(answer))
    if isinstance(answer, NotSure) or (isinstance(answer, Picked) and question.type is QuestionType.MANY):
        return Seen(yes=said, denied=frozenset({NONE}) if said else frozenset())
    return Seen(yes=said, denied=universe(question) - said)


def reports_danger(question: Question, answer: Answer) -> tuple[str, ...]:
    """The danger signs that the answer reports, or is not sure about, in the order of the question."""
    if isinstance(answer, NotSure):
        named: Iterable[str] = question.unsure or ()
        return tuple(name for name in named if question.is_danger(name)) or ((UNSURE,) if question.asks_danger else ())
    named = (*answer.yes, *answer.unsure) if isinstance(answer, Picked) else ()
    return tuple(name for name in named if question.is_danger(name))


def _said(answer: Answer) -> Iterable[str]:
    match answer:
        case Picked(yes, _):
            return yes
        case NoneOfThese():
            return (NONE,)
        case NotSure() | Number():
            return ()


def _read_as(question: Question, answer: Answer) -> Iterable[str]:
    match answer:
        case NotSure():
            return (UNSURE, *(question.unsure or ()))
        case Picked(_, unsure) if unsure:
            read = (name for name in unsure if (option := question.option(name)) is not None and option.unsure_is_yes)
            return (UNSURE, *read)
        case _:
            return ()
