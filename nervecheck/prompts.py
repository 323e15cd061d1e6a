"""Questions on a terminal or a pipe, line by line: numbered choices, no redrawing, no default that could pass for an answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from nervecheck.answer import Answer, NoneOfThese, NotSure, Number, Picked
from nervecheck.interview import Interview, NotOffered
from nervecheck.model import Option, Question, QuestionType
from nervecheck.problems import InputEnded, Stopped
from nervecheck.report import label
from nervecheck.terms import Urgency
from nervecheck.text import one_line, wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_NUMBER = re.compile(r"-?[0-9]{1,9}")


class Unclear(ValueError):
    """What was typed is no answer; the message says what is allowed."""


class Talk(NamedTuple):
    """How to speak with the person: lines out, lines in ("" at the end of input), and the width of a line."""

    say: Callable[[str], None]
    hear: Callable[[], str]
    width: int
    patient: bool = True  # a person is there to press a key; a pipe is not

    def tell(self, text: str, first: str = "", rest: str | None = None) -> None:
        """Says the text, broken into lines."""
        for line in wrap(one_line(text), self.width, first, rest):
            self.say(line + "\n")

    def ask(self) -> str:
        """The next line typed, without white space around it.

        Raises InputEnded at the end of input: an answer is never made up.
        """
        self.say("> ")
        line = self.hear()
        if not line:
            self.say("\n")
            raise InputEnded("The input ended before the last question, so there is no result.")
        return line.strip()


def opening(lines: tuple[str, ...], emergency: str, talk: Talk) -> None:
    """What this is and is not, and the number to call; one key to go on."""
    for line in lines:
        talk.tell(line)
    talk.tell(f"In an emergency call {emergency}.")
    if talk.patient:
        talk.say("\nPress Enter to begin, or q and Enter to leave.\n")
        if talk.ask().lower() == "q":
            raise Stopped("Nothing was asked.")
        talk.say("\n")


def interview(
    state: Interview, talk: Talk, after: Callable[[Interview], None], alarm: Callable[[Interview], None]
) -> Interview:
    """Asks until the record is complete and gives the interview with all answers.

    `after` is called with each new state, `alarm` whenever the answers reach `emergency` and questions remain.
    Raises Stopped when the person leaves, InputEnded at the end of input.
    """
    alarmed = False
    while (question := state.question) is not None:
        urgent = state.progress.lowest >= Urgency.EMERGENCY
        if urgent and not alarmed:
            alarm(state)
        if alarmed and not urgent:
            talk.tell("With this answer it is no longer an emergency. Go on to see how soon to get help.")
        alarmed = urgent
        state = _one(state, question, talk)
        after(state)
    return state


def _one(state: Interview, question: Question, talk: Talk) -> Interview:
    """The state after one question was answered, kept, or left by going back."""
    options = state.options(question)
    _show(state, question, options, talk)
    which = False  # whether the list is asked as "which might be true?"
    while True:
        typed = talk.ask()
        try:
            match typed.lower():
                case "q":
                    raise Stopped("You left before the result.")
                case "?":
                    talk.tell(question.why or "It changes what is advised.")
                case "b" if not which:
                    return _back(state, talk)
                case "r" | "b":
                    which = which and typed.lower() == "r"
                    _show(state, question, options, talk, which)
                case "u" | "unsure" if question.ask_which and not which:
                    which = True
                    _show(state, question, options, talk, which)
                case "" if state.revisited is not None and question.id in state.answers:
                    return state.keep()
                case _:
                    return _answered(state, question, _read(typed, question, options, which), talk)
        except (Unclear, NotOffered) as error:
            talk.tell(f"{error} {_allowed(question, options)}")


def _back(state: Interview, talk: Talk) -> Interview:
    earlier = state.back()
    talk.say("\n")
    if earlier is state:
        talk.tell("This is the first question.")
    return earlier


def _answered(state: Interview, question: Question, answer: Answer, talk: Talk) -> Interview:
    after, dropped = state.answer(answer)
    talk.tell(f"Answered: {'; '.join(spoken(question, answer))}.")
    for name in dropped:
        talk.tell(f"No longer asked, so its answer is dropped: {state.tree.questions[name].ask}")
    talk.say("\n")
    return after


def spoken(question: Question, answer: Answer) -> Iterator[str]:
    """The answer in the words of the screen."""
    match answer:
        case Number(value):
            yield f"{value} {question.unit}".strip()
        case NoneOfThese():
            yield "none of these"
        case NotSure():
            yield "not sure"
        case Picked(yes, unsure):
            yield from (label(question, name) for name in yes)
            yield from (f"not sure: {label(question, name)}" for name in unsure)


def _show(state: Interview, question: Question, options: tuple[Option, ...], talk: Talk, which: bool = False) -> None:
    """The question on at most 24 rows of 80 columns, so that a whole danger list is seen at once."""
    section = next(s for s in state.tree.about.sections if question in s.questions)
    talk.tell(f"-- {section.title} --")
    talk.tell(question.ask)
    if which or question.help:
        talk.tell("Which of these might be true?" if which else question.help)
    _list(question, options, talk)
    given = state.answers.get(question.id)
    if given is not None and not which:
        talk.tell(f"Your answer was: {'; '.join(spoken(question, given))}. Enter keeps it.")
    talk.tell("Numbers: 1,3; 0 if none of them might be true; b = back to the list." if which else _keys(question))


def _list(question: Question, options: tuple[Option, ...], talk: Talk) -> None:
    if question.type is QuestionType.MANY:
        talk.tell("None of these", " 0  ", "    ")
    names = ("Yes", "No") if question.type is QuestionType.YES_NO else ()
    for number, text in enumerate(names, 1):
        talk.tell(text, f"{number:2}  ", "    ")
    for number, option in enumerate(options, 1):
        talk.tell(option.label, f"{number:2}  ", "    ")
        if option.hint:
            talk.tell(option.hint, "    ")


def _keys(question: Question) -> str:
    how = {
        QuestionType.MANY: "Numbers: 1,3; 2? = not sure of 2;",
        QuestionType.NUMBER: "A number;",
    }.get(question.type, "One number;")
    unsure = "u = not sure, " if question.offers_unsure else ""
    return f"{how} {unsure}b = back, ? = why, q = quit"


def _allowed(question: Question, options: tuple[Option, ...]) -> str:
    if question.type is QuestionType.NUMBER:
        return question.help or f"Type a whole number from {question.low} to {question.high}."
    last = 2 if question.type is QuestionType.YES_NO else len(options)
    if question.type is QuestionType.MANY:
        return f"Type 0 for none, or numbers from 1 to {last} with commas between. r repeats the list."
    return f"Type a number from 1 to {last}. r repeats the list."


def _read(typed: str, question: Question, options: tuple[Option, ...], which: bool) -> Answer:
    """The answer that the line stands for; asked which might be true, every choice is one not sure of. Raises Unclear."""
    if typed.lower() in ("u", "unsure") and not which:
        return NotSure()
    if question.type is QuestionType.NUMBER:
        if not _NUMBER.fullmatch(typed):
            raise Unclear(f"'{typed}' is no whole number." if typed else "A number is needed.")
        return Number(int(typed))
    names = ("yes", "no") if question.type is QuestionType.YES_NO else tuple(option.id for option in options)
    words = [word for word in re.split(r"[,\s]+", typed) if word]
    if not words:
        raise Unclear("Nothing is chosen for you: an answer is needed.")
    if question.type is not QuestionType.MANY:
        if len(words) > 1:
            raise Unclear("One answer is needed here, and no more.")
        return Picked((_name(words[0], names),))
    return _several([word.rstrip("?") + "?" for word in words] if which else words, names)


def _several(words: list[str], names: tuple[str, ...]) -> Answer:
    if any(word.rstrip("?") in ("0", "none") for word in words):
        if len(words) > 1:
            raise Unclear("0 means none of these, so it stands alone.")
        return NoneOfThese()
    doubted = {_name(word[:-1], names) for word in words if word.endswith("?")}
    chosen = {_name(word, names) for word in words if not word.endswith("?")}
    return Picked(tuple(n for n in names if n in chosen), tuple(n for n in names if n in doubted - chosen))


def _name(word: str, names: tuple[str, ...]) -> str:
    if word.isascii() and word.isdigit() and 1 <= int(word) <= len(names):
        return names[int(word) - 1]
    if word.lower() in names:
        return word.lower()
    raise Unclear(f"'{word}' is not in the list.")
