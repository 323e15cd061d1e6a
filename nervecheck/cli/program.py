"""The program: runs the command, and holds what nothing below it held."""

from __future__ import annotations

import gc
import sys

from nervecheck.base.errors import ExitCode
from nervecheck.cli.fault import say, tell_fault


def main() -> None:
    """The program; it always ends by its own exit code, and without a traceback.

    A stream that is full or gone is told in a line, a fault with the emergency signs.
    """
    gc.disable()  # a short run that builds much and frees little: the collector would cost a tenth of it and find nothing
    try:
        _run()
    except KeyboardInterrupt:
        raise SystemExit(ExitCode.STOPPED) from None
    except Exception as error:
        tell_fault(error, debug="--debug" in sys.argv[1:])
        raise SystemExit(ExitCode.BUG) from None
    finally:
        gc.freeze()  # nor is there anything to find at the end, where the interpreter would look through it all once more
        _end_stderr()


def _run() -> None:
    from nervecheck.cli.commands import app
    from nervecheck.cli.streams import forget

    try:
        app()
    except OSError as error:
        say(f"The output could not be written: {error.strerror}.")
        forget(sys.stdout)
        raise SystemExit(ExitCode.NOT_WRITTEN) from None


def _end_stderr() -> None:
    try:
        if sys.stderr is not None:
            sys.stderr.flush()
    except OSError:
        from nervecheck.cli.streams import forget

        forget(sys.stderr)
