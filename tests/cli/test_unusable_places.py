"""Places that cannot be read or written: one clean line, the right exit code, nothing torn, nothing in the way."""

from __future__ import annotations

import os
import resource
import shlex
import stat
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner, Result

from nervecheck.base.errors import NotWritten
from nervecheck.cli.commands import app
from nervecheck.cli.streams import write_whole
from tests.robustness.kills import kill_while_saving
from tests.support import small_tree
from tests.support.powers import bound_by_permissions
from tests.support.program import assert_told, surroundings
from tests.support.program import run as run_program
from tests.support.terminal import PROGRAM

if TYPE_CHECKING:
    from collections.abc import Callable

ONE = "- {id: q, topic: T, ask: A, type: one, options: [{id: a, label: A}, {id: b, label: B}]}"
ARTICLE = "---\n{id: one, title: T, kind: faq, rank: 1, when: {q: a}, sources: [src], reviewed: 2026-01-01}\n---\nText.\n"
STORY = "- {id: v, title: T, story: S, answers: {q: b}, expect: {urgency: [self-care]}}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small questions folder with everything that a folder can hold."""
    place = tmp_path / "questions"
    place.mkdir()
    small_tree(place, ONE)
    (place / "library").mkdir()
    (place / "library" / "one.md").write_text(ARTICLE)
    (place / "vignettes").mkdir()
    (place / "vignettes" / "one.yaml").write_text(STORY)
    (place / "promises.yaml").write_text("[]\n")
    return place


def run(*arguments: str | Path, stdin: str = "answers: {q: a}") -> Result:
    return CliRunner().invoke(app, list(map(str, arguments)), input=stdin)


def assert_one_line(ran: Result, code: int, says: str) -> None:
    """It ended with this code and said this, in a few lines, and the report is not there."""
    assert ran.exit_code == code, ran.output
    assert says in " ".join(ran.output.split())
    assert len(ran.output.splitlines()) <= 6
    assert "fault" not in ran.output


# ---- where a file is to be written --------------------------------------------------------------------------------------

# what is there already -> what is said of it
TAKEN: dict[str, tuple[Callable[[Path], object], str]] = {
    "a folder": (lambda place: place.mkdir(), "it is a folder"),
    "a pipe": (os.mkfifo, "it is a pipe or a device"),
    "a link to a device": (lambda place: place.symlink_to("/dev/null"), "it is a pipe or a device"),
    "a link to a folder": (lambda place: place.symlink_to("/"), "it is a folder"),
}


@pytest.mark.parametrize("option", ["--output", "--save"])
@pytest.mark.parametrize("what", TAKEN)
def test_what_is_no_file_is_not_replaced(what: str, option: str, folder: Path, tmp_path: Path) -> None:
    make, says = TAKEN[what]
    place = tmp_path / "place"
    make(place)
    kind = stat.S_IFMT(place.lstat().st_mode)
    for asking in (["--answers", "-"], []):  # also before the first question, and not after the last
        assert_one_line(run("ask", *asking, option, place, "--questions", folder), 4, f"place cannot be written: {says}")
    assert stat.S_IFMT(place.lstat().st_mode) == kind
    for other in (("template", "--questions"), ("graph",)):
        assert_one_line(run(*other, folder, "--output", place), 4, f"place cannot be written: {says}")


@pytest.mark.parametrize("place", ["/dev/null", "/dev/stdout", "/dev/new-name", "/proc/self/fd/1"])
def test_what_belongs_to_the_system_is_not_replaced(place: str, folder: Path) -> None:
    assert_one_line(run("template", "--output", place, "--questions", folder), 4, "it is a pipe or a device")


@pytest.mark.parametrize("mode", [0, 0o555])
def test_a_folder_that_is_closed_is_found_out_before_the_first_question(mode: int, folder: Path, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode)
    closed.chmod(mode)
    with bound_by_permissions():
        for option in ("--save", "--output"):
            assert_one_line(run("ask", option, closed / "x", "--questions", folder, stdin="1\n"), 4, "Permission denied")
        assert_one_line(run("new", closed / "x"), 4, "Permission denied")


def test_a_deleted_working_folder(folder: Path, tmp_path: Path) -> None:
    gone, before = tmp_path / "gone", Path.cwd()
    gone.mkdir()
    os.chdir(gone)
    gone.rmdir()
    try:
        assert_one_line(run("ask", "--answers", "-", "--output", "x.md", "--questions", folder), 4, "cannot be written")
        assert_one_line(run("ask", "--save", "x.yaml", "--questions", folder, stdin=""), 4, "cannot be written")
        assert run("ask", "--answers", "-", "--questions", folder).exit_code == 0
    finally:
        os.chdir(before)


