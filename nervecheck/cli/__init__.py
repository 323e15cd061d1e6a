"""The command line: parse, call one function, show, exit.

In: arguments, environment, streams and the clock, which no other folder reads. Out: text on a stream, a file, and an exit code.
Start at `commands.py`. Nothing imports this folder.
"""

from nervecheck.cli.program import main

__all__ = ["main"]
