"""`nervecheck ask`: from answers given, asked for or both, to one report in the right place."""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from nervecheck.answers import AnswersFile, read_answers, read_settings, write_answers
from nervecheck.cli.screen import coloured, is_plain
from nervecheck.cli.streams import deliver, is_terminal, questions_folder, screen_width, write_whole
from nervecheck.facts import Numbers, Report
from nervecheck.interview import Interview
from nervecheck.load import load
from nervecheck.needed import worst_of
from nervecheck.problems import ExitCode, InputEnded, NervecheckError, NotWritten, Stopped, UsageError, nearest
from nervecheck.report import action_report, make_report, numbers_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from nervecheck.model import Tree


class Wish(NamedTuple):
    """The options of the command, as given."""

    answers: str | None
    resume: str | None
    settings: tuple[str, ...]
    save: Path | None
    format: str | None
    output: Path | None
    region: str | None
    plain: bool
    questions: Path | None
    exit_code: bool

    @property
    def is_plain(self) -> bool:
        """Whether the terminal is to be written to without lines and colour."""
        return is_plain(self.plain)


def run(wish: Wish) -> ExitCode:
    """Makes the report of the wish and delivers it; gives the exit code. Raises NervecheckError."""
    if wish.answers is not None and wish.resume is not None:
        raise UsageError("--answers and --resume exclude each other: the first never asks, the second asks what is missing.")
    _refuse_lost_work(wish)
    tree = load(questions_folder(wish.questions), promises=False)
    numbers = _numbers(tree, wish.region)
    given = _given(wish, tree)
    state = Interview(tree, given.answers)
    if wish.answers is None:
        state = _Asking(wish, tree, numbers).run(state)
    if wish.save is not None:
        write_whole(wish.save, write_answers(tree, state.answers))
    report = make_report(tree, state.answers, numbers, given.notes)
    _deliver(report, wish)
    if not wish.exit_code:
        return ExitCode.FINISHED
    return ExitCode[report.urgency.upper().replace("-", "_")]


def _refuse_lost_work(wish: Wish) -> None:
    """Finds out before the first question, and not after the last, that a file cannot be written or would be lost."""
    for file in (wish.output, wish.save):
        if file is not None and not file.parent.is_dir():
            raise NotWritten(f"{file} cannot be written: there is no folder {file.parent}.")
        if file is not None and wish.answers is not None and file.resolve() == Path(wish.answers).resolve():
            raise UsageError(f"{file} holds the answers that are read. Name another file to write.")
    save = wish.save
    if wish.answers is None and save is not None and save.exists() and str(save) != wish.resume:
        raise UsageError(f"{save} exists already. Go on with --resume {save} --save {save}, or name another file.")


def _given(wish: Wish, tree: Tree) -> AnswersFile:
    """The answers that come with the command."""
    name = wish.answers if wish.answers is not None else wish.resume
    if name is None:
        return read_settings(wish.settings, tree)
    return read_answers(_raw(name), "stdin" if name == "-" else name, tree, wish.settings, wish.answers is not None)


def _raw(name: str) -> bytes:
    if name == "-" and sys.stdin is None:
        raise UsageError("stdin is closed, so there are no answers to read.")
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise UsageError(f"{name} cannot be read: {error.strerror}.") from None


def _numbers(tree: Tree, region: str | None) -> Numbers:
    if region is not None:
        return numbers_for(tree, _region(tree, region))
    language = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    found = re.match(r"[a-z]{2,3}_([A-Z]{2})", language)
    return numbers_for(tree, found.group(1) if found else None, guessed=True)


def _region(tree: Tree, wanted: str) -> str:
    """The code of the country meant, by its code or its name."""
    codes = {place.name.upper(): code for code, place in tree.regions.items()} | {code: code for code in tree.regions}
    word = {"UK": "GB"}.get(wanted.upper(), wanted.upper())
    if word in codes:
        return codes[word]
    begun = [code for code in tree.regions if word.startswith(code)]
    hint = f"Did you mean '{begun[0]}'?" if begun else nearest(word, codes).split(" Allowed")[0]
    raise UsageError(f"--region {wanted} is not known. {hint} Give a code such as GB, or a country's name.")


