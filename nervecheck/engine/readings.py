"""What the answers show to the tests, in each of the readings of the design (section 3).

Decision: an unasked question has nothing chosen, and "not sure" counts as what it is read as. Interview: an open question is
unknown. Definite, for what lowers an urgency: only what was said outright counts, for or against. Evidence, for the ranking of
causes: what was not asked, passed over or not sure is unknown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nervecheck.engine.answer import Answer, NoneOfThese, NotSure, Number, Picked
from nervecheck.engine.compiled import Seen
from nervecheck.tree.conditions import CLEAR, NONE, UNSURE
from nervecheck.tree.model import Question, QuestionType

if TYPE_CHECKING:
    from collections.abc import Iterable

OPEN = Seen()
NEVER = Seen(void=True)
NOT_ASKED = Seen(yes=frozenset({CLEAR}), void=True)  # in the definite reading: clear, and nothing else is said


def universe(question: Question) -> frozenset[str]:
    """Every word a condition can name of this question's answer."""
    offered: Iterable[str] = ("yes", "no") if question.type is QuestionType.YES_NO else (o.id for o in question.options)
    return frozenset({*offered, NONE, UNSURE, CLEAR})


def closed(question: Question) -> Seen:
    """A question that was not asked: nothing chosen, so everything is denied, and it is clear."""
    return Seen(yes=frozenset({CLEAR}), denied=universe(question) - {CLEAR})


def decided(question: Question, answer: Answer) -> Seen:
    """The answer as rules read it: "not sure" is in `yes` with what it stands for, and in `denied` nothing is lost by it."""
    said, every = _said(question, answer), universe(question)
    if isinstance(answer, Number):
        return Seen(number=answer.value)
    return Seen(yes=said | frozenset(_read_as(question, answer)), denied=every - said)


def definite(question: Question, answer: Answer) -> Seen:
    """Only what was said outright; what the person is not sure of is neither there nor denied."""
    if isinstance(answer, Number):
        return Seen(number=answer.value, void=True)
    if isinstance(answer, NotSure):
        return NEVER
    said, doubted = _said(question, answer), frozenset[str]()
    if isinstance(answer, Picked) and answer.unsure:
        open_ = CLEAR not in said and not _speaks_against_clear(question, answer)
        doubted = frozenset((*answer.unsure, UNSURE, *((CLEAR,) if open_ else ())))
    return Seen(yes=said, denied=universe(question) - said - doubted, void=True)


def evidenced(question: Question, answer: Answer) -> Seen:
    """The answer as evidence for a cause: an option left out beside a tick, and whatever is not sure, says nothing.

    A `many` denies only by its explicit "none of these"; a `one` denies what was not chosen.
    """
    if isinstance(answer, Number):
        return Seen(number=answer.value)
    said = _said(question, answer)
    if isinstance(answer, NotSure):
        return OPEN
    if isinstance(answer, Picked) and question.type is QuestionType.MANY:
        denied = {NONE} if answer.yes else set[str]()
        return Seen(yes=said, denied=frozenset(denied | ({CLEAR} if _speaks_against_clear(question, answer) else set())))
    return Seen(yes=said, denied=universe(question) - said)


def reports_danger(question: Question, answer: Answer) -> tuple[str, ...]:
    """The danger signs that the answer reports, or is not sure about, in the order of the question."""
    if isinstance(answer, NotSure):
        named: Iterable[str] = question.unsure or ()
        return tuple(name for name in named if question.is_danger(name)) or ((UNSURE,) if question.asks_danger else ())
    named = (*answer.yes, *answer.unsure) if isinstance(answer, Picked) else ()
    return tuple(name for name in named if question.is_danger(name))


def _said(question: Question, answer: Answer) -> frozenset[str]:
    """The words said outright, `clear` among them where nothing that is chosen or not sure speaks against it."""
    match answer:
        case Picked(yes, unsure):
            clear = not _speaks_against_clear(question, Picked((*yes, *unsure)))
            return frozenset((*yes, CLEAR) if clear else yes)
        case NoneOfThese():
            return frozenset((NONE, CLEAR))
        case NotSure() | Number():
            return frozenset()


def _speaks_against_clear(question: Question, answer: Picked) -> bool:
    """Whether something is chosen that leaves the question not clear: in a list all but the harmless, else a danger sign."""
    if question.type is not QuestionType.MANY:
        return any(question.is_danger(name) for name in answer.yes)
    return any(option.id in answer.yes and not option.leaves_clear for option in question.options)


def _read_as(question: Question, answer: Answer) -> Iterable[str]:
    match answer:
        case NotSure():
            return (UNSURE, *(question.unsure or ()))
        case Picked(_, unsure) if unsure:
            read = (name for name in unsure if (option := question.option(name)) is not None and option.unsure_is_yes)
            return (UNSURE, *read)
        case _:
            return ()
