"""The words that both faces say alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nervecheck.engine.answer import Answer, Number, Picked
from nervecheck.report.answers_said import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nervecheck.interview.remaining import Remaining
    from nervecheck.interview.state import Interview
    from nervecheck.tree.model import Question

NO_WHY = "It changes what is advised."
WHICH = "Which of these might be true?"
CALM_AGAIN = "With this answer nothing calls for an emergency so far. The questions go on."


def spoken(question: Question, answer: Answer) -> str:
    """The answer in the words of the screen, for the middle of a sentence."""
    words = in_words(question, answer)
    certain = words.answers if isinstance(answer, Picked | Number) else (text.lower() for text in words.answers)
    return "; ".join([*certain, *(f"not sure: {text}" for text in words.unsure)])


def answered_line(state: Interview, name: str) -> str:
    """One line for an answered question."""
    question = state.tree.questions[name]
    return f"{question.topic}: {spoken(question, state.answers[name])}"


def dropped(before: Interview, after: Interview, name: str) -> str:
    """What is lost with a question that is no longer asked, or that shows other lines now: its answer."""
    question = before.tree.questions[name]
    why = "It has other lines now" if after.applies(name) else "No longer asked"
    return f"{why}, so its answer is dropped: {question.ask} Your answer was: {spoken(question, before.answers[name])}."


def notes(question: Question, answer: Answer) -> Iterator[str]:
    """What the chosen options ask the person to keep in mind from here on."""
    options = (question.option(name) for name in (answer.yes if isinstance(answer, Picked) else ()))
    yield from (option.note for option in options if option is not None and option.note)


def allowed_span(question: Question) -> str:
    """Which numbers are an answer."""
    return f"Type a whole number from {question.low} to {question.high}."


def progress(count: int, left: Remaining) -> str:
    """Where in the questions this one stands, and about how many come after it."""
    if left.longest <= 1:
        return f"Question {count}. Most likely the last."
    usual, longest = max(1, left.usual - 1), left.longest - 1
    about = f"{usual}" if longest - usual <= 2 else f"{usual} to {longest}"
    return f"Question {count}. About {about} more."
