"""A fault in any layer: sorry, the emergency signs of the folder in use, how to report it. No answer, no path, exit code 70."""

from __future__ import annotations

import gc
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import NoReturn

import pytest

from nervecheck.base.errors import ExitCode
from nervecheck.cli.emergency_signs import ANYBODY, SHIPPED
from nervecheck.cli.program import main
from tests.cli.test_emergency_signs import GATE
from tests.support import write_folder
from tests.support.terminal import EMERGENCY, answers_file, folded

SECRET = "a secret answer in /home/somebody/answers.yaml"
# the layer that fails -> where
PLACES = {
    "base": "nervecheck.render.markdown.one_line",
    "the door to the screen": "nervecheck.cli.streams.clean",
    "tree": "nervecheck.tree.load.folder.examine",
    "engine": "nervecheck.report.make.triage",
    "answers": "nervecheck.interview.answers_reader.Reader.read_file",
    "report": "nervecheck.cli.ask.make_report",
    "composing": "nervecheck.report.compose.document",
    "render": "nervecheck.render.markdown.escape",
    "cli": "nervecheck.cli.ask.deliver",
    "authoring": "nervecheck.authoring.check.check",
}
WHILE_ASKING = {
    "prompts": "nervecheck.prompts.plain_face.read",
    "interview": "nervecheck.interview.state.Interview.answer",
    "needed": "nervecheck.interview.state.progress",
    "hearing": "nervecheck.cli.interactive._hear",
}
IN_TELLING = {
    "the one error handler": "nervecheck.cli.error_handler._lines",
    "what it writes with": "nervecheck.cli.error_handler.clean",
}


def boom(*_: object, **__: object) -> NoReturn:
    raise RuntimeError(SECRET)


def break_at(monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    monkeypatch.setattr(place, boom)


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    file = tmp_path / "somebody.yaml"
    file.write_text(answers_file(EMERGENCY))
    return file


def ended(*arguments: str | Path) -> int:
    """The exit code of the program, run here with these arguments."""
    before = sys.argv
    sys.argv = ["nervecheck", *map(str, arguments)]
    try:
        with pytest.raises(SystemExit) as caught:
            main()
        return int(caught.value.code or 0)
    finally:
        sys.argv = before
        gc.enable()
        gc.unfreeze()


def assert_sorry(said: str, signs: tuple[str, ...] = SHIPPED) -> None:
    assert said.startswith("Sorry: nervecheck has a fault")
    assert folded(" ".join(signs)) in folded(said)
    for private in ("secret", "/home", "somebody", "Traceback", 'File "', "saddle"):
        assert private not in said


@pytest.mark.parametrize("layer", PLACES)
def test_a_fault_is_told_with_the_emergency_signs(
    layer: str, answers: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    break_at(monkeypatch, PLACES[layer])
    assert ended(*(["check"] if layer == "authoring" else ["ask", "--answers", answers])) == ExitCode.BUG
    told = capsys.readouterr()
    assert told.out == ""
    assert_sorry(told.err)
    assert "RuntimeError in nervecheck." in told.err
    assert max(map(len, told.err.splitlines())) <= 80


@pytest.mark.parametrize("place", WHILE_ASKING.values(), ids=WHILE_ASKING)
def test_a_fault_while_asking_ends_with_the_emergency_signs(
    place: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    break_at(monkeypatch, place)
    monkeypatch.setattr(sys, "stdin", StringIO("1\n1\n"))
    assert ended("ask") == ExitCode.BUG
    told = capsys.readouterr()
    assert told.out == ""
    assert_sorry(told.err[told.err.index("Sorry") :])


@pytest.mark.parametrize("place", IN_TELLING.values(), ids=IN_TELLING)
def test_a_fault_in_the_error_handler_is_told_as_well(
    place: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    break_at(monkeypatch, place)
    assert ended("ask", "--answers", "somebody-is-not-there.yaml") == ExitCode.BUG
    assert_sorry(capsys.readouterr().err)


@pytest.mark.parametrize("place", ["emergency_signs", "_where"])
def test_a_fault_while_a_fault_is_told_leaves_what_anybody_calls_for(
    place: str, answers: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    break_at(monkeypatch, PLACES["report"])
    break_at(monkeypatch, f"nervecheck.cli.fault.{place}")
    assert ended("ask", "--answers", answers) == ExitCode.BUG
    assert_sorry(capsys.readouterr().err, ANYBODY)


def test_the_signs_are_those_of_the_folder_in_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_folder(tmp_path, GATE)
    (folder / "rules.yaml").write_text("rules: broken\n")
    break_at(monkeypatch, "nervecheck.cli.ask.loaded")
    assert ended("ask", "--questions", folder) == ExitCode.BUG
    assert_sorry(capsys.readouterr().err, ("The bite swells fast; Hard to swallow.",))


def test_debug_shows_the_trace_and_the_signs(
    answers: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    break_at(monkeypatch, PLACES["report"])
    assert ended("--debug", "ask", "--answers", answers) == ExitCode.BUG
    told = capsys.readouterr().err
    assert "Traceback" in told
    assert SECRET in told
    assert folded(" ".join(SHIPPED)) in folded(told)


def test_a_package_that_is_not_whole_is_told_like_any_fault() -> None:
    code = "import sys; sys.modules['nervecheck.cli.commands'] = None\nfrom nervecheck.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", code, "ask"], capture_output=True, text=True, check=False)
    assert done.returncode == ExitCode.BUG
    assert_sorry(done.stderr)


def test_a_fault_with_nowhere_to_tell_it_keeps_its_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    break_at(monkeypatch, PLACES["tree"])
    monkeypatch.setattr(sys, "stderr", None)
    assert ended("about") == ExitCode.BUG


def test_a_reader_that_has_seen_enough_of_a_help_text_is_no_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def gone(*_: object) -> NoReturn:
        raise BrokenPipeError

    monkeypatch.setattr("nervecheck.cli.command_groups.WithLateCommands.invoke", gone)
    monkeypatch.setattr("sys.argv", ["nervecheck", "about"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert (ended.value.code, capsys.readouterr().err) == (ExitCode.NOT_WRITTEN, "")
