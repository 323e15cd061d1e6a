"""A person at a terminal: the real program on a pty, what it said, and the screen that they see."""

from __future__ import annotations

import os
import re
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pexpect
import pyte

from nervecheck.engine.answer import Answer
from nervecheck.interview.answers_file import read_answers
from nervecheck.prompts.session import FOR_HELPERS
from nervecheck.tree.model import QuestionType
from tests.support import shipped
from tests.support.installed import installed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

PROGRAM = (sys.executable, str(installed()))
_PROMPT = re.compile(r"(?:\A|\n)> \Z")
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
# what would change the outcome of a test from outside
_MEDDLING = ("NO_COLOR", "FORCE_COLOR", "ACCESSIBLE", "COLUMNS", "LINES", "LANG", "LC_MESSAGES", "PYTHONIOENCODING")

# What goes on from each page that is no question.
ONWARD = {
    "What now?": "2",
    FOR_HELPERS: "2",
    "Choose one to change it.": "",
    "What next?": "q",
    "What about your answers?": "2",
}

# One story for each result: question -> what was answered, as in an answers file; several option ids with spaces between.
Story = dict[str, str]
_CALM: Story = {"who": "me", "gate-now": "none", "gate-recent": "none"}
SELF_CARE: Story = _CALM | {
    "area": "low-back",
    "side": "middle",
    "feel": "pain stiff",
    "age": "45",
    "ces": "none",
    "spine-signs": "none",
    "health": "none",
    "since": "two",
    "trend": "same",
    "severity": "hinder",
    "leg-pattern": "spot",
    "final": "none",
}
EMERGENCY: Story = {
    "who": "me",
    "gate-now": "none",
    "gate-recent": "saddle",
    "ces": "numb start",
    "ces-since": "new",
    "get-there": "none",
}
STORIES: dict[str, Story] = {
    "self-care": SELF_CARE,
    "routine": SELF_CARE | {"since": "three"},
    "same-day": SELF_CARE | {"who": "other", "age": "67", "health": "cancer", "feel": "pain", "since": "week"},
    "emergency": EMERGENCY,
    "ambulance": {"who": "me", "gate-now": "life", "life-signs": "wake gasp"},
    "not-covered": {**_CALM, "area": "elsewhere", "age": "33", "health": "none"},
}


def before(name: str) -> list[str]:
    """The questions of the self-care story that are asked before this one."""
    return list(SELF_CARE)[: list(SELF_CARE).index(name)]


def answers_file(story: Story) -> str:
    """The story as an answers file."""
    many = {name: f"[{', '.join(answer.split())}]" if " " in answer else answer for name, answer in story.items()}
    return "\n".join(["answers:", *(f"  {name}: {answer}" for name, answer in many.items())]) + "\n"


def keys(name: str, answer: str) -> str:
    """What a person types for this answer of a story: the numbers on the screen."""
    question = shipped().questions[name]
    if answer in ("none", "unsure"):
        return "0" if answer == "none" else "u"
    if question.type is QuestionType.NUMBER:
        return answer
    order = [option.id for option in question.options]
    return ",".join(str(order.index(word) + 1) for word in answer.split())


