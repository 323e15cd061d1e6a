"""The interview at a terminal or on a pipe: which face asks, where answers are kept, what is said to whoever leaves."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from functools import partial
from io import TextIOWrapper
from itertools import chain, count
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, NoReturn

from nervecheck.base.errors import InputEnded, NervecheckError, NotWritten, Stopped
from nervecheck.base.text import named, one_line, typed
from nervecheck.cli.options import format_of
from nervecheck.cli.streams import is_terminal, screen_width, write_whole
from nervecheck.engine.needed import worst_of
from nervecheck.engine.triage import decision
from nervecheck.interview.answers_file import write_answers
from nervecheck.interview.state import Interview
from nervecheck.prompts.face import Choice
from nervecheck.prompts.plain_face import PlainFace, Talk, opening
from nervecheck.prompts.session import Ending, Hooks, interview, review
from nervecheck.report.facts import Excerpt, More, Numbers, Report
from nervecheck.report.make import action_report, make_report, numbers_for
from nervecheck.report.signed import review_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from nervecheck.cli.options import AskOptions
    from nervecheck.prompts.face import Face
    from nervecheck.prompts.result import Library
    from nervecheck.report.document import Document
    from nervecheck.tree.model import Tree

_LONGEST_LINE = 10_000
ANSWERS_FILE = "nervecheck-answers.yaml"
REPORT_FILES = {"nervecheck-report.html": "Save the report as a page", "nervecheck-report.md": "Save the report as text"}


class InteractiveInterview:
    """One interview with the person at the terminal, or with the lines of a pipe."""

    def __init__(self, options: AskOptions, tree: Tree, numbers: Numbers) -> None:
        self.options, self.tree, self.numbers = options, tree, numbers
        if isinstance(sys.stdin, TextIOWrapper):
            sys.stdin.reconfigure(errors="replace")  # bytes that are no text are no answer, and no fault
        self.talk = Talk(say, _hear, screen_width(), is_terminal(sys.stdin), measure=screen_width)
        self.face: Face = PlainFace(self.talk)
        self.arrows = _can_draw(options)
        self.state = Interview(tree, {})
        self.ending = Ending.RESULT
        self.kept: Path | None = options.save

    def run(self, state: Interview) -> Interview:
        """The finished interview; a person who leaves is told what the ticked signs can lead to, and how to go on."""
        self.state = state
        try:
            if not state.answers and state.question is not None:
                lines = (*self.tree.advice.opening, review_line(self.tree))
                self.arrows &= not opening(lines, self.numbers.emergency, self.talk, self.arrows)
            with self._screen():
                finished, self.ending = interview(state, self.face, self._hooks())
                return finished
        except KeyboardInterrupt:
            self.talk.say("\n")
            self._leave(Stopped("You stopped before the result."))
        except InputEnded as ended:
            # a closed terminal is a person who left; a pipe that ran dry is a file with answers missing
            self._leave(Stopped(str(ended)) if self.talk.patient else ended)
        except Stopped as stopped:
            self._leave(stopped)

    def read(self, report: Report, state: Interview) -> Interview | None:
        """Shows the result; gives the interview to go on with when an answer is to change or to come, None when all is read."""
        from nervecheck.prompts.result import CHANGE, Saving, parts, read
        from nervecheck.report.compose import action, compose

        pieces = parts(action(report), compose(report))
        savings = [
            Saving(Choice(name, label), partial(self._save_report, report, name)) for name, label in REPORT_FILES.items()
        ]
        if self.kept is None:
            savings.append(Saving(Choice("answers", "Save the answers"), lambda: self._save_answers(state)))
        first = "Summary" if self.ending is Ending.SUMMARY else ""
        # the result was given: leaving it, however that is done, is no failure
        with suppress(InputEnded, KeyboardInterrupt, Stopped), self._screen():
            while self.ending is not Ending.STOP:
                more = _asked_now(report, state)
                chosen = read(pieces, self._library(report), self.face, tuple(savings), more, first)
                if chosen == CHANGE:
                    chosen = review(state, self.face, Choice("result", "Back to the result"))
                    if chosen in state.answers:
                        return state.change(chosen)
                elif chosen not in state.tree.optional:
                    break
                elif isinstance(given := self._asked_after(state.change(chosen)), Interview):
                    return given
                first = ""
        return None

    def _library(self, report: Report) -> Library | None:
        """What fits these answers in the library, and a search of all of it; None in an emergency, where nothing may delay."""
        if report.urgency in ("emergency", "ambulance"):
            return None
        from nervecheck.prompts.result import Library
        from nervecheck.report.reading import article, look_up

        def pages(items: Iterable[Excerpt | More]) -> dict[str, Callable[[], Document]]:
            return {item.title: partial(article, self.tree, item.id) for item in items}

        def search(words: str) -> tuple[dict[str, Callable[[], Document]], bool, tuple[str, ...]]:
            found = look_up(self.tree, words.split())
            return pages(found.articles), found.clear, found.slips

        return Library(pages((*report.excerpts, *report.more)), search)

    def _asked_after(self, state: Interview) -> Interview | None:
        """The interview after a question that comes after the result; None if it was left."""
        from nervecheck.prompts.face import Asked, Given

        question = state.question
        step = self.face.ask(Asked(state, question)) if question is not None else None
        return state.answer(step.answer)[0] if isinstance(step, Given) else None

    @contextmanager
    def _screen(self) -> Iterator[None]:
        """The face to ask with: arrow keys on a screen of its own while that is open, where the terminal can do it."""
        if not self.arrows:
            yield
            return
        from nervecheck.cli.terminal import TerminalScreen
        from nervecheck.prompts.arrow_face import ArrowFace

        plain = self.face
        with TerminalScreen(sys.stdin.fileno(), sys.stderr, styled=not os.environ.get("NO_COLOR")) as screen:
            self.face = ArrowFace(screen)
            try:
                yield
            finally:
                self.face = plain

    def _hooks(self) -> Hooks:
        return Hooks(self._keep, self._action, self._places, self._place, self._keep_as, self._keep_in)

    def _keep(self, state: Interview) -> None:
        self.state = state
        if self.kept is not None:
            write_whole(self.kept, write_answers(self.tree, state.answers, state.asked_again))

    def _action(self, state: Interview) -> Document:
        from nervecheck.report.compose import action

        return action(make_report(self.tree, state.answers, self.numbers))

    def _places(self) -> tuple[Choice, ...]:
        """The countries, by name, while none is known."""
        known = self.options.region is not None or bool(self.numbers.hospital)
        places = () if known else sorted((place.name, code) for code, place in self.tree.regions.items())
        return tuple(Choice(code, name) for name, code in places)

    def _place(self, code: str) -> None:
        self.numbers = numbers_for(self.tree, code)

    def _keep_as(self) -> str:
        return "" if self.kept is not None else str(_free(ANSWERS_FILE))

    def _keep_in(self, state: Interview, file: str) -> None:
        self.state, self.kept = state, Path(file)
        write_whole(self.kept, write_answers(self.tree, state.answers, state.asked_again))

    def _save_report(self, report: Report, name: str) -> str:
        from nervecheck.cli.ask import report_text

        file = _free(name)
        return _written(file, report_text(report, self.options, format_of(file)), "The report is")

    def _save_answers(self, state: Interview) -> str:
        return _written(_free(ANSWERS_FILE), write_answers(self.tree, state.answers, state.asked_again), "Your answers are")

    def _leave(self, why: NervecheckError) -> NoReturn:
        signs = self.state.danger()
        if signs:
            lowest = self.state.progress.lowest
            worst = max(lowest, worst_of(self.tree, self.state.answers, signs))
            if worst > lowest and not self.state.signs():  # only lines that open lists: whether a sign is there was not said
                self.talk.tell("You chose a line that danger signs may stand behind. If one of them may be true:")
                _say_banner(action_report(self.tree, worst, self.numbers))
            else:
                chosen = "You chose a danger sign. " if self.state.signs() else ""
                self.talk.tell(f"{chosen}As the questions were not finished, take it at its most serious:")
                if worst > lowest:
                    tell_action(action_report(self.tree, worst, self.numbers))
                else:
                    tell_action(make_report(self.tree, self.state.answers, self.numbers))
            self.talk.tell("If you can, answer the rest: then the advice is more exact.")
        raise type(why)(f"{why}\n{self._how_to_go_on()}".rstrip())

    def _how_to_go_on(self) -> str:
        if self.kept is not None and self.state.answers:
            file = one_line(quote(str(self.kept)))
            return f"Your answers are kept. Go on with:\n  {typed(f'ask --resume {file} --save {file}', self.tree.named)}"
        if self.options.resume is not None:
            return f"The file {named(self.options.resume)} is as it was."
        return "Nothing was kept; --save FILE keeps your answers next time." if self.state.answers else ""


def _asked_now(report: Report, state: Interview) -> tuple[Choice, ...]:
    """The questions that come after the result; none where nothing may delay, or where there is nothing to read."""
    if report.urgency in ("emergency", "ambulance") or not report.covered:
        return ()
    _, applied = decision(state.tree, state.answers)
    sections = [section for section in state.tree.about.sections if section.optional]
    return tuple(Choice(q.id, section.title) for section in sections for q in section.questions if q.id in applied)


def _can_draw(options: AskOptions) -> bool:
    """Whether the terminal can be drawn on, and nobody wants plain lines."""
    if options.is_plain or not os.environ.get("TERM") or not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        return False
    try:
        import termios  # noqa: F401  Windows has none
    except ImportError:
        return False
    return True


def say(text: str) -> None:
    """Writes to stderr; a stderr that is gone must not end an interview that a person can still read elsewhere."""
    if sys.stderr is not None and not sys.stderr.closed:
        with suppress(OSError):
            sys.stderr.write(text)
            sys.stderr.flush()


def tell_action(report: Report) -> None:
    """Says on the terminal what to do now."""
    from nervecheck.render.terminal import text
    from nervecheck.report.compose import action

    say(text(action(report), screen_width()) + "\n")


def _say_banner(report: Report) -> None:
    from nervecheck.render.terminal import text
    from nervecheck.report.action import banner

    say(text((banner(report),), screen_width()) + "\n")


def _hear() -> str:
    """The next line of stdin, or the first part of one that has no end; "" at the end, or where nothing can be read."""
    if sys.stdin is None or sys.stdin.closed:
        return ""
    try:
        return sys.stdin.readline(_LONGEST_LINE)
    except OSError:
        return ""


def _free(name: str) -> Path:
    """The first name like this that no file in the present folder has."""
    first = Path(name)
    names = chain([first], (first.with_stem(f"{first.stem}-{number}") for number in count(2)))
    return next(file for file in names if not file.exists())


def _written(file: Path, text: str, what: str) -> str:
    try:
        write_whole(file, text)
    except NotWritten as error:
        return str(error)
    return f"{what} in {named(file)}."
