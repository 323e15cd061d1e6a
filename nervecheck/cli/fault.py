"""What is said when the program itself fails: sorry, the emergency signs, how to report it. Never an answer, never a path.

It leans on nothing that may be what failed: each step has something simpler to fall back on.
"""

from __future__ import annotations

import sys

from nervecheck.cli.emergency_signs import ANYBODY, emergency_signs

_SORRY = "Sorry: nervecheck has a fault and had to stop. There is no result."
_REPORT = "Report it to whoever gave you nervecheck. This line holds nothing of yours:"
_MORE = ("`nervecheck --debug`, then the command, shows more. Read that before you send", "it: it can hold your answers.")


def tell_fault(error: BaseException, debug: bool) -> None:
    """Says on stderr that the program failed, and what to do; with `debug` its trace comes first. Never raises."""
    try:
        if debug:
            _trace(error)
        told = (_SORRY, *_signs(), _REPORT, f"  {_where(error)}", *(() if debug else _MORE))
    except Exception:  # a fault in telling of a fault
        told = (_SORRY, *ANYBODY)
    for line in told:
        say(line)


def say(line: str) -> None:
    """Writes the line to stderr, if that is there; what could move the cursor is shown as a mark. Never raises."""
    try:
        if sys.stderr is not None:
            sys.stderr.write("".join(c if c.isprintable() else "?" for c in line) + "\n")
            sys.stderr.flush()
    except (OSError, ValueError):
        return


def _signs() -> tuple[str, ...]:
    try:
        return emergency_signs(sys.argv[1:])
    except Exception:
        return ANYBODY


def _where(error: BaseException) -> str:
    """The version, the kind of the fault and the line of the program: no words of the error, which may quote an answer."""
    from nervecheck import __version__

    place, trace = "?", error.__traceback__
    while trace is not None:
        module = trace.tb_frame.f_globals.get("__name__", "?")
        if place == "?" or module.startswith("nervecheck"):
            place = f"{module}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"nervecheck {__version__}: {type(error).__name__} in {place}"


def _trace(error: BaseException) -> None:
    from traceback import format_exception

    for line in "".join(format_exception(error)).splitlines():
        say(line)