def folded(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


def showing(text: str) -> str:
    """The id of the question that the text shows last; empty if it shows none."""
    seen = folded(text)
    places = {
        question.id: seen.rfind(folded(f"-- {section.title} -- {question.ask}"))
        for section in shipped().about.sections
        for question in section.questions
    }
    last = max(places, key=places.__getitem__)
    return last if places[last] >= 0 else ""


class Terminal:
    """`nervecheck` with these arguments on a pty; text is waited for, never slept for.

    `told` is what was said since the last line typed, `raw` all of it as it was sent; `exit_code` is None while a question
    is open. `out` sends stdout to a file, and only that: the person is still there on stdin and stderr. `plain` asks for the
    plain face by its option.
    """

    def __init__(
        self,
        *arguments: str | Path,
        columns: int = 80,
        rows: int = 24,
        out: Path | None = None,
        env: Mapping[str, str] | None = None,
        plain: bool = True,
    ) -> None:
        outside = {name: value for name, value in os.environ.items() if name not in _MEDDLING}
        around = {**outside, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **(env or {})}
        command = [*PROGRAM, *map(str, arguments), *(["--plain"] if plain else [])]
        if out is not None:
            command = ["/bin/sh", "-c", 'file=$1; shift; exec "$@" > "$file"', "sh", str(out), *command]
        self._display = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self._display)
        self.raw = self.told = ""
        self.exit_code: int | None = None
        self._child: pexpect.spawn[str] = pexpect.spawn(
            command[0], command[1:], env=around, encoding="utf-8", dimensions=(rows, columns), timeout=20
        )
        self._child.delaybeforesend = None
        vars(self._child)["ptyproc"].delayafterclose = 0  # not in the type stubs; by itself it waits 0.1 s in each test
        self._hear()

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._child.close(force=True)

    def type(self, line: str) -> str:
        """Types the line and Enter; gives what is said up to the next prompt or the end."""
        self._child.sendline(line)
        return self._hear()

    def press(self, letter: str) -> str:
        """Presses Ctrl and the letter."""
        self._child.sendcontrol(letter)
        return self._hear()

    def leave(self, how: str) -> str:
        """Leaves by `q`, `^C` or `^D`."""
        if how.startswith("^"):
            return self.press(how[1].lower())
        self.type(how)
        return self.through()

    def play(self, story: Story, until: str = "") -> str:
        """Goes through the opening and answers as in the story, each question as it comes, up to the one that is named."""
        self.type("")
        return self.go_on(story, until)

    def go_on(self, story: Story, until: str = "") -> str:
        """Answers as in the story from the question shown on; gives what was said since the last of them."""
        self.through()
        while self.exit_code is None and self.question != until:
            self.type(keys(self.question, story[self.question]))
            self.through()
        return self.told

    def through(self) -> str:
        """Goes on through the pages that are no questions (action, review, result); gives what was said on the way."""
        said = self.told
        while self.exit_code is None and self.page:
            said += self.type(ONWARD[self.page])
        self.told = said
        return said

    def signal(self, number: signal.Signals) -> str:
        """Sends the program a signal; gives what is said up to the next prompt or the end."""
        self._child.kill(number)
        return self._hear()

    def hang_up(self) -> None:
        """Sends what the program gets when its terminal is lost, and waits for its end."""
        self.signal(signal.SIGHUP)

    @property
    def question(self) -> str:
        """The id of the question that waits for an answer."""
        return showing(self.told)

    @property
    def page(self) -> str:
        """What the page asks that waits for a choice; empty at a question."""
        last = self.told.rsplit("\n\n", 1)[-1]
        return next((ask for ask in ONWARD if f"{ask}\n" in last), "")

    @property
    def screen(self) -> list[str]:
        """The rows that are on the screen now, without white space at their ends."""
        return [row.rstrip() for row in self._display.display]

    def _hear(self) -> str:
        ended = self._child.expect([_PROMPT, pexpect.EOF])
        found = self._child.after
        heard = (self._child.before or "") + (found if isinstance(found, str) else "")
        self._stream.feed(heard)
        self.raw += heard
        self.told = _ESCAPES.sub("", heard).replace("\r\n", "\n")
        if ended:
            self.exit_code = self._child.wait()
        return self.told


def headline(urgency: str) -> str:
    """What a person is told to do at this urgency."""
    return shipped().advice.actions[urgency].headline


def kept(file: Path) -> dict[str, Answer]:
    """The answers in the file, which must read without a problem."""
    return dict(read_answers(file.read_bytes(), file.name, shipped()).answers)


def said(story: Story, until: str = "") -> dict[str, Answer]:
    """The answers of the story, those up to the question that is named."""
    answers = read_answers(answers_file(story).encode(), "story", shipped()).answers
    names = list(answers)
    return {name: answers[name] for name in (names[: names.index(until)] if until else names)}


def order(text: str, *parts: str) -> list[int]:
    """Where the parts first stand in the folded text; all of them must be there."""
    places = [folded(text).find(folded(part)) for part in parts]
    assert -1 not in places, f"{parts[places.index(-1)]!r} is not in: {text}"
    return places
