"""The terminal of the arrow-key face: its modes, its size, its keys, and the signals that reach it.

The standard library does it: a toolkit costs 65 to 75 ms before the first question (CONTRIBUTING.md, Dependencies). Signals are
only noted by their handlers and acted on while a key is waited for, so none can cut an answer in half.
"""

from __future__ import annotations

import os
import select
import signal
import termios
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self, TextIO

from nervecheck.base.errors import InputEnded, Stopped
from nervecheck.base.text import clean
from nervecheck.prompts.keys import decode

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType, TracebackType

_STYLES = {
    "": "",
    "bold": "\x1b[1m",
    "dim": "",  # too faint to read on many screens
    "reverse": "\x1b[7m",
    "bold white on red": "\x1b[1;37;41m",
    "bold black on yellow": "\x1b[1;30;43m",
    "bold white on blue": "\x1b[1;37;44m",
    "bold black on green": "\x1b[1;30;42m",
}
# a terminal without a second screen is at least left clear
_OPEN, _CLOSE = "\x1b[?1049h\x1b[H\x1b[2J", "\x1b[0m\x1b[H\x1b[2J\x1b[?25h\x1b[?1049l"
_NOTED = (signal.SIGTERM, signal.SIGHUP, signal.SIGTSTP, signal.SIGCONT)
_TICK = 0.2  # seconds between looks at the size and at what signals have left
_REST = 0.05  # how long the rest of an escape sequence may take


class TerminalScreen:
    """A screen of its own on the terminal while it is open; afterwards the terminal is as it was."""

    def __init__(self, keys: int, out: TextIO, styled: bool) -> None:
        self.keys, self.out, self.styled = keys, out, styled
        self.waiting: list[str] = []
        self.rest = b""
        self.noted: set[int] = set()
        self.drawn = (0, 0)
        self.modes: list[Any] = []
        self.handlers: dict[int, Any] = {}

    def __enter__(self) -> Self:
        heeded = [number for number in _NOTED if signal.getsignal(number) is not signal.SIG_IGN]  # nohup ignores one
        self.handlers = {number: signal.signal(number, self._note) for number in heeded}
        self._open()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._close()
        for number, handler in self.handlers.items():
            signal.signal(number, handler)

    def size(self) -> tuple[int, int]:
        """Columns and rows as they are now."""
        with suppress(OSError):
            found = os.get_terminal_size(self.out.fileno())
            return found.columns or 80, found.lines or 24
        return 80, 24

    def draw(self, rows: Sequence[tuple[str, str]], cursor: tuple[int, int]) -> None:
        """Puts these rows on the screen, nothing else, and the cursor in its place."""
        self.drawn = self.size()
        drawn = [f"\x1b[{at};1H{self._styled(*row)}\x1b[K" for at, row in enumerate(rows, 1)]
        row, column = cursor
        self._write(f"\x1b[?25l{''.join(drawn)}\x1b[J\x1b[{row + 1};{column + 1}H\x1b[?25h")

    def key(self) -> str:
        """Waits for a key; "resize" when the screen must be drawn again. Raises KeyboardInterrupt, InputEnded or Stopped."""
        while not self.waiting:
            if self._acted() or self.size() != self.drawn:
                return "resize"
            if select.select([self.keys], [], [], _REST if self.rest else _TICK)[0]:
                self._read()
            elif self.rest:
                found, self.rest = decode(self.rest, ended=True)
                self.waiting += found
        key = self.waiting.pop(0)
        if key == "ctrl-c":
            raise KeyboardInterrupt
        if key == "ctrl-d":
            raise InputEnded("The input ended before the last question, so there is no result.")
        if key == "ctrl-z":
            self._suspend()
            return "resize"
        return key

    def _read(self) -> None:
        try:
            data = os.read(self.keys, 1024)
        except OSError:
            data = b""  # the terminal is gone
        if not data:
            raise InputEnded("The input ended before the last question, so there is no result.")
        found, self.rest = decode(self.rest + data)
        self.waiting += found

    def _note(self, number: int, _frame: FrameType | None) -> None:
        self.noted.add(number)

    def _acted(self) -> bool:
        """Does what the signals noted ask for; gives whether the screen must be drawn again."""
        noted, self.noted = self.noted, set()
        if noted & {signal.SIGTERM, signal.SIGHUP}:
            raise Stopped("The program was told to end before the result.")
        if signal.SIGTSTP in noted:
            self._suspend()
        elif signal.SIGCONT in noted:
            self._open()  # it was stopped by what cannot be caught, and a shell may have changed the modes
        return bool(noted)

    def _suspend(self) -> None:
        """Hands the terminal back, stops, and takes it again once the program is in the foreground."""
        self._close()
        before = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        signal.raise_signal(signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, before)
        self.noted.discard(signal.SIGCONT)
        self._open()

    def _open(self) -> None:
        with suppress(termios.error):
            self.modes = self.modes or termios.tcgetattr(self.keys)
            raw = termios.tcgetattr(self.keys)
            raw[3] &= ~(termios.ECHO | termios.ICANON | termios.ISIG | termios.IEXTEN)
            raw[6][termios.VMIN], raw[6][termios.VTIME] = 1, 0
            termios.tcsetattr(self.keys, termios.TCSADRAIN, raw)
        self._write(_OPEN)

    def _close(self) -> None:
        self._write(_CLOSE)
        with suppress(termios.error):
            if self.modes:
                termios.tcsetattr(self.keys, termios.TCSADRAIN, self.modes)
                self.modes = []

    def _styled(self, text: str, style: str) -> str:
        before = _STYLES.get(style, "") if self.styled else ""
        return f"{before}{clean(text)}\x1b[0m" if before else clean(text)

    def _write(self, text: str) -> None:
        """Writes to the terminal; one that is gone is found out by its keys."""
        encoding = self.out.encoding or "ascii"
        if "utf" not in encoding.lower():
            text = text.replace("↑↓", "j k").encode(encoding, "replace").decode(encoding)
        with suppress(OSError, ValueError):
            self.out.write(text)
            self.out.flush()
