"""The README and CONTRIBUTING tell the truth: commands run, the transcript is real, tables and paths are those of the code."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from nervecheck.authoring.proof_formats import REPORTERS as PROOF_AS
from nervecheck.authoring.prove import prove
from nervecheck.authoring.vignette_formats import REPORTERS as STORIES_AS
from nervecheck.authoring.vignette_run import VignetteRun
from nervecheck.base.errors import ExitCode
from nervecheck.tree.terms import Urgency
from tests.support import SHIPPED, small_tree

ROOT = SHIPPED.parent
PACKAGE = ROOT / "nervecheck"
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONSOLE = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
FILES: dict[str, str] = dict(re.findall(r"```(?:yaml|ndjson)\n# (\S+)\n(.*?)```", README, re.DOTALL))
ON_A_TERMINAL = ("$ nervecheck ask --save my-answers.yaml", "$ nervecheck ask > report.md")


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The command in this environment's nervecheck, without a terminal."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "LC_ALL": "C.UTF-8", "COLUMNS": "80"}
    return subprocess.run(
        ["bash", "-c", command], cwd=folder, env=env, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The files of the README, and a copy of the questions."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "questions").symlink_to(SHIPPED)
    return tmp_path


def test_the_transcript_is_what_the_program_prints(folder: Path) -> None:
    block = next(block for block in CONSOLE if "--format terminal" in block)
    command, shown = block.removeprefix("$ ").split("\n", 1)
    printed = shell(command, folder).stdout
    assert printed.startswith(shown.rstrip() + "\n")


def test_every_command_of_the_readme_runs(folder: Path) -> None:
    ran = 0
    for block in CONSOLE:
        for line in block.splitlines():
            if line.startswith("$ ") and line not in ON_A_TERMINAL:
                done = shell(line.removeprefix("$ "), folder)
                assert (done.returncode, done.stderr) == (0, ""), line
                ran += 1
    assert ran >= 6


def test_the_table_of_exit_codes_is_that_of_the_code() -> None:
    named = {int(code) for code in re.findall(r"(?m)^\| (\d+) \|", README)}
    assert named == {int(code) for code in ExitCode}


def test_the_table_of_formats_names_every_key(tmp_path: Path) -> None:
    tree = small_tree(tmp_path, QUESTION, RULE, promises="- {id: p, if: {q: a}, then: {at-least: emergency}, basis: judgement}")
    (tmp_path / "vignettes").mkdir()
    (tmp_path / "vignettes" / "v.yaml").write_text(STORY)
    found = [json.loads(STORIES_AS["json"](VignetteRun(tree), False, "q")), json.loads(PROOF_AS["json"](prove(tree), "q"))]
    assert all(one["failed"] for one in found)
    assert {key for one in found for key in keys(one) if f"`{key}`" not in README} == set()


QUESTION = "- {id: q, topic: T, ask: A, type: one, unsure: [a], options: [{id: a, label: A, danger: true}, {id: b, label: B}]}"
RULE = """
rules: [{id: r, title: R, urgency: same-day, when: {q: a}, why: w, basis: judgement, reviewed: 2026-01-01}]
self-care: {when: {q: b}, why: w, basis: judgement, reviewed: 2026-01-01}
"""
STORY = "- {id: v, story: S, source: S, answers: {q: a}, expect: {urgency: [routine]}}"


def keys(value: object) -> set[str]:
    """Every key of the objects in the value."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return (set(value) if isinstance(value, dict) else set()).union(*map(keys, inner))


def test_the_two_commands_make_their_own_environment() -> None:
    commands = re.findall(r"(?m)^python3 -m venv .*$", README)
    assert len(commands) == 2
    assert all(command.startswith("python3 -m venv .venv && .venv/bin/pip install") for command in commands)


def test_the_urgencies_are_those_of_the_questions() -> None:
    table = README.split("The five urgencies:")[1].split("## ")[0]
    words = re.findall(r"(?m)^\| ([a-z][a-z-]*) \| (?!what)", table)
    assert words == [urgency.id for urgency in reversed(Urgency)]


def test_contributing_names_every_folder() -> None:
    folders = [path.parent.name for path in PACKAGE.glob("*/__init__.py")]
    assert folders
    assert [name for name in folders if f"| `{name}/` |" not in CONTRIBUTING] == []


def test_every_path_of_contributing_is_there() -> None:
    paths = set(re.findall(r"`([\w./-]+(?:\.py|\.md|\.yaml|\.toml|/))`", CONTRIBUTING))
    assert len(paths) > 30
    assert [path for path in sorted(paths) if not (ROOT / path).exists() and not (PACKAGE / path).exists()] == []


def test_the_ten_functions_of_contributing_are_where_it_says() -> None:
    rows = re.findall(r"(?m)^\| \d+ \| `(\w+)` \| `([\w/.]+)` \|", CONTRIBUTING)
    assert len(rows) == 10
    wrong = [(name, path) for name, path in rows if f"def {name}(" not in (PACKAGE / path).read_text(encoding="utf-8")]
    assert wrong == []
