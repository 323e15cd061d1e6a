"""The commands for authors: check in its formats, prove, test, template and about."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from nervecheck.cli.commands import app
from nervecheck.interview.answers_file import read_answers
from tests.support import SHIPPED, shipped

BAD = Path(__file__).parents[1] / "tree" / "bad_questions"
ANKLE = Path(__file__).parents[1] / "questions" / "ankle"


def run(*arguments: str | Path) -> tuple[int, str]:
    """The exit code and what was printed."""
    done = CliRunner().invoke(app, list(map(str, arguments)))
    return done.exit_code, done.output


def spoiled(place: Path, name: str, old: str, new: str) -> Path:
    """The shipped folder with one text changed."""
    folder = Path(shutil.copytree(SHIPPED, place / "questions"))
    text = (folder / name).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    return folder


def test_a_wrong_command_is_told_the_nearest_of_all_commands() -> None:
    code, printed = run("chek")

    assert (code, "Did you mean 'check'?" in printed) == (2, True)


def test_check_shows_the_line_and_the_place() -> None:
    code, printed = run("check", BAD / "base" / ".." / "yaml-tab")
    assert code == 1
    assert "yaml-tab" in printed
    assert "       | ^" in printed


def test_check_as_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BAD)
    code, printed = run("check", BAD / "yaml-tab", "--format", "json")
    problems = {(p["file"], p["line"], p["column"], p["level"], p["code"]) for p in json.loads(printed)["problems"]}
    assert code == 1
    assert ("yaml-tab/tree.yaml", 8, 1, "error", "yaml-tab") in problems


def test_check_for_a_code_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BAD)
    code, printed = run("check", BAD / "yaml-tab", "--format", "github")
    assert code == 1
    assert "::error file=yaml-tab/tree.yaml,line=8,col=1,title=yaml-tab::A tab stands here. Use spaces." in printed


@pytest.mark.parametrize(("arguments", "code"), [([], 0), (["--strict"], 1)])
def test_warnings_fail_only_when_strict(arguments: list[str], code: int, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ANKLE, tmp_path / "ankle"))
    with (folder / "findings.yaml").open("a", encoding="utf-8") as file:
        file.write("spare:\n  says: spare\n  when: {groups: none}\n")
    assert run("check", folder, *arguments)[0] == code


def test_prove_tells_the_rule_the_guard_and_the_answer_and_writes_examples(tmp_path: Path) -> None:
    old, new = "        when: {feel: weak}\n", "        when: {all: [{feel: weak}, {not: {fluid-signs: stand}}]}\n"
    code, printed = run("prove", spoiled(tmp_path, "tree.yaml", old, new), "--out", tmp_path / "found")
    assert code == 1
    assert "fluid-signs: stand: With 'stand' the urgency is lower than without it." in printed
    assert "closes the guard at tree.yaml:" in printed
    assert {path.name for path in (tmp_path / "found").iterdir()} >= {"01-calmer-answer.yaml", "01-counter-example.yaml"}


def test_prove_says_what_it_could_not_settle() -> None:
    code, printed = run("prove", SHIPPED, "--limit", "1")
    assert code == 1
    assert "not-proved" in printed
    assert "The limit was reached." in printed


def test_a_vignette_that_comes_out_otherwise_is_told_with_its_trace(tmp_path: Path) -> None:
    old = "  expect: {urgency: [emergency], rules: [spinal-infection]}\n"
    new = "  expect: {urgency: [routine], rules: [shingles], not-rules: [fever-today]}\n"
    code, printed = run("test", spoiled(tmp_path, "vignettes/back-and-leg.yaml", old, new))
    assert code == 1
    assert "urgency is emergency, expected routine; rule 'shingles' did not fire; rule 'fever-today' fired" in printed
    assert "fired: spinal-infection (rules.yaml:" in printed


def test_coverage_below_the_least_fails_and_what_no_vignette_reaches_is_named_at_its_place() -> None:
    assert run("test", ANKLE, "--min-coverage", "100")[0] == 0
    code, printed = run("test", SHIPPED, "--min-coverage", "100", "--missed")
    assert code == 1
    assert "tree.yaml:" in next(line for line in printed.splitlines() if "is reached by no vignette" in line)


def test_the_template_is_an_answers_file_without_answers() -> None:
    code, printed = run("template")
    assert code == 0
    assert read_answers(printed.encode(), "template", shipped()).answers == {}
    assert all(f"  {name}:\n" in printed for name in shipped().questions)


def test_the_kinds_of_schema_are_listed_and_one_or_all_are_written(tmp_path: Path) -> None:
    code, printed = run("schema")
    names = [line.split()[0] for line in printed.split("\n\n")[0].splitlines()]
    assert (code, len(names)) == (0, 16)
    assert json.loads(run("schema", "sources")[1])["title"] == "nervecheck: sources.yaml"
    assert run("schema", "--out", tmp_path / "made") == (0, "")
    assert {path.name for path in (tmp_path / "made").iterdir()} == {f"{name}.schema.json" for name in names}


def test_the_schema_of_answers_is_of_the_questions_named() -> None:
    code, printed = run("schema", "answers", "--questions", BAD / "base")
    assert code == 0
    assert list(json.loads(printed)["properties"]["answers"]["properties"]) == ["age", "numb", "area"]


def test_schemas_of_files_need_no_readable_folder(tmp_path: Path) -> None:
    assert run("schema", "tree", "--questions", tmp_path)[0] == 0
    assert run("schema", "answers", "--questions", tmp_path)[0] == 3


def test_a_graph_is_printed_or_written_whole_or_in_part(tmp_path: Path) -> None:
    code, printed = run("graph", SHIPPED, "--rule", "stroke-tia", "--to", "ambulance")
    assert code == 0
    assert printed.startswith("flowchart LR\n")
    assert run("graph", SHIPPED, "--section", "child", "--format", "dot", "--output", tmp_path / "g.dot") == (0, "")
    assert (tmp_path / "g.dot").read_text(encoding="utf-8").startswith("digraph nervecheck {\n")


@pytest.mark.parametrize(
    ("file", "chosen", "begins"),
    [("r.html", [], "<!DOCTYPE html>"), ("r.md", [], "# "), ("r", [], "# "), ("r", ["--format", "html"], "<!DOCTYPE html>")],
)
def test_the_page_to_sign_is_written_as_the_ending_or_the_option_says(
    file: str, chosen: list[str], begins: str, tmp_path: Path
) -> None:
    assert run("review", "--questions", ANKLE, "--output", tmp_path / file, *chosen) == (0, "")
    assert (tmp_path / file).read_text(encoding="utf-8").startswith(begins)


def test_the_page_to_sign_is_not_written_as_json(tmp_path: Path) -> None:
    code, said = run("review", "--questions", ANKLE, "--output", tmp_path / "r.json")
    assert code == 2
    assert "The page is not written as json. Allowed: markdown, html." in " ".join(said.split())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("wrong", [["schema", "tre"], ["graph", "--rule", "strok"], ["graph", "--section", "chil"]])
def test_a_wrong_name_is_wrong_usage_and_the_nearest_is_told(wrong: list[str]) -> None:
    code, printed = run(*wrong)
    assert code == 2
    assert "Did you mean" in printed


def test_about_tells_use_limits_review_versions_and_licence() -> None:
    code, printed = run("about")
    assert code == 0
    assert all(
        word in " ".join(printed.split()) for word in ("does not diagnose", "No clinician", "MIT", shipped().digest, "0.1.0")
    )


COMPLETING: dict[str, dict[str, str]] = {
    "bash": {"COMP_WORDS": "nervecheck {}", "COMP_CWORD": "{n}"},
    "zsh": {"_TYPER_COMPLETE_ARGS": "nervecheck {}"},
    "fish": {"_TYPER_COMPLETE_ARGS": "nervecheck {}", "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
}


@pytest.mark.parametrize("shell", COMPLETING)
@pytest.mark.parametrize(("begun", "expected"), [("a", "ask"), ("ask --pl", "--plain"), ("ask --region I", "IE")])
def test_a_shell_completes(shell: str, begun: str, expected: str) -> None:
    asked = {name: text.format(begun, n=len(begun.split())) for name, text in COMPLETING[shell].items()}
    env = {**os.environ, **asked, "_NERVECHECK_COMPLETE": f"complete_{shell}"}
    done = subprocess.run([Path(sys.executable).parent / "nervecheck"], env=env, capture_output=True, text=True, check=False)
    assert expected in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize("shell", COMPLETING)
def test_the_completion_of_a_shell_can_be_shown(shell: str) -> None:
    env = {**os.environ, "_NERVECHECK_COMPLETE": f"source_{shell}"}
    done = subprocess.run([Path(sys.executable).parent / "nervecheck"], env=env, capture_output=True, text=True, check=True)
    assert f"complete_{shell}" in done.stdout