def test_a_disk_that_is_full_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    file, limits = tmp_path / "answers.yaml", resource.getrlimit(resource.RLIMIT_FSIZE)
    write_whole(file, "old\n")
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(NotWritten, match="could not be written: File too large"):
            write_whole(file, "new\n" * 1000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert file.read_text() == "old\n"
    assert [path.name for path in tmp_path.iterdir()] == ["answers.yaml"]


def test_killed_while_saving_the_file_is_the_old_or_the_new_one(tmp_path: Path) -> None:
    found = kill_while_saving(30, tmp_path)
    assert (found.torn, found.open_to_others, found.left_after_saving) == (0, 0, 0)


def test_what_another_run_is_writing_now_is_left_alone(tmp_path: Path) -> None:
    other, old = tmp_path / ".nervecheck-other.part", tmp_path / ".nervecheck-old.part"
    other.touch()
    old.touch()
    os.utime(old, (0, 0))
    write_whole(tmp_path / "a.yaml", "new\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".nervecheck-other.part", "a.yaml"]


def test_a_name_as_long_as_names_can_be_is_written(tmp_path: Path) -> None:
    write_whole(tmp_path / ("x" * 255), "new\n")
    assert [len(path.name) for path in tmp_path.iterdir()] == [255]


# ---- where something is to be read --------------------------------------------------------------------------------------


@pytest.mark.parametrize("option", ["--answers", "--resume"])
def test_answers_that_cannot_be_read(option: str, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    for name, says in {".": "Is a directory", "loop": "symbolic links", "none": "No such file", "x" * 5000: "too long"}.items():
        ran = run("ask", option, tmp_path / name, "--questions", folder)
        assert_one_line(ran, 2, "cannot be read")
        assert says in " ".join(ran.output.split())


@pytest.mark.parametrize("option", ["--output", "--save"])
def test_a_name_too_long_to_write_is_found_out_before_the_first_question(option: str, folder: Path) -> None:
    assert_one_line(run("ask", option, "x" * 300, "--questions", folder, stdin="1\n"), 4, "File name too long")


def test_answers_without_end_are_too_large(folder: Path) -> None:
    assert_one_line(run("ask", "--answers", "/dev/zero", "--questions", folder), 3, "too-large")


def instead(file: Path, make: Callable[[Path], object]) -> None:
    file.unlink()
    make(file)


# what stands in place of a file of a folder, by a slip or to harm
UNREADABLE: dict[str, Callable[[Path], object]] = {
    "a pipe": lambda file: instead(file, os.mkfifo),
    "a folder": lambda file: instead(file, Path.mkdir),
    "a device": lambda file: instead(file, lambda place: place.symlink_to("/dev/zero")),
    "a closed file": lambda file: file.chmod(0),
}


@pytest.mark.parametrize("name", ["rules.yaml", "promises.yaml", "library/one.md", "vignettes/one.yaml"])
@pytest.mark.parametrize("what", UNREADABLE)
def test_a_file_of_the_folder_that_cannot_be_read(what: str, name: str, folder: Path) -> None:
    file = folder / name
    UNREADABLE[what](file)
    with bound_by_permissions():
        checked, *others = (run(*command.split(), folder) for command in ("check", "test", "uses q", "rename q qq"))
    assert checked.exit_code == 1
    assert f"{name}: error[missing-file] The file cannot be read: " in checked.output
    assert {ran.exit_code for ran in others} <= {1, 3}
    assert "fault" not in "".join(ran.output for ran in others)


@pytest.mark.parametrize("name", ["library", "vignettes"])
def test_a_part_of_the_folder_that_nobody_may_look_into_is_not_left_out(name: str, folder: Path) -> None:
    (folder / name).chmod(0)
    with bound_by_permissions():
        ran = run("check", folder)
    (folder / name).chmod(0o755)
    assert ran.exit_code == 1
    assert f"{name}: error[missing-file] The folder cannot be read: Permission denied." in ran.output


# ---- streams ------------------------------------------------------------------------------------------------------------


def test_a_stdin_that_is_not_open_for_reading_is_the_end_of_input(tmp_path: Path) -> None:
    assert_told(run_program("ask", redirect=f"0> {tmp_path / 'x'}"), 3)
    assert_told(run_program("ask", "--answers", "-", redirect=f"0> {tmp_path / 'x'}"), 2)


def test_a_locale_of_plain_letters_and_no_home(folder: Path) -> None:
    plain = {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "HOME": ""}
    (folder / "advice.yaml").write_text((folder / "advice.yaml").read_text().replace("Book a visit", "Pr\u00eat \u8170"))
    ran = run_program("ask", "--answers", "-", "--questions", folder, stdin="answers: {q: a}", env=plain)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("# Pr")
    asked = run_program("ask", "--questions", folder, stdin="\u00e9\n1\n", env=plain)
    assert asked.code == 0
    assert "is not" in asked.err or "Type a number" in asked.err


def test_bytes_that_are_no_text_are_no_fault_in_a_strict_locale() -> None:
    ran = run_program("ask", stdin="\x00\n", env={"PYTHONIOENCODING": "ascii:strict"})
    assert_told(ran, 3)
    ran = run_program("ask", stdin="\u00e9\n", env={"PYTHONIOENCODING": "ascii:strict"})
    assert_told(ran, 3)
    assert "fault" not in ran.err


def test_a_home_that_cannot_be_written_is_told_in_a_line() -> None:
    # Typer looks for the shell among the parents of the process: here is one, whatever runs the tests
    command = shlex.join([*PROGRAM, "--install-completion"])
    done = subprocess.run(
        ["bash", "-c", f"{command}; exit $?"], env=surroundings(HOME="/proc/none"), capture_output=True, text=True, check=False
    )
    assert done.returncode == 4
    assert done.stderr.startswith("The output could not be written: ")
    assert len(done.stderr.splitlines()) == 1
