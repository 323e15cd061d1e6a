"""`nervecheck ask`: which part of the report is printed, the date on it, JSON, and hints that name the folder in use."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from nervecheck.report.reader_page import TITLE
from tests.support import ADVICE, TREE, write_folder
from tests.support.program import assert_told, run
from tests.support.terminal import SELF_CARE, STORIES, answers_file, folded

FULL_ONLY = "Every answer"


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    file = tmp_path / "answers.yaml"
    file.write_text(answers_file(STORIES["routine"]))
    return file


@pytest.mark.parametrize(
    ("options", "person", "reader", "rest"),
    [
        ([], True, True, False),
        (["--full"], True, True, True),
        (["--page", "person"], True, False, False),
        (["--page", "reader"], False, True, False),
    ],
)
@pytest.mark.parametrize("format_", ["markdown", "terminal"])
def test_the_pages_are_printed_and_the_rest_on_demand(
    format_: str, options: list[str], person: bool, reader: bool, rest: bool, answers: Path
) -> None:
    ran = run("ask", "--answers", answers, "--format", format_, *options)
    assert ran.code == 0, ran.err
    text = ran.out.casefold()
    found = ("get help sooner" in text, TITLE.casefold() in text, FULL_ONLY.casefold() in text)
    assert found == (person, reader, rest)


def test_json_holds_all_of_it_with_the_pages_block_by_block(answers: Path) -> None:
    report = json.loads(run("ask", "--answers", answers, "--format", "json", "--date", "2026-11-28").out)
    assert report["format"] == "nervecheck-report/2"
    assert report["date"] == "2026-11-28"
    assert list(report["pages"]) == ["person", "reader", "rest"]
    assert report["pages"]["person"][0]["block"] == "banner"
    assert report["pages"]["reader"][0] == {"block": "heading", "text": f"{TITLE}: {report['word']}", "level": 2}


@pytest.mark.parametrize(
    ("file", "begins"),
    [("r.html", "<!DOCTYPE html>"), ("r.HTM", "<!DOCTYPE html>"), ("r.json", "{"), ("r.md", "# "), ("r", "# ")],
)
def test_the_ending_of_the_file_chooses_the_format(file: str, begins: str, answers: Path, tmp_path: Path) -> None:
    assert run("ask", "--answers", answers, "--output", tmp_path / file).code == 0
    assert (tmp_path / file).read_text().startswith(begins)


def test_html_is_chosen_by_name_as_well_and_with_all_the_rest_open(answers: Path, tmp_path: Path) -> None:
    run("ask", "--answers", answers, "--output", tmp_path / "r.txt", "--format", "html", "--full")
    folds = re.findall("<details[^>]*>", (tmp_path / "r.txt").read_text())
    assert folds
    assert all(fold.endswith(" open>") for fold in folds)
    assert "<details" not in run("ask", "--answers", answers, "--format", "html", "--page", "reader").out


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ("2026-11-28", "(28 November 2026): "),
        ("2026-11-28T09:05", "(28 November 2026, 09:05): "),
        ("2026-11-28 09:05:07+01:00", "(28 November 2026, 09:05): "),
    ],
)
def test_the_date_is_that_of_the_command_line(given: str, printed: str, tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text(answers_file(STORIES["emergency"]))
    assert printed in folded(run("ask", "--answers", file, "--date", given, "--format", "terminal").out)


def test_without_a_date_it_is_today(tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text(answers_file(STORIES["emergency"]))
    before = date.today()
    report = json.loads(run("ask", "--answers", file, "--format", "json").out)
    assert before.isoformat() <= report["date"][:10] <= date.today().isoformat()


@pytest.mark.parametrize("given", ["yesterday", "2026-13-01", "2026-11-28T25:00", ""])
def test_what_is_no_date_is_told(given: str, answers: Path) -> None:
    ran = run("ask", "--answers", answers, "--date", given)
    assert_told(ran, 2)
    assert "Write 2026-11-28, or 2026-11-28T14:30." in folded(ran.err)


def test_every_command_printed_names_the_folder_in_use(tmp_path: Path) -> None:
    folder = tmp_path / "my questions"
    folder.mkdir()
    question = "- {id: q, topic: T, ask: 'A?', type: one, options: [{id: a, label: A}, {id: b, label: B}]}"
    write_folder(folder, f"{TREE}  - id: s\n    title: S\n    questions:\n      {question}\n", advice=ADVICE)
    (folder / "library").mkdir()
    head = "---\nid: one\ntitle: One\nkind: faq\nrank: 1\nwhen: {q: a}\nsources: [src]\nreviewed: 2026-01-01\n---\n"
    (folder / "library" / "one.md").write_text(f"{head}A text.\n")
    used = f"--questions '{folder}'"
    asked = run("ask", "--questions", folder, "--set", "q=a", "--save", tmp_path / "kept.yaml", "--full")
    assert f"nervecheck read one {used}" in folded(asked.out.replace("\\", ""))
    assert used in (tmp_path / "kept.yaml").read_text().splitlines()[0]
    assert used in run("template", "--questions", folder).out.splitlines()[0]
    assert used in folded(run("read", "--questions", folder).out.replace("\\", ""))
    assert used in folded(run("read", "nothing", "--questions", folder).err)
    own = run(
        "ask",
        "--save",
        tmp_path / "own.yaml",
        *(f"--set={name}={value.replace(' ', ',')}" for name, value in SELF_CARE.items()),
    )
    assert "--questions" not in own.out + (tmp_path / "own.yaml").read_text()