class _Asking:
    """One interview with the person at the terminal, or with the lines of a pipe."""

    def __init__(self, wish: Wish, tree: Tree, numbers: Numbers) -> None:
        from nervecheck.prompts import Talk

        self.wish, self.tree, self.numbers = wish, tree, numbers
        self.talk = Talk(_say, _hear, screen_width(), patient=is_terminal(sys.stdin))
        self.state = Interview(tree, {})

    def run(self, state: Interview) -> Interview:
        """The finished interview; a person who leaves is told what the ticked signs can lead to, and how to go on."""
        from nervecheck.prompts import interview, opening

        self.state = state
        try:
            if not state.answers and state.question is not None:
                opening(self.tree.advice.opening, self.numbers.emergency, self.talk)
            return interview(state, self.talk, self._keep, self._alarm)
        except KeyboardInterrupt:
            self.talk.say("\n")
            self._leave(Stopped("You stopped before the result."))
        except InputEnded as ended:
            # a closed terminal is a person who left; a pipe that ran dry is a file with answers missing
            self._leave(Stopped(str(ended)) if self.talk.patient else ended)
        except Stopped as stopped:
            self._leave(stopped)

    def _keep(self, state: Interview) -> None:
        self.state = state
        if self.wish.save is not None:
            write_whole(self.wish.save, write_answers(self.tree, state.answers))

    def _alarm(self, state: Interview) -> None:
        _tell_action(make_report(self.tree, state.answers, self.numbers))
        self.talk.tell("You can stop here and go. The next questions only look for a reason to call an ambulance.")
        self.talk.say("\n")

    def _leave(self, why: NervecheckError) -> NoReturn:
        signs = self.state.danger()
        if signs:
            worst = max(self.state.progress.lowest, worst_of(self.tree, self.state.answers, signs))
            self.talk.tell("You chose a danger sign. As the questions were not finished, take it at its most serious:")
            if worst <= self.state.progress.lowest:
                _tell_action(make_report(self.tree, self.state.answers, self.numbers))
            else:
                _tell_action(action_report(self.tree, worst, self.numbers))
            self.talk.tell("If you can, answer the rest: then the advice is more exact.")
        raise type(why)(f"{why}\n{self._how_to_go_on()}".rstrip())

    def _how_to_go_on(self) -> str:
        if self.wish.save is not None and self.state.answers:
            file = quote(str(self.wish.save))
            return f"Your answers are kept. Go on with:\n  nervecheck ask --resume {file} --save {file}"
        if self.wish.resume is not None:
            return f"The file {self.wish.resume} is as it was."
        return "Nothing was kept; --save FILE keeps your answers next time." if self.state.answers else ""


def _say(text: str) -> None:
    """Writes to stderr; a stderr that is gone must not end an interview that a person can still read elsewhere."""
    if sys.stderr is not None and not sys.stderr.closed:
        with suppress(OSError):
            sys.stderr.write(text)
            sys.stderr.flush()


def _hear() -> str:
    return "" if sys.stdin is None or sys.stdin.closed else sys.stdin.readline()


def _deliver(report: Report, wish: Wish) -> None:
    """The report in its format, in its place, and the action on the terminal too when the report goes elsewhere."""
    to_screen = wish.output is None and is_terminal(sys.stdout)
    asked_here = wish.answers is None and is_terminal(sys.stderr)
    if asked_here and not to_screen:
        _tell_action(report)
    name = wish.format or ("terminal" if to_screen else _format_of(wish.output))
    shown = name == "terminal" and wish.output is None
    deliver(_coloured(report, wish) if shown else _TEXTS[name](report), wish.output)
    if asked_here and wish.output is not None:
        _say(f"The report is in {wish.output}.\n")


def _format_of(output: Path | None) -> str:
    return "json" if output is not None and output.suffix == ".json" else "markdown"


def _json(report: Report) -> str:
    from nervecheck.render.json import render

    return render(report)


def _markdown(report: Report) -> str:
    from nervecheck.compose import compose
    from nervecheck.render.markdown import render

    return render(compose(report))


def _terminal(report: Report) -> str:
    from nervecheck.compose import compose
    from nervecheck.render.terminal import text

    return text(compose(report), screen_width())


_TEXTS: dict[str, Callable[[Report], str]] = {"json": _json, "markdown": _markdown, "terminal": _terminal}


def _coloured(report: Report, wish: Wish) -> str:
    from nervecheck.compose import compose

    return coloured(compose(report), wish.is_plain)


def _tell_action(report: Report) -> None:
    from nervecheck.compose import action
    from nervecheck.render.terminal import text

    _say(text(action(report), screen_width()) + "\n")
