"""The options of `ask`: formats, colour, regions, what is refused, and what is said when something breaks."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import pytest
from typer.testing import CliRunner

from nervecheck.cli.commands import app
from nervecheck.cli.emergency_signs import ANYBODY
from tests.support import shipped, write_folder
from tests.support.program import assert_told, run
from tests.support.terminal import EMERGENCY, STORIES, answers_file, folded, headline, keys

ASK = import_module("nervecheck.cli.ask")  # in the package, the name is that of the command
ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
every_format = pytest.mark.parametrize("format_", ["markdown", "json", "terminal"])
FOREIGN = """
title: t
version: 1
reviewed: 2026-01-01
reviewed-by: niemand
scope: alle
sections:
  - id: s
    title: S
    questions:
      - id: q
        topic: Ort
        ask: Wo tut es weh?
        type: one
        options: [{id: a, label: Rücken ─ 腰}, {id: b, label: Bein}]
"""


@every_format
def test_a_locale_that_is_not_utf_8_still_writes(format_: str, stories: dict[str, Path]) -> None:
    ran = run("ask", "--answers", stories["emergency"], "--format", format_, env=ASCII)
    assert (ran.code, ran.err) == (0, "")
    assert headline("emergency") in ran.out


@every_format
def test_a_locale_that_lacks_the_letters_still_writes(format_: str, tmp_path: Path) -> None:
    folder = write_folder(tmp_path, FOREIGN)
    ran = run("ask", "--questions", folder, "--set", "q=a", "--format", format_, env=ASCII)
    assert (ran.code, ran.err) == (0, "")
    assert "Book a visit" in ran.out
    if format_ == "json":
        assert json.loads(ran.out)["urgency"] == "routine"


@pytest.mark.parametrize(
    ("options", "env"),
    [
        ([], {}),
        ([], {"NO_COLOR": "1", "FORCE_COLOR": "1"}),
        ([], {"TERM": "dumb", "FORCE_COLOR": "1"}),
        ([], {"ACCESSIBLE": "1", "FORCE_COLOR": "1"}),
        (["--plain"], {"FORCE_COLOR": "1"}),
    ],
    ids=["pipe", "no-color", "dumb", "accessible", "plain"],
)
def test_no_escape_byte(options: list[str], env: dict[str, str], stories: dict[str, Path]) -> None:
    ran = run("ask", "--answers", stories["emergency"], "--format", "terminal", *options, env=env)
    assert ran.code == 0
    assert headline("emergency") in ran.out
    assert "\x1b" not in ran.out + ran.err


def test_colour_can_be_forced(stories: dict[str, Path]) -> None:
    assert "\x1b[" in run("ask", "--answers", stories["emergency"], "--format", "terminal", env={"FORCE_COLOR": "1"}).out


@pytest.mark.parametrize("format_", ["markdown", "json"])
def test_files_are_never_coloured(format_: str, stories: dict[str, Path]) -> None:
    assert "\x1b" not in run("ask", "--answers", stories["emergency"], "--format", format_, env={"FORCE_COLOR": "1"}).out


@pytest.mark.parametrize(("wanted", "number"), [("UK", "999"), ("germany", "112"), ("united states", "911")])
def test_a_region_by_its_name(wanted: str, number: str, stories: dict[str, Path]) -> None:
    assert f"call {number}." in run("ask", "--answers", stories["emergency"], "--region", wanted).out


@pytest.mark.parametrize(("wanted", "meant"), [("GBR", "GB"), ("USA", "US"), ("germny", "GERMANY")])
def test_an_unknown_region_names_the_nearest(wanted: str, meant: str, stories: dict[str, Path]) -> None:
    ran = run("ask", "--answers", stories["emergency"], "--region", wanted)
    assert_told(ran, 2)
    assert ran.out == ""
    assert f"'{meant}'" in ran.err


def test_a_region_in_small_letters(stories: dict[str, Path]) -> None:
    assert "999" in run("ask", "--answers", stories["emergency"], "--region", "gb").out


@pytest.mark.parametrize(
    "options",
    [
        ("--answers", "x.yaml", "--resume", "y.yaml"),
        ("--format", "pdf", "--colour"),
        ("--format", "pdf"),
        ("--answers", "missing.yaml"),
        ("--questions", "missing"),
        ("extra",),
    ],
    ids=" ".join,
)
def test_wrong_usage(options: tuple[str, ...]) -> None:
    ran = run("ask", *options)
    assert_told(ran, 2)
    assert ran.out == ""
    assert "> " not in ran.err, "nothing is asked before the options are right"


def assert_signs(text: str) -> None:
    """The short list of emergency signs and the number to call."""
    for sign in ("112, 911 or 999", "breathing", "chest pain", "between the legs", "both legs weak"):
        assert sign in folded(text)


def test_a_broken_questions_folder_prints_the_emergency_signs(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, "title: t\nsections: [\n")
    ran = run("ask", "--questions", folder)
    assert_told(ran, 3)
    assert ran.out == ""
    assert "tree.yaml:" in ran.err
    assert "error[" in ran.err
    assert " ".join(ANYBODY) in folded(ran.err)


def test_an_empty_questions_folder_prints_the_emergency_signs(tmp_path: Path) -> None:
    ran = run("ask", "--questions", tmp_path)
    assert_told(ran, 3)
    assert " ".join(ANYBODY) in folded(ran.err)


@pytest.mark.parametrize("place", ["make_report", "loaded", "_deliver"])
def test_an_internal_fault_tells_the_signs_and_no_answer(place: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken(*arguments: object) -> None:
        raise RuntimeError(f"cannot handle {arguments} 57 years, Cancer, at any time")

    story = STORIES["same-day"] | {"age": "57"}
    file = tmp_path / "answers.yaml"
    file.write_text(answers_file(story))
    monkeypatch.setattr(ASK, place, broken)
    result = CliRunner().invoke(app, ["ask", "--answers", str(file)])
    assert result.exit_code == 70
    assert_signs(result.stderr)
    assert result.stdout == ""
    assert "fault" in result.stderr
    for private in ("57", "cancer", "Cancer", "low-back", "Low back", "cannot handle", str(file), "Traceback"):
        assert private not in result.output


def test_a_fault_while_asking_tells_the_signs_and_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: object) -> None:
        raise ValueError(f"{arguments}")

    monkeypatch.setattr(ASK, "make_report", broken)
    typed = "".join(f"{keys(name, answer)}\n" for name, answer in EMERGENCY.items())
    result = CliRunner().invoke(app, ["ask"], input=typed)
    assert result.exit_code == 70
    assert result.stdout == ""
    fault = result.stderr[result.stderr.index("Sorry: ") :]
    assert_signs(fault)
    assert shipped().questions["ces"].options[0].label not in fault
    assert "Picked" not in fault
