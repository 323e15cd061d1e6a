"""`nervecheck ask`: from answers given, asked for or both, to one report in the right place."""

from __future__ import annotations

import os
import re
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, NoReturn

from nervecheck.base.errors import ExitCode, Stopped, UsageError
from nervecheck.base.text import named, one_line
from nervecheck.cli.display import coloured
from nervecheck.cli.options import AskOptions, format_of, region_code
from nervecheck.cli.streams import deliver, input_bytes, is_same, is_terminal, loaded, refuse_place, screen_width, write_whole
from nervecheck.interview.answers_file import AnswersFile, read_answers, read_settings, write_answers
from nervecheck.interview.state import Interview
from nervecheck.report.facts import Numbers, Report
from nervecheck.report.make import make_report, numbers_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from nervecheck.tree.model import Tree


def run(options: AskOptions) -> ExitCode:
    """Makes the report that the options ask for and delivers it; gives the exit code. Raises NervecheckError."""
    if options.answers is not None and options.resume is not None:
        raise UsageError("--answers and --resume exclude each other: the first never asks, the second asks what is missing.")
    _refuse_lost_work(options)
    tree = loaded(options.questions, promises=False)
    numbers = _numbers(tree, options.region)
    given = _given(options, tree)
    state = Interview(tree, given.answers, asked_again=given.asked_again)
    if options.answers is None:
        _tell(given.notes)
        report = _asked(options, state, numbers, given.notes)
    else:
        _keep(options, state)
        report = make_report(tree, state.answers, numbers, given.notes, options.date, options.full)
        _deliver(report, options)
        _tell(given.notes)  # after what to do, which nothing may delay
    if not options.exit_code:
        return ExitCode.FINISHED
    return ExitCode[report.urgency.upper().replace("-", "_")]


def report_text(report: Report, options: AskOptions, name: str) -> str:
    """The report in the format of this name, as the options want it."""
    return _FORMATS[name](report, options)


def _asked(options: AskOptions, state: Interview, numbers: Numbers, told: tuple[str, ...]) -> Report:
    """The report after all is answered, read here or delivered; each change of an answer makes a new one."""
    from nervecheck.cli.interactive import InteractiveInterview

    asking = InteractiveInterview(options, state.tree, numbers)
    with _signals_leave():
        while True:
            state = asking.run(state)
            _keep(options, state)
            report = make_report(state.tree, state.answers, asking.numbers, told, options.date, options.full)
            changed = asking.read(report, state) if options.is_read_here else None
            if changed is None:
                break
            state = changed
    if options.is_read_here:
        # whoever chose plain lines at the opening gets them here as well
        _last_words(report, options._replace(plain=not asking.arrows), whole=asking.arrows)
    else:
        _deliver(report, options)
    return report


def _tell(notes: Iterable[str]) -> None:
    """What is to be known of the file that the answers came from: a page that is full, or urgent, leaves it out."""
    if sys.stderr is not None and not sys.stderr.closed:
        with suppress(OSError):  # the result is not lost for it
            for text in notes:
                sys.stderr.write(f"{one_line(text)}\n")


@contextmanager
def _signals_leave() -> Iterator[None]:
    """Meanwhile a signal that ends the program is a person who leaves, and is told how to go on.

    On a screen of its own the signals are only noted until a key is waited for (`TerminalScreen`).
    """
    import signal

    def leave(_number: int, _frame: object) -> NoReturn:
        raise Stopped("The program was told to end before the result.")

    known = [signal.Signals[name] for name in ("SIGTERM", "SIGHUP") if name in signal.Signals.__members__]  # Windows lacks one
    heeded = [number for number in known if signal.getsignal(number) is not signal.SIG_IGN]  # nohup ignores one
    before = {number: signal.signal(number, leave) for number in heeded}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _keep(options: AskOptions, state: Interview) -> None:
    if options.save is not None:
        write_whole(options.save, write_answers(state.tree, state.answers, state.asked_again))


def _refuse_lost_work(options: AskOptions) -> None:
    """Finds out before the first question, and not after the last, that a file cannot be written or would be lost."""
    for file in (options.output, options.save):
        if file is None:
            continue
        refuse_place(file)
        if options.answers is not None and is_same(file, Path(options.answers)):
            raise UsageError(f"{named(file)} holds the answers that are read. Name another file to write.")
    save = options.save
    if options.answers is None and save is not None and save.exists() and str(save) != options.resume:
        name = one_line(quote(str(save)))
        raise UsageError(f"{name} exists already. Go on with --resume {name} --save {name}, or name another file.")


def _given(options: AskOptions, tree: Tree) -> AnswersFile:
    """The answers that come with the command."""
    name = options.answers if options.answers is not None else options.resume
    if name is None:
        return read_settings(options.settings, tree)
    return read_answers(
        input_bytes(name), "stdin" if name == "-" else name, tree, options.settings, options.answers is not None
    )


def _numbers(tree: Tree, region: str | None) -> Numbers:
    if region is not None:
        return numbers_for(tree, region_code(tree, region))
    language = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    found = re.match(r"[a-z]{2,3}_([A-Z]{2})", language)
    return numbers_for(tree, found.group(1) if found else None, guessed=True)


def _deliver(report: Report, options: AskOptions) -> None:
    """The report in its format, in its place, and the action on the terminal too when the report goes elsewhere."""
    to_screen = options.output is None and is_terminal(sys.stdout)
    asked_here = options.answers is None and is_terminal(sys.stderr)
    if asked_here and not to_screen:
        from nervecheck.cli.interactive import tell_action

        tell_action(report)
    name = options.format or ("terminal" if to_screen else format_of(options.output))
    styled = name == "terminal" and options.output is None
    deliver(report_text(report, options, name), options.output, styled=styled)
    if asked_here and options.output is not None:
        from nervecheck.cli.interactive import say

        say(f"The report is in {named(options.output)}.\n")


def _last_words(report: Report, options: AskOptions, whole: bool) -> None:
    """What to do now, where it stays on the screen after the program has gone; `whole` where no other trace of it is left."""
    from nervecheck.report.action import banner
    from nervecheck.report.compose import action

    deliver(coloured(action(report) if whole else (banner(report),), options.is_plain), None, styled=True)


def _json(report: Report, _options: AskOptions) -> str:
    from nervecheck.render.json import render

    return render(report)


def _html(report: Report, options: AskOptions) -> str:
    from nervecheck.render.html.page import report_page

    return report_page(report, options.page, options.full)


def _markdown(report: Report, options: AskOptions) -> str:
    from nervecheck.render.markdown import render
    from nervecheck.report.compose import document

    return render(document(report, options.page, options.full))


def _terminal(report: Report, options: AskOptions) -> str:
    from nervecheck.render.terminal import text
    from nervecheck.report.compose import document

    parts = document(report, options.page, options.full)
    return text(parts, screen_width()) if options.output is not None else coloured(parts, options.is_plain)


_FORMATS: dict[str, Callable[[Report, AskOptions], str]] = {
    "terminal": _terminal,
    "markdown": _markdown,
    "json": _json,
    "html": _html,
}
