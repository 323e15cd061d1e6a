"""The plain face: numbered lines, one after the other. No redrawing, no boxes, no colour; nothing is ever cleared.

It serves screen readers, terminals that can do little, and lines from a pipe, which are taken in the order of the questions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nervecheck.base.errors import InputEnded, Stopped
from nervecheck.base.text import cells, one_line, wrap
from nervecheck.interview.state import NotOffered, validate
from nervecheck.prompts.face import Asked, Choice, Given, Navigation, Page, Step
from nervecheck.prompts.typed_answer import NOT_SURE, Unclear, read
from nervecheck.prompts.words import NO_WHY, WHICH, allowed_span, spoken
from nervecheck.tree.model import Question, QuestionType

if TYPE_CHECKING:
    from collections.abc import Callable

    from nervecheck.report.document import Document
    from nervecheck.tree.model import Option


class Talk(NamedTuple):
    """How to speak with the person: lines out, lines in ("" at the end of input), and the width of a line.

    `measure` gives the width as it is by now, where that can change.
    """

    say: Callable[[str], None]
    hear: Callable[[], str]
    width: int
    patient: bool = True
    measure: Callable[[], int] | None = None

    @property
    def columns(self) -> int:
        """The width of a line now."""
        return self.measure() if self.measure is not None else self.width

    def tell(self, text: str, first: str = "", rest: str | None = None) -> None:
        """Says the text, broken into lines."""
        for line in wrap(one_line(text), self.columns, first, rest):
            self.say(line + "\n")

    def listen(self) -> str:
        """The next line typed, without white space around it.

        Raises InputEnded at the end of input: an answer is never made up.
        """
        self.say("> ")
        line = self.hear()
        if not line:
            self.say("\n")
            raise InputEnded("The input ended before the last question, so there is no result.")
        return line.strip()


def opening(lines: tuple[str, ...], emergency: str, talk: Talk, arrows: bool) -> bool:
    """What this is and is not, and the number to call; one key to go on. Gives whether plain lines are wanted from here on.

    It is plain lines for everybody, so that a screen reader can read how to get more of them. Raises Stopped.
    """
    for line in lines:
        talk.tell(line)
    talk.tell(f"In an emergency call {emergency}.")
    if not talk.patient:
        return True
    talk.say("\n")
    plain = "p and Enter for plain numbered lines (for screen readers), " if arrows else ""
    talk.tell(f"Press Enter to begin, {plain}{'' if arrows else 'or '}q and Enter to leave.")
    typed = talk.listen().lower()
    if typed == "q":
        raise Stopped("Nothing was asked.")
    return not arrows or typed == "p"


class PlainFace:
    """The face of numbered lines."""

    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self._read: Document = ()  # what stands above the choices and was read out last

    @property
    def patient(self) -> bool:
        """Whether a person is there; a pipe gets no page that is no question, so that its lines stay in their order."""
        return self.talk.patient

    def tell(self, text: str) -> None:
        """Says the text on lines of its own."""
        self.talk.tell(text)

    def show(self, title: str, document: Document) -> None:
        """Reads the document out."""
        if title:
            self.talk.say("\n")
            self.talk.tell(f"-- {title} --")
        self._read_out(document)

    def ask(self, asked: Asked) -> Step:
        """Puts the question until it is answered or left; the list is repeated on `r` alone."""
        options, question = asked.state.options(asked.question), asked.question
        self._read = ()
        self._put(asked, options)
        which = False  # whether the list is asked as "which might be true?"
        while True:
            typed = self.talk.listen()
            match typed.lower():
                case "q":
                    return Navigation.LEAVE
                case "?":
                    self.talk.tell(question.why or NO_WHY)
                case "b" if not which:
                    return Navigation.BACK
                case "r" | "b":
                    which = which and typed.lower() == "r"
                    self._put(asked, options, which)
                case word if word in NOT_SURE and question.asks_which and not which:
                    which = True
                    self._put(asked, options, which)
                case "" if asked.state.revisited is not None and question.id in asked.state.answers:
                    return Navigation.KEEP
                case _:
                    given = self._given(typed, question, options, which)
                    if given is not None:
                        return given

    def choose(self, page: Page) -> str:
        """The id of the choice made, by its number or, in a long list, by its name."""
        if page.above != self._read:  # not again for each choice on one page
            self._read_out(page.above)
            self._read = page.above
        self._put_page(page)
        while True:
            typed = self.talk.listen().lower()
            if not typed and page.enter:
                return page.enter
            if typed == "r":
                self._put_page(page._replace(by_name=False))
            elif typed in ("b", "q") and (where := page.back if typed == "b" else page.quit):
                return where
            elif (chosen := _choice(typed, page.choices)) is not None:
                return chosen
            else:
                said = f"'{typed}' is not in the list." if typed else "Nothing is chosen for you."
                self.talk.tell(f"{said} {_wanted(page)}")

    def words(self, ask: str) -> str:
        """The line typed; "" for an empty one, `b` or `q`."""
        self.talk.say("\n")
        self.talk.tell(ask)
        self.talk.tell("Type words and Enter; b = back")
        typed = self.talk.listen()
        return "" if typed.lower() in ("b", "q") else typed

    def _given(self, typed: str, question: Question, options: tuple[Option, ...], which: bool) -> Given | None:
        try:
            answer = read(typed, question, options, which)
            validate(question, options, answer)
        except (Unclear, NotOffered) as error:
            self.talk.tell(f"{error} {_allowed(question, options)}")
            return None
        self.talk.tell(f"Answered: {spoken(question, answer)}.")
        return Given(answer)

    def _put(self, asked: Asked, options: tuple[Option, ...], which: bool = False) -> None:
        """The question on at most 24 rows of 80 columns, so that a whole danger list is heard and seen at once."""
        state, question = asked.state, asked.question
        section = state.tree.section_of(question.id)
        self.talk.say("\n")
        if asked.standing:
            self.talk.tell(asked.standing)
        self.talk.tell(f"-- {section.title} --")
        self.talk.tell(question.ask)
        revisited = state.revisited is not None and question.id in state.answers
        beside = WHICH if which else " ".join(filter(None, (question.help, "" if revisited else asked.progress)))
        if beside:
            self.talk.tell(beside)
        self._list(question, options)
        if revisited and not which:
            self.talk.tell(f"Your answer was: {spoken(question, state.answers[question.id])}. Enter keeps it.")
        for line in _run_on(_WHICH_KEYS if which else _keys(question), self.talk.columns):
            self.talk.tell(line)

    def _list(self, question: Question, options: tuple[Option, ...]) -> None:
        if question.type is QuestionType.MANY:
            self.talk.tell("None of these", " 0  ", "    ")
        names = ("Yes", "No") if question.type is QuestionType.YES_NO else ()
        for count, text in enumerate(names, 1):
            self.talk.tell(text, f"{count:2}  ", "    ")
        for count, option in enumerate(options, 1):
            self.talk.tell(option.label, f"{count:2}  ", "    ")
            if option.hint:
                self.talk.tell(option.hint, "    ")

    def _put_page(self, page: Page) -> None:
        self.talk.say("\n")
        if page.title:
            self.talk.tell(f"-- {page.title} --")
        self.talk.tell(page.ask)
        if page.by_name:
            self.talk.tell(_wanted(page))
        elif page.short:
            for line in _run_on([f"{count} {choice.label}" for count, choice in enumerate(page.choices, 1)], self.talk.columns):
                self.talk.tell(line)
        else:
            for count, choice in enumerate(page.choices, 1):
                self.talk.tell(choice.label, f"{count:2}  ", "    ")
        self.talk.tell(_page_keys(page))

    def _read_out(self, document: Document) -> None:
        if document:
            self.talk.say("\n")
            from nervecheck.render.terminal import text

            self.talk.say(text(document, self.talk.columns))


def _choice(typed: str, choices: tuple[Choice, ...]) -> str | None:
    if typed.isascii() and typed.isdigit() and len(typed) < 5:
        return choices[int(typed) - 1].id if 1 <= int(typed) <= len(choices) else None
    exact = [choice.id for choice in choices if typed and typed in (choice.id.lower(), choice.label.lower())]
    begun = [choice.id for choice in choices if len(typed) > 1 and choice.label.lower().startswith(typed)]
    named = exact or begun
    return named[0] if len(named) == 1 else None


def _wanted(page: Page) -> str:
    if page.by_name:
        return f"Type its name or its code. r lists all {len(page.choices)}."
    return f"Type a number from 1 to {len(page.choices)}. r repeats the list."


def _run_on(items: list[str], width: int) -> list[str]:
    """The items one after the other, with lines broken only between them."""
    lines = [""]
    for item in items:
        longer = f"{lines[-1]}; {item}" if lines[-1] else item
        if lines[-1] and cells(longer) > width - 1:
            lines[-1] += ";"
            lines.append(item)
        else:
            lines[-1] = longer
    return lines


_WHICH_KEYS = ["Numbers: 1,3", "0 if none of them might be true", "b = back to the list"]


def _keys(question: Question) -> list[str]:
    how = {
        QuestionType.MANY: ["Numbers: 1,3 or 1,2?", "2? = not sure of 2"],
        QuestionType.NUMBER: ["A number"],
    }.get(question.type, ["One number"])
    unsure = ["u = not sure"] if question.offers_unsure else []
    private = ["p = rather not say"] if question.sensitive else []
    return [*how, *unsure, *private, "b = back", "? = why", "q = quit"]


def _page_keys(page: Page) -> str:
    enter = next((choice.label for choice in page.choices if choice.id == page.enter), "")
    keys = [f"Enter = {enter.lower()}" if enter else "", "b = back" if page.back else "", "q = quit" if page.quit else ""]
    return "; ".join(["A name" if page.by_name else "One number", *(key for key in keys if key)]) + "."


def _allowed(question: Question, options: tuple[Option, ...]) -> str:
    if question.type is QuestionType.NUMBER:
        return question.help or allowed_span(question)
    last = 2 if question.type is QuestionType.YES_NO else len(options)
    if question.type is QuestionType.MANY:
        return f"Type 0 for none, or numbers from 1 to {last} with commas between. r repeats the list."
    return f"Type a number from 1 to {last}. r repeats the list."
