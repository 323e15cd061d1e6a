"""A person with arrow keys: the real program on a pty, and the whole screen as it is seen."""

from __future__ import annotations

import os
import signal
import time
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pexpect
import pyte

from nervecheck.tree.model import Question, QuestionType
from tests.support import shipped
from tests.support.terminal import ONWARD, PROGRAM, Story, folded

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

SENT = {"up": "\x1b[A", "down": "\x1b[B", "end": "\x1b[F", "home": "\x1b[H", "enter": "\r", "space": " ", "escape": "\x1b"}
_DRAWN = "\x1b[?25h"  # what ends each picture
_SECOND = 1049
_MEDDLING = ("NO_COLOR", "FORCE_COLOR", "ACCESSIBLE", "COLUMNS", "LINES", "LANG", "LC_MESSAGES", "PYTHONIOENCODING")


class TwoScreens(pyte.Screen):
    """A terminal with a second screen, which pyte lacks."""

    second = False

    def set_mode(self, *modes: int, **how: Any) -> None:
        super().set_mode(*modes, **how)
        if _SECOND in modes and not self.second:
            self.second, self.first = True, (deepcopy(self.buffer), self.cursor.y, self.cursor.x)

    def reset_mode(self, *modes: int, **how: Any) -> None:
        super().reset_mode(*modes, **how)
        if _SECOND in modes and self.second:
            self.second = False
            self.buffer, self.cursor.y, self.cursor.x = self.first


class ArrowTerminal:
    """`nervecheck` with these arguments on a pty of its own; what is on the screen is waited for, never slept for."""

    def __init__(
        self,
        *arguments: str | Path,
        columns: int = 80,
        rows: int = 24,
        env: Mapping[str, str] | None = None,
        begin: bool = True,
        command: list[str] | None = None,
    ) -> None:
        outside = {name: value for name, value in os.environ.items() if name not in _MEDDLING}
        around = {**outside, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **(env or {})}
        command = command or [*PROGRAM, *map(str, arguments)]
        self.display = TwoScreens(columns, rows)
        self._stream = pyte.Stream(self.display)
        self.raw = ""
        self.pressed = 0
        self.exit_code: int | None = None
        self.child: pexpect.spawn[str] = pexpect.spawn(
            command[0], command[1:], env=around, encoding="utf-8", dimensions=(rows, columns), timeout=20
        )
        self.child.delaybeforesend = None
        vars(self.child)["ptyproc"].delayafterclose = 0
        if begin:
            self.sees("Press Enter to begin")
            self.press("enter")

    def __enter__(self) -> ArrowTerminal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.child.close(force=True)

    @property
    def screen(self) -> list[str]:
        """The rows as they are seen now, without white space at their ends."""
        return [row.rstrip() for row in self.display.display]

    @property
    def text(self) -> str:
        """The screen in one line."""
        return folded(" ".join(self.screen))

    def press(self, *keys: str) -> ArrowTerminal:
        """Presses the keys one after the other, each when the picture after the one before is there."""
        for key in keys:
            before = self.raw.count(_DRAWN)
            self.child.send(SENT.get(key, key))
            self.pressed += 1
            self._until(lambda before=before: self.raw.count(_DRAWN) > before)
        return self

    def control(self, letter: str) -> None:
        """Presses Ctrl and the letter, and waits for the end."""
        self.child.sendcontrol(letter)
        self.ends()

    def signal(self, number: signal.Signals) -> None:
        """Sends the program a signal."""
        self.child.kill(number)

    def sees(self, text: str) -> None:
        """Fails unless the text comes on the screen."""
        assert self._until(lambda: folded(text) in self.text), f"{text!r} is not on the screen:\n" + "\n".join(self.screen)

    def settles(self) -> str:
        """Waits for a question or a page; gives the id of the question, or what the page asks."""
        found = [""]

        def there() -> bool:
            found[0] = self.question or next((page for page in ONWARD if page in self.text), "")
            return bool(found[0])

        assert self._until(there), "\n".join(self.screen)
        return found[0]

    def ends(self) -> int:
        """Waits for the end of the program and gives its exit code."""
        assert self._until(lambda: self.exit_code is not None), "\n".join(self.screen)
        assert self.exit_code is not None
        return self.exit_code

    def resize(self, columns: int, rows: int) -> None:
        """Gives the terminal another size."""
        before = self.raw.count(_DRAWN)
        self.display.resize(rows, columns)
        self.child.setwinsize(rows, columns)
        self._until(lambda: self.raw.count(_DRAWN) > before)

    @property
    def question(self) -> str:
        """The id of the question on the screen; empty on a page."""
        seen = self.text
        return next((q.id for q in shipped().questions.values() if folded(q.ask) in seen), "")

    def answer(self, name: str, answer: str) -> None:
        """Answers the question that is on the screen, with as few keys as can be."""
        self.sees(shipped().questions[name].ask)
        self.press(*keys(shipped().questions[name], answer))

    def play(self, story: Story, until: str = "") -> None:
        """Answers as in the story, up to the question that is named."""
        for name, answer in story.items():
            if name == until:
                break
            self.answer(name, answer)

    def _until(self, holds: Any) -> bool:
        """Reads until it holds, at most 20 seconds; gives whether it does."""
        end = time.monotonic() + 20
        while not holds():
            if time.monotonic() > end or self.exit_code is not None:
                return bool(holds())
            try:
                heard = self.child.read_nonblocking(100_000, 0.05)
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                self.child.wait()
                self.exit_code = self.child.exitstatus if self.child.exitstatus is not None else -(self.child.signalstatus or 0)
                continue
            self.raw += heard
            self._stream.feed(heard)
        return True


def keys(question: Question, answer: str) -> list[str]:
    """The fewest keys for this answer of a story on a screen that shows the whole list."""
    names = ["yes", "no"] if question.type is QuestionType.YES_NO else [option.id for option in question.options]
    if question.type is QuestionType.NUMBER:
        return [*answer, "enter"]
    if question.type is not QuestionType.MANY:
        if len(names) <= 9 and not question.asks_danger and answer != "unsure":
            return [str(names.index(answer) + 1)]
        return [*["down"] * (names.index(answer) + 1), "enter"] if answer != "unsure" else ["u", "enter"]
    if answer == "none":
        return ["end", "enter"]
    places = [names.index(word) + 1 for word in answer.split()]
    steps = [later - earlier for earlier, later in zip([0, *places], places, strict=False)]
    return [key for step in steps for key in (*["down"] * step, "space")] + ["enter"]
