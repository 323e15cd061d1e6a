"""Signals and streams while arrow keys are asked for: the terminal is left sane, and what was answered is on disk."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import termios
import time
from pathlib import Path

import pytest

from tests.support import shipped
from tests.support.arrow_terminal import ArrowTerminal
from tests.support.terminal import EMERGENCY, PROGRAM, SELF_CARE, STORIES, before, folded, kept

SANE = termios.ECHO | termios.ICANON | termios.ISIG


def is_sane(person: ArrowTerminal) -> bool:
    """Whether the terminal has its usual modes, its first screen and a cursor."""
    modes = termios.tcgetattr(person.child.fileno())[3]
    shown = person.raw.rfind("\x1b[?25h") > person.raw.rfind("\x1b[?25l")
    return modes & SANE == SANE and not person.display.second and shown


def in_a_shell(command: str) -> ArrowTerminal:
    """A shell on the terminal, which goes on when the program has ended."""
    return ArrowTerminal(begin=False, command=["/bin/bash", "--norc", "--noprofile", "-i", "-c", command])


def program(*arguments: str | Path) -> str:
    return " ".join(map(str, (*PROGRAM, *arguments)))


# ---- ended --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_ends_it_with_a_sane_terminal_and_the_answers_kept(number: signal.Signals, here: Path) -> None:
    file = Path("answers.yaml")
    command = f"{program('ask', '--save', file)}; echo code $?; stty -a; read line"
    with in_a_shell(command) as person:
        person.sees("Press Enter to begin")
        person.press("enter")
        person.play(SELF_CARE, until="health")
        person.sees(shipped().questions["health"].ask)
        inner = children(person.child.pid)
        assert len(inner) == 1
        os.kill(inner[0], number)
        person.sees("code 130")
        person.sees(f"--resume {file}")
        person.sees(" icanon ")
        assert " echo " in person.text
        assert is_sane(person)
    assert list(kept(file)) == before("health")
    assert [path.name for path in here.iterdir()] == ["answers.yaml"]


def children(parent: int | None) -> list[int]:
    """The processes that this one has started."""
    listed = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [int(pid) for pid in listed]


@pytest.mark.parametrize("letter", ["c", "d"])
@pytest.mark.parametrize("place", ["who", "gate-recent", "age", "since"])
def test_control_keys_end_it_and_never_answer(letter: str, place: str, tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    with ArrowTerminal("ask", "--save", file) as person:
        person.play(SELF_CARE, until=place)
        person.sees(shipped().questions[place].ask)
        if place == "gate-recent":
            person.press("down", "space")
        person.control(letter)
        assert person.exit_code == 130
        assert "Traceback" not in person.raw
    assert (list(kept(file)) if file.exists() else []) == before(place)


def test_leaving_after_a_danger_sign_shows_the_action() -> None:
    with ArrowTerminal("ask") as person:
        person.play(EMERGENCY, until="ces")
        person.control("c")
        assert person.exit_code == 130
        assert shipped().advice.actions["emergency"].headline in person.text
        assert not person.display.second


def test_a_lost_terminal_loses_nothing(tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    with ArrowTerminal("ask", "--save", file) as person:
        person.play(SELF_CARE, until="health")
        person.sees(shipped().questions["health"].ask)
    assert list(kept(file)) == before("health")


def test_killed_outright_the_answers_are_on_disk(tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    with ArrowTerminal("ask", "--save", file) as person:
        person.play(SELF_CARE, until="area")
        person.sees(shipped().questions["area"].ask)
        person.signal(signal.SIGKILL)
        person.ends()
    assert list(kept(file)) == before("area")


# ---- stopped and gone on with -------------------------------------------------------------------------------------------


@pytest.mark.skipif(shutil.which("bash") is None, reason="job control needs a shell")
def test_stopped_and_brought_back() -> None:
    with ArrowTerminal(begin=False, command=["/bin/bash", "--norc", "--noprofile", "-i"]) as person:
        person.child.sendline(f"PS1='$ '; {program('ask')}")
        person.sees("Press Enter to begin")
        person.press("enter")
        person.play(EMERGENCY, until="gate-now")
        person.press("down", "space")
        person.child.send("\x1a")
        person.sees("Stopped")
        assert not person.display.second
        person.child.sendline("stty -a | tr ';' '\\n' | grep -o ' icanon\\| echo ' | wc -l")
        person.sees("2")
        person.child.sendline("fg")
        person.sees("> [x] Waking, breathing")
        person.press("down", "space")
        person.sees("> [x] Suddenly: face, speech")
        person.press("space", "up", "space", "end", "enter")
        person.sees(shipped().questions["gate-recent"].ask)


def test_told_to_stop_from_outside_without_a_shell_it_goes_on() -> None:
    """With nobody to bring it back, the system drops the stop; the question must come again."""
    with ArrowTerminal("ask") as person:
        person.sees("Who is this about?")
        for number in (signal.SIGTSTP, signal.SIGCONT):
            before = person.raw.count("\x1b[?1049h")
            person.signal(number)
            assert person._until(lambda before=before: person.raw.count("\x1b[?1049h") > before)
            person.sees("Who is this about?")
        person.press("1")
        person.sees(shipped().questions["gate-now"].ask)


# ---- streams ------------------------------------------------------------------------------------------------------------


def test_stderr_in_a_file_is_written_plainly(tmp_path: Path) -> None:
    file = tmp_path / "said"
    with ArrowTerminal(begin=False, command=["/bin/sh", "-c", f"{program('ask')} 2> {file}"]) as person:
        end = time.monotonic() + 20
        while not (file.exists() and "Press Enter" in file.read_text()) and time.monotonic() < end:
            time.sleep(0.02)
        for line in ("", "1", "1", "1"):
            person.child.sendline(line)
        while "What now?" not in file.read_text() and time.monotonic() < end:
            time.sleep(0.02)
        person.child.sendline("3")
        assert person.ends() == 0
    assert "\x1b" not in file.read_text()
    assert "AMBULANCE: Call an ambulance now" in folded(file.read_text())


def test_stdout_closed_says_the_action_on_the_terminal() -> None:
    with ArrowTerminal(begin=False, command=["/bin/sh", "-c", f"{program('ask')} >&-"]) as person:
        person.sees("Press Enter to begin")
        person.press("enter")
        person.play(STORIES["ambulance"])
        person.sees("What now?")
        person.press("down", "down", "down", "enter")
        assert person.ends() == 4
        assert "AMBULANCE: Call an ambulance now" in person.text
        assert not person.display.second
        assert "Traceback" not in person.raw


def test_a_report_to_a_file_is_asked_with_arrow_keys(here: Path) -> None:
    file = Path("report.md")
    assert not list(here.iterdir())
    with ArrowTerminal("ask", "--output", file) as person:
        person.play(SELF_CARE)
        person.sees("Show the result")
        person.press("enter")
        assert person.ends() == 0
        person.sees(f"The report is in {file}")
    assert file.read_text().startswith("# Look after this at home")


def test_stdin_from_a_pipe_is_plain() -> None:
    env = {**os.environ, "TERM": "xterm-256color"}
    done = subprocess.run([*PROGRAM, "ask"], input="1\n1\n1\n", capture_output=True, text=True, env=env, check=False)
    assert done.returncode == 0
    assert "\x1b" not in done.stderr + done.stdout
