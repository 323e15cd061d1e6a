"""The interview with a person, whichever face speaks: questions, the danger exit, leaving, and the review before the result."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from nervecheck.base.errors import InputEnded, Stopped
from nervecheck.interview.remaining import Known, remaining
from nervecheck.prompts.face import BACK, QUIT, Asked, Choice, Given, Navigation, Page
from nervecheck.prompts.words import CALM_AGAIN, answered_line, dropped, notes, progress
from nervecheck.tree.terms import Urgency

if TYPE_CHECKING:
    from collections.abc import Callable

    from nervecheck.interview.state import Interview
    from nervecheck.prompts.face import Face
    from nervecheck.report.document import Document


class Ending(Enum):
    """What the person wants once nothing is left to ask."""

    RESULT = "result"
    SUMMARY = "summary"
    STOP = "stop"


class Hooks(NamedTuple):
    """What the interview needs of the program round it.

    `after` is called with each new state. `action` gives what to do now. `places` lists the countries whose numbers can be
    shown, and is empty once the country is known; `place` takes the one chosen. `keep_as` is the file to offer to whoever
    leaves ("" when the answers are kept already), `keep` writes it.
    """

    after: Callable[[Interview], None]
    action: Callable[[Interview], Document]
    places: Callable[[], tuple[Choice, ...]]
    place: Callable[[str], None]
    keep_as: Callable[[], str]
    keep: Callable[[Interview, str], None]


_WRONG = Choice("wrong", "I chose the wrong line: go back")
_ON = Choice("on", "Go on: what can make it more urgent, then a summary")
_FIRST = Choice("on", "Go on first: what you chose before may need an ambulance")
_SUMMARY = Choice("on", "Go on to a summary to show the ambulance crew")
_DONE = Choice("on", "Go on to the result, with a summary to show at the hospital")
_STOP = Choice("stop", "Stop here")
_PLACE = Choice("place", "Show the number for my country")
_RESULT = Choice("result", "Show the result")
_SOME = Choice("some", "Answer some of them")
_NO_MORE = Choice("no-more", "Go on without")
FOR_HELPERS = "A few questions for whoever comes to help. You can stop at any time."
HOW_TO_SKIP = "b passes this one over, q ends these questions."
MOST_FOR_HELPERS = 3
CAN_GO = "You can stop here and go. The next questions only look for a reason to call an ambulance."
STAY = "Answer the next list first: what you chose before may need an ambulance instead."


def interview(state: Interview, face: Face, hooks: Hooks) -> tuple[Interview, Ending]:
    """Asks until the record is complete and the person has looked it over.

    Raises Stopped when the person leaves, InputEnded at the end of input.
    """
    return _Session(state, face, hooks).run()


class _Session:
    def __init__(self, state: Interview, face: Face, hooks: Hooks) -> None:
        self.state, self.face, self.hooks = state, face, hooks
        self.alarmed: Urgency | None = None  # the level whose action was shown last
        self.taken_back = False  # whether the answer that raised the alarm is being given anew
        self.standing = ""  # the line of the action that stays in sight
        self.asked = False
        self.known = Known()

    def run(self) -> tuple[Interview, Ending]:
        while True:
            doubted = self.state.doubted is not None  # asked before anybody is alarmed
            if not doubted and self.state.revisited is None and (ending := self._watch()) is not None:
                return self._hand_over(ending)
            if doubted or self.state.question is not None:
                self._question()
            elif self.alarmed is not None:
                return self._hand_over(Ending.RESULT)
            elif not self._reviewed():
                return self.state, Ending.RESULT

    def _hand_over(self, ending: Ending) -> tuple[Interview, Ending]:
        """After an emergency, and once nothing is needed: offers the questions for whoever comes to help, each to pass over."""
        if ending is Ending.STOP or not self.face.patient or not self.state.for_helpers():
            return self.state, ending
        above = self.hooks.action(self.state)
        page = Page("", FOR_HELPERS, (_SOME, _NO_MORE), above, back=_NO_MORE.id, quit=_NO_MORE.id, calm=False)
        try:
            if self.face.choose(page) == _SOME.id:
                self._ask_for_helpers()
        except (InputEnded, KeyboardInterrupt):
            return self.state, Ending.STOP  # all that decides was said: the result stands
        return self.state, ending

    def _ask_for_helpers(self) -> None:
        passed = list[str]()
        standing = _standing(self.hooks.action(self.state))
        for _ in range(MOST_FOR_HELPERS):
            name = next((name for name in self.state.for_helpers() if name not in passed), None)
            if name is None:
                return
            passed.append(name)
            state = self.state.change(name)
            match self.face.ask(Asked(state, state.tree.questions[name], HOW_TO_SKIP, standing)):
                case Given(answer):
                    self.state, _ = state.answer(answer)
                    self.hooks.after(self.state)
                case Navigation.LEAVE:
                    return

    def _watch(self) -> Ending | None:
        """Sounds the alarm when the answers reach an emergency, or a higher level, and says when it is one no longer."""
        level = self.state.progress.lowest
        if level >= Urgency.EMERGENCY and (self.taken_back or self.alarmed is None or self.alarmed < level):
            self.alarmed, self.taken_back = level, False
            return self._alarm()
        if level < Urgency.EMERGENCY and self.alarmed is not None:
            self.face.tell(CALM_AGAIN)
            self.alarmed, self.taken_back = None, False
        return None

    def _question(self) -> None:
        """One question: answered, kept, or left by going back."""
        state, doubted = self.state, self.state.doubted
        question = doubted or state.question
        assert question is not None  # noqa: S101  the caller looked
        if not doubted:  # what is asked again must not look as if it had been confirmed
            self.standing = _standing(self.hooks.action(state)) if self.alarmed is not None else ""
        step = self.face.ask(Asked(state, question, "" if doubted else self._progress(), self.standing))
        self.asked = True
        match step:
            case Navigation.LEAVE:
                self._leave()
            case Navigation.BACK if doubted:
                self.state = state.change(question.id)
            case Navigation.BACK:
                self._back()
            case Navigation.KEEP:
                self.state = state.keep()
            case Given(answer):
                self.state, lost = state.settle(answer) if doubted else state.answer(answer)
                for text in (*notes(question, answer), *(dropped(state, self.state, name) for name in lost)):
                    self.face.tell(text)
                self.hooks.after(self.state)

    def _progress(self) -> str:
        """Where the person stands; not at the first question, which must come at once, nor on a pipe, where nobody reads."""
        if not self.face.patient or not self.state.answers or self.state.revisited is not None:
            return ""
        left = remaining(self.state.tree, self.state.answers, self.known)
        return progress(len(self.state.answers) + 1, left) if left is not None else ""

    def _back(self) -> None:
        earlier = self.state.back()
        if earlier is self.state:
            self.face.tell("This is the first question.")
        self.state = earlier

    def _leave(self) -> None:
        """Ends by Stopped, once the person has said what becomes of the answers; or goes on with the questions."""
        file = self.hooks.keep_as()
        if file and self.state.answers and self.face.patient and not self.state.danger():  # a sign: nothing may delay
            keep = Choice("keep", f"Leave, and keep the answers in {file}")
            drop, on = Choice("drop", "Leave, and keep nothing"), Choice("on", "Go on with the questions")
            chosen = self.face.choose(Page("Leaving", "What about your answers?", (keep, drop, on), back="on", quit="drop"))
            if chosen == "on":
                return
            if chosen == "keep":
                self.hooks.keep(self.state, file)
        raise Stopped("You left before the result.")

    def _alarm(self) -> Ending | None:
        """The action at once; then the person takes it back, goes on, or stops. None to go on with the questions."""
        more = self.state.question is not None
        if not self.face.patient:
            return self._told_to_a_pipe() if more else Ending.RESULT
        done = _SUMMARY if self.state.progress.lowest is Urgency.AMBULANCE else _DONE
        on = _FIRST if self._opened_next() else _ON if more else done
        while True:
            choices = (_WRONG, on, _STOP, *([_PLACE] if self.hooks.places() else []))
            page = Page("", "What now?", choices, self.hooks.action(self.state), back="wrong", quit="stop", calm=False)
            try:
                chosen = self.face.choose(page)
            except (InputEnded, KeyboardInterrupt):
                if more:
                    raise
                return Ending.STOP  # all was said: the result stands
            match chosen:
                case "wrong":
                    self._take_back()
                    return None
                case "place":
                    self._place()
                case "stop" if more:
                    raise Stopped("You left before the result.")
                case "stop":
                    return Ending.STOP
                case _:
                    return None if more else Ending.SUMMARY

    def _told_to_a_pipe(self) -> Ending | None:
        self.face.show("", self.hooks.action(self.state))
        self.face.tell(STAY if self._opened_next() else CAN_GO)
        return None

    def _opened_next(self) -> bool:
        """Whether the next question is a list of danger signs that an earlier answer opened: to leave now is too soon."""
        return self.state.question is not None and self.state.question.id in self.state.tree.opened

    def _take_back(self) -> None:
        """To the last question that reports a danger sign; the alarm sounds anew if it is answered so again."""
        signs = list(self.state.signs())
        self.taken_back = True
        self.state = self.state.change(signs[-1]) if signs else self.state.back()

    def _place(self) -> None:
        """Asks for the country; after the action only, and kept for this run alone."""
        chosen = self.face.choose(Page("Emergency number", "Which country?", self.hooks.places(), by_name=True))
        if chosen not in (BACK, QUIT):
            self.hooks.place(chosen)

    def _reviewed(self) -> bool:
        """Whether the person goes on with the questions: after a look at all answers, one is to be changed."""
        if not self.asked or not self.face.patient:
            return False
        chosen = review(self.state, self.face, _RESULT)
        if chosen == _RESULT.id:
            return False
        if chosen == QUIT:
            self._leave()
        elif chosen == BACK:
            self.state = self.state.back()
        else:
            self.state = self.state.change(chosen)
        return True


def review(state: Interview, face: Face, done: Choice) -> str:
    """The id of the question whose answer is to be changed; or that of `done`, BACK or QUIT."""
    answers = tuple(Choice(name, answered_line(state, name)) for name in state.tree.questions if name in state.answers)
    return face.choose(Page("Your answers", "Choose one to change it.", (*answers, done), enter=done.id))


def _standing(action: Document) -> str:
    """The one line of the action that must stay in sight."""
    from nervecheck.report.document import Banner

    banner = next((block for block in action if isinstance(block, Banner)), None)
    return f"{banner.word.upper()}: {banner.headline}." if banner is not None else ""
