"""The one error handler: every failure in words, with its exit code, never a traceback, never an answer."""

from __future__ import annotations

import sys
from contextlib import contextmanager, suppress
from io import StringIO
from typing import TYPE_CHECKING, Any

import typer

from nervecheck.base.errors import ExitCode, FileProblems, NervecheckError
from nervecheck.base.text import clean, one_line
from nervecheck.cli.command_groups import WithLateCommands
from nervecheck.cli.fault import tell_fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nervecheck.interview.answers_file import AnswerProblems


class ErrorHandler(WithLateCommands):
    """The commands, behind the handler."""

    def make_context(self, *args: Any, **extra: Any) -> Any:
        """Reads the options that stand before the command."""
        with _wrong_usage_cleaned():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: Any) -> Any:
        """Runs the command; ends with the exit code of what went wrong."""
        try:
            with _wrong_usage_cleaned():
                return super().invoke(ctx)
        except NervecheckError as error:
            _tell(_lines(error, asking=ctx.invoked_subcommand == "ask"))
            raise typer.Exit(error.exit_code) from None
        except KeyboardInterrupt:
            _tell(("Stopped.",))
            raise typer.Exit(ExitCode.STOPPED) from None
        except (typer.Exit, typer.Abort):
            raise
        except BrokenPipeError:  # whoever read a help text has seen enough of it, as `head` does
            from nervecheck.cli.streams import forget

            forget(sys.stdout)
            raise typer.Exit(ExitCode.NOT_WRITTEN) from None
        except Exception as error:
            tell_fault(error, ctx.params["debug"])
            raise typer.Exit(ExitCode.BUG) from None


@contextmanager
def _wrong_usage_cleaned() -> Iterator[None]:
    """Tells wrong usage as Typer words it, with what was typed made safe to show."""
    try:
        yield
    except Exception as error:
        if not (type(error).__module__.startswith("typer.") and hasattr(error, "show")):
            raise
        told = StringIO()
        error.show(told)
        usage, _, found = told.getvalue().partition("Error: ")
        _tell((*usage.splitlines(), f"Error: {one_line(found)}"))  # what was typed cannot begin a line of its own
        raise typer.Exit(error.exit_code) from None  # type: ignore[attr-defined]


def _lines(error: NervecheckError, asking: bool) -> Iterator[str]:
    from nervecheck.base.text import wrap
    from nervecheck.cli.streams import screen_width
    from nervecheck.interview.answers_file import AnswerProblems

    if isinstance(error, AnswerProblems) and (danger := _danger_in(error)):
        yield danger
        yield from _signs()
    if isinstance(error, FileProblems):
        yield from str(error).splitlines()
    else:
        # a command to copy stands on a line of its own, and is not broken
        for line in str(error).splitlines():
            yield from [line] if line.startswith("  ") else wrap(line, screen_width())
    if isinstance(error, FileProblems):
        count = len(error.problems)
        yield f"{count} problem{'' if count == 1 else 's'} found. No result."
        if asking and not isinstance(error, AnswerProblems):
            yield from _signs()


def _signs() -> tuple[str, ...]:
    from nervecheck.cli.emergency_signs import emergency_signs

    return emergency_signs(sys.argv[1:])


def _danger_in(error: AnswerProblems) -> str:
    """What is known of danger in answers that cannot be used: the surest first, "" for nothing."""
    from nervecheck.tree.terms import Urgency

    codes = {problem.code for problem in error.problems}
    if error.urgency >= Urgency.EMERGENCY:
        return f"The answers that can be read already come to '{error.urgency.id}'."
    if "not-asked" in codes:
        return "A danger sign is among the answers, in a place where it is not asked."
    if error.worst >= Urgency.EMERGENCY:
        return f"With what is missing or cannot be read, the answers may come to '{error.worst.id}'."
    if "retired" in codes:
        return "An answer to a question that is asked no longer cannot be read. It may be a danger sign."
    return ""


def _tell(lines: Iterable[str]) -> None:
    for line in lines:
        with suppress(OSError):  # a stderr that is full or gone must not change the exit code
            typer.echo(clean(line), err=True)
