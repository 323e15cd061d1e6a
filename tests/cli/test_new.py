"""`nervecheck new`: a folder to start from, whose commands run as printed; nothing that stands there is touched."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from nervecheck.base.errors import ExitCode
from nervecheck.cli.commands import app

GRAZE = "groups: none, infection: none, dirt: clean, place: knee, since: today, age: 34"


def run(*arguments: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(app, list(map(str, arguments)))
    return done.exit_code, done.output


@pytest.fixture
def written(tmp_path: Path) -> Path:
    folder = tmp_path / "bee stings" / "first"
    code, printed = run("new", folder)
    assert (code, f"{folder} now holds" in printed) == (0, True)
    return folder


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("age: 34", ExitCode.SELF_CARE),
        ("since: weeks", ExitCode.ROUTINE),
        ("infection: pus", ExitCode.SAME_DAY),
        ("groups: deep, wound-signs: stuck", ExitCode.EMERGENCY),
        ("groups: bleeding, wound-signs: spurt", ExitCode.AMBULANCE),
    ],
)
def test_the_new_folder_can_be_asked(change: str, expected: ExitCode, written: Path, tmp_path: Path) -> None:
    name = change.split(":")[0]
    kept = [answer for answer in GRAZE.split(", ") if not answer.startswith(f"{name}:")]
    (tmp_path / "a.yaml").write_text(f"answers: {{{', '.join([*kept, change])}}}\n", encoding="utf-8")
    code, printed = run("ask", "--questions", written, "--answers", tmp_path / "a.yaml", "--exit-code")
    assert code == expected, printed


def test_the_commands_that_are_printed_run(tmp_path: Path) -> None:
    folder = tmp_path / "a folder"
    _, printed = run("new", folder)
    commands = [shlex.split(line)[1:] for line in printed.splitlines() if line.startswith("  nervecheck ")]
    assert [command[0] for command in commands] == ["check", "prove", "test", "ask"]
    assert all(str(folder) in command for command in commands)
    assert [run(*command)[0] for command in commands[:3]] == [0, 0, 0]


def test_the_files_are_utf_8_with_plain_line_ends(written: Path) -> None:
    raw = [path.read_bytes() for path in written.rglob("*") if path.is_file()]
    assert len(raw) == 17  # the README, 7 files and their schemas, an article and stories
    assert all(b"\r" not in one and one.decode("utf-8").endswith("\n") for one in raw)


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    assert run("new", tmp_path)[0] == 0
    assert (tmp_path / "tree.yaml").is_file()


def test_a_folder_that_holds_something_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "tree.yaml").write_text("mine", encoding="utf-8")
    code, printed = run("new", tmp_path)
    assert code == ExitCode.USAGE
    assert " ".join(printed.split()).endswith("is not empty. Name a folder that is empty, or not there yet.")
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == ["mine"]


def test_a_file_in_its_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "q").write_text("mine", encoding="utf-8")
    assert run("new", tmp_path / "q")[0] == ExitCode.USAGE
    assert run("new", tmp_path / "q" / "inner")[0] == ExitCode.NOT_WRITTEN
