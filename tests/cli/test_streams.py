"""Where the program reads and writes: files, pipes, closed and full streams, exit codes. Each test runs the real program."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
from pathlib import Path

import pytest

from tests.support.program import Ran, assert_told, run, surroundings
from tests.support.terminal import EMERGENCY, PROGRAM, SELF_CARE, STORIES, Story, Terminal, answers_file, folded, headline, keys

URGENCIES = {"self-care": 10, "routine": 11, "same-day": 12, "emergency": 13, "ambulance": 14}
FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full here")


def mode(file: Path) -> int:
    return stat.S_IMODE(file.lstat().st_mode)


# ---- asking, with the streams elsewhere ---------------------------------------------------------------------------------


def test_end_of_input_is_no_answer() -> None:
    ran = run("ask")
    assert_told(ran, 3)
    assert ran.out == ""
    assert "no result" in ran.err.splitlines()[-1]


def test_a_pipe_that_runs_dry_after_a_danger_sign_still_tells_the_action() -> None:
    typed = [keys(name, EMERGENCY[name]) for name in ("who", "gate-now", "gate-recent")]
    ran = run("ask", stdin="".join(f"{line}\n" for line in typed))
    assert_told(ran, 3)
    assert ran.out == ""
    assert headline("emergency") in folded(ran.err)


def test_piped_lines_give_the_report_that_the_answers_file_gives(stories: dict[str, Path]) -> None:
    typed = "".join(f"{keys(name, answer)}\n" for name, answer in SELF_CARE.items())
    at = ("--date", "2026-11-28")
    piped, filed = run("ask", *at, stdin=typed), run("ask", "--answers", stories["self-care"], *at)
    assert (piped.code, filed.code, filed.err) == (0, 0, "")
    assert piped.out == filed.out


def test_bytes_that_are_no_text_are_no_answer() -> None:
    done = subprocess.run([*PROGRAM, "ask"], input=b"1\n\xff\xfe\n\x00\n\x1b[A\n", capture_output=True, check=False, timeout=30)
    assert done.returncode == 3
    assert done.stdout == b""
    assert done.stderr.count(b"Answered:") == 1
    assert b"\x1b" not in done.stderr
    assert b"\xff" not in done.stderr


def test_report_to_a_file_with_the_person_at_the_terminal(tmp_path: Path) -> None:
    file = tmp_path / "report.md"
    with Terminal("ask", "--region", "GB", out=file) as person:
        told = person.play(EMERGENCY)
        assert person.exit_code == 0
    end = folded(told)
    assert f"EMERGENCY: {headline('emergency')}" in end
    assert "999" in end
    assert "# " not in end, "the report itself is in the file"
    report = file.read_text(encoding="utf-8")
    assert report.startswith(f"# {headline('emergency')}\n")
    assert "## Why" in report
    assert "\x1b" not in report
    assert "> " not in report.splitlines()


def test_output_to_a_file_with_the_person_at_the_terminal(tmp_path: Path) -> None:
    file = tmp_path / "report.md"
    with Terminal("ask", "--output", file) as person:
        told = person.play(STORIES["ambulance"])
        assert person.exit_code == 0
    assert headline("ambulance") in folded(told)
    assert file.read_text(encoding="utf-8").startswith(f"# {headline('ambulance')}\n")


# ---- an answers file ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("story", [SELF_CARE, {"who": "me"}], ids=["complete", "incomplete"])
def test_answers_never_reads_stdin_or_prompts(story: Story, tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text(answers_file(story))
    read, write = os.pipe()
    try:
        os.write(write, b"1\n")
        command = [*PROGRAM, "ask", "--answers", str(file)]
        # the writing end stays open: a program that waits for more runs into the time limit
        done = subprocess.run(command, stdin=read, capture_output=True, text=True, env=surroundings(), timeout=30, check=False)
        assert os.read(read, 10) == b"1\n", "not a byte was taken from stdin"
    finally:
        os.close(read)
        os.close(write)
    assert "> " not in done.stderr
    assert "Answered" not in done.stderr
    assert done.returncode == (0 if story is SELF_CARE else 3)
    assert bool(done.stdout) == (story is SELF_CARE)


def test_every_missing_answer_is_listed(tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text("answers: {who: me, gate-now: none, gate-recent: none, area: low-back}\n")
    ran = run("ask", "--answers", file)
    assert_told(ran, 3)
    assert ran.out == ""
    listed = re.findall(r"'(\S+)' is not answered", ran.err)
    assert listed == ["side", "feel", "age", "health", "since", "trend", "severity", "final"]


def test_answers_from_stdin(stories: dict[str, Path]) -> None:
    ran = run("ask", "--answers", "-", "--date", "2026-11-28", stdin=answers_file(STORIES["routine"]))
    assert ran == run("ask", "--answers", stories["routine"], "--date", "2026-11-28")
    assert ran.out.startswith(f"# {headline('routine')}\n")


def test_answers_from_a_stdin_that_is_closed() -> None:
    ran = run("ask", "--answers", "-", redirect="<&-")
    assert_told(ran, 2)
    assert ran.out == ""
    assert "stdin" in ran.err


def test_a_bad_file_that_reaches_an_emergency_says_so_first(tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text("answers: {who: me, gate-now: life, shoe-size: 44}\n")
    ran = run("ask", "--answers", file)
    assert_told(ran, 3)
    assert ran.out == ""
    assert "ambulance" in ran.err.splitlines()[0]
    assert "112, 911 or 999" in ran.err
    assert "answers.yaml:1:" in ran.err


@pytest.mark.parametrize("name", STORIES)
def test_json_parses_and_has_the_urgency(name: str, stories: dict[str, Path]) -> None:
    ran = run("ask", "--answers", stories[name], "--format", "json")
    report = json.loads(ran.out)
    assert (ran.code, ran.err) == (0, "")
    assert report["urgency"] == ("routine" if name == "not-covered" else name)
    assert report["covered"] is (name != "not-covered")
    assert report["headline"] == headline(report["urgency"])


@pytest.mark.parametrize(("urgency", "code"), URGENCIES.items())
def test_exit_code_by_urgency(urgency: str, code: int, stories: dict[str, Path]) -> None:
    ran = run("ask", "--answers", stories[urgency], "--exit-code", "--format", "json")
    assert (ran.code, ran.err) == (code, "")
    assert json.loads(ran.out)["urgency"] == urgency


# ---- an output file -----------------------------------------------------------------------------------------------------


def test_output_file_is_private_and_replaces_a_link_not_its_target(stories: dict[str, Path], tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "report.md"
    target.write_text("keep me\n")
    link.symlink_to(target)
    ran = run("ask", "--answers", stories["same-day"], "--output", link)
    assert ran == Ran(0, "", "")
    assert target.read_text() == "keep me\n"
    assert not link.is_symlink()
    assert mode(link) == 0o600
    assert link.read_text(encoding="utf-8").startswith(f"# {headline('same-day')}\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.md", "target"]


def test_output_takes_its_format_from_the_option_or_the_name(stories: dict[str, Path], tmp_path: Path) -> None:
    named, told = tmp_path / "report.json", tmp_path / "report.txt"
    assert run("ask", "--answers", stories["emergency"], "--output", named).code == 0
    assert run("ask", "--answers", stories["emergency"], "--format", "terminal", "--output", told).code == 0
    assert json.loads(named.read_text(encoding="utf-8"))["urgency"] == "emergency"
    assert told.read_text(encoding="utf-8").startswith(f"EMERGENCY: {headline('emergency')}\n")


@pytest.mark.parametrize("option", ["--output", "--save"])
def test_a_file_that_cannot_be_written(option: str, stories: dict[str, Path], tmp_path: Path) -> None:
    ran = run("ask", "--answers", stories["emergency"], option, tmp_path / "missing" / "file")
    assert_told(ran, 4)
    assert "missing" in ran.err


# ---- streams that fail --------------------------------------------------------------------------------------------------

WRITERS: dict[str, tuple[str, ...]] = {
    "markdown": ("ask", "--answers", "-", "--format", "markdown"),
    "json": ("ask", "--answers", "-", "--format", "json"),
    "terminal": ("ask", "--answers", "-", "--format", "terminal"),
    "template": ("template",),
    "check": ("check",),
    "about": ("about",),
}
every_writer = pytest.mark.parametrize("arguments", WRITERS.values(), ids=WRITERS)


@needs_full
@every_writer
def test_stdout_is_full(arguments: tuple[str, ...]) -> None:
    assert_told(run(*arguments, stdin=answers_file(EMERGENCY), redirect=">/dev/full"), 4)


@every_writer
def test_stdout_is_closed(arguments: tuple[str, ...]) -> None:
    assert_told(run(*arguments, stdin=answers_file(EMERGENCY), redirect=">&-"), 4)


@every_writer
def test_the_reader_of_stdout_went_away(arguments: tuple[str, ...]) -> None:
    ran = run_without_reader(*arguments)
    assert_told(ran, 4)
    assert "Exception ignored" not in ran.err
    assert "fault in nervecheck" not in ran.err


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_that_nobody_reads(option: str) -> None:
    full = [run(option, redirect=">/dev/full")] if FULL.exists() else []
    for ran in (run_without_reader(option), *full):
        assert ran.code != 0
        assert "Traceback" not in ran.err
        assert "fault in nervecheck" not in ran.err


def run_without_reader(*arguments: str) -> Ran:
    """Runs the program with a stdout whose reader is gone before the first byte."""
    read, write = os.pipe()
    os.close(read)
    try:
        done = subprocess.run(
            [*PROGRAM, *arguments],
            input=answers_file(EMERGENCY).encode(),
            stdout=write,
            stderr=subprocess.PIPE,
            env=surroundings(),
            timeout=30,
            check=False,
        )
    finally:
        os.close(write)
    return Ran(done.returncode, "", done.stderr.decode())


@pytest.mark.parametrize("redirect", ["2>&-", pytest.param("2>/dev/full", marks=needs_full)])
def test_a_stderr_that_is_gone_keeps_the_result(redirect: str, stories: dict[str, Path]) -> None:
    given = ("ask", "--answers", stories["same-day"], "--date", "2026-11-28")
    assert run(*given, redirect=redirect) == run(*given)
    typed = "".join(f"{keys(name, answer)}\n" for name, answer in EMERGENCY.items())
    asked = run("ask", stdin=typed, redirect=redirect)
    assert asked.code == 0
    assert asked.out.startswith(f"# {headline('emergency')}\n")


@pytest.mark.parametrize("redirect", ["2>&-", pytest.param("2>/dev/full", marks=needs_full)])
def test_a_stderr_that_is_gone_keeps_the_exit_code(redirect: str, tmp_path: Path) -> None:
    assert run("ask", "--answers", tmp_path / "missing.yaml", redirect=redirect).code == 2


def test_every_stream_is_closed(stories: dict[str, Path]) -> None:
    assert run("ask", "--answers", stories["emergency"], redirect="<&- >&- 2>&-") == Ran(4, "", "")
