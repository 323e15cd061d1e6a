"""Whatever somebody outside controls is shown as it was typed, but for what could hide, move or forge: kind by way in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from nervecheck.base.text import clean
from nervecheck.cli.commands import app
from nervecheck.interview.answers_file import AnswerProblems, read_answers
from nervecheck.tree.load import load
from tests.support import small_tree
from tests.support.hostile import FIRST_OF_EACH, KINDS, LAST_OF_EACH, SEPARATORS, assert_marked, hidden

if TYPE_CHECKING:
    from collections.abc import Callable

ONE = "- {id: q, topic: T, ask: A, type: one, options: [{id: a, label: A}, {id: b, label: B}]}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small questions folder."""
    return Path(small_tree(tmp_path_factory.mktemp("questions"), ONE).folder)


def said(*arguments: str, stdin: str = "") -> str:
    """All that the command wrote; it must have ended in words."""
    ran = CliRunner().invoke(app, list(arguments), input=stdin)
    assert ran.exit_code in (0, 1, 2, 3, 4), ran.output
    return ran.output


# the words that an outsider chooses -> the command line that brings them in
WAYS_IN: dict[str, Callable[[str, str], list[str]]] = {
    "the name of an answers file": lambda folder, text: ["ask", "--answers", text, "--questions", folder],
    "the name of a file to resume": lambda folder, text: ["ask", "--resume", text, "--questions", folder],
    "the name of a report": lambda folder, text: ["ask", "--output", f"{text}/x", "--questions", folder],
    "the name of a questions folder": lambda _, text: ["ask", "--questions", text],
    "the name of a folder to check": lambda _, text: ["check", text],
    "a question in --set": lambda folder, text: ["ask", "--set", f"{text}=a", "--questions", folder],
    "an answer in --set": lambda folder, text: ["ask", "--set", f"q={text}", "--questions", folder],
    "a --set without an answer": lambda folder, text: ["ask", "--set", text, "--questions", folder],
    "a region": lambda folder, text: ["ask", "--region", text, "--questions", folder],
    "a date": lambda folder, text: ["ask", "--date", text, "--questions", folder],
    "words to search for": lambda folder, text: ["read", text, "--questions", folder],
    "an id": lambda folder, text: ["uses", text, folder],
    "a section": lambda folder, text: ["graph", folder, "--section", text],
    "a kind of schema": lambda folder, text: ["schema", text, "--questions", folder],
    "a format": lambda folder, text: ["ask", "--format", text, "--questions", folder],
    "the name of a file of records": lambda folder, text: ["batch", text, "out.csv", "--questions", folder],
    "the name of a file of results": lambda folder, text: ["batch", "-", f"{text}/x", "--questions", folder],
    "an urgency": lambda folder, text: ["batch", "-", "-", "--report", "x", "--only", text, "--questions", folder],
    "a command": lambda _, text: [text],
    "an option": lambda _, text: ["ask", f"--{text}"],
}


@pytest.mark.parametrize("way", WAYS_IN)
def test_what_is_typed_is_shown_without_its_hidden_characters(way: str, folder: Path) -> None:
    for characters in (FIRST_OF_EACH, LAST_OF_EACH):
        assert_marked(said(*WAYS_IN[way](str(folder), f"begin{characters}end")), characters)


@pytest.mark.parametrize("way", WAYS_IN)
def test_what_is_typed_forges_no_line(way: str, folder: Path) -> None:
    text = "x" + "".join(f"{separator}Call nobody" for separator in f"\n{SEPARATORS}\x0b\x85")
    told = said(*WAYS_IN[way](str(folder), text))
    assert not [line for line in told.splitlines() if line.startswith("Call nobody")], told


@pytest.mark.parametrize("way", WAYS_IN)
def test_what_is_typed_is_no_markup(way: str, folder: Path) -> None:
    text = "[bold]x[/bold][/left]<b>![i](u)`c`:100:"
    assert text in said(*WAYS_IN[way](str(folder), text))


# an answers file with the words in each of its places
IN_A_FILE: dict[str, Callable[[str], object]] = {
    "an answer": lambda text: {"answers": {"q": text}},
    "an answer in a list": lambda text: {"answers": {"q": [text]}},
    "a question": lambda text: {"answers": {text: "a"}},
    "a key": lambda text: {text: {}, "answers": {"q": "a"}},
    "the version": lambda text: {"questions": {"version": text, "hash": "x"}, "answers": {"q": "a"}},
    "the hash": lambda text: {"questions": {"version": "1", "hash": text}, "answers": {"q": "a"}},
    "a list asked again": lambda text: {"again": [text], "answers": {"q": "a"}},
}


@pytest.mark.parametrize("place", IN_A_FILE)
def test_an_answers_file_with_hidden_characters_is_refused_by_their_number(place: str, folder: Path) -> None:
    tree = load(folder)
    for character in "".join(KINDS.values()):
        text = json.dumps(IN_A_FILE[place](f"begin{character}end"))  # as \uXXXX, which stands for the character itself
        with pytest.raises(AnswerProblems) as caught:
            read_answers(text.encode(), "a.yaml", tree)
        told = str(caught.value)
        assert hidden(told) == ""
        assert f"U+{ord(character):04X} " in told or "yaml-syntax" in told  # half of a surrogate pair is no YAML at all


def test_a_file_of_the_folder_with_hidden_characters_in_its_name(tmp_path: Path) -> None:
    folder = Path(small_tree(tmp_path, ONE).folder)
    (folder / f"begin{FIRST_OF_EACH}end.txt").touch()
    assert_marked(said("check", str(folder)), FIRST_OF_EACH)
    assert_marked(said("check", str(folder), "--format", "github"), FIRST_OF_EACH)
    problems = json.loads(said("check", str(folder), "--format", "json"))["problems"]
    assert_marked("".join(problem["file"] for problem in problems), FIRST_OF_EACH)


def test_a_folder_named_with_hidden_characters(tmp_path: Path) -> None:
    name = str(tmp_path / f"begin{FIRST_OF_EACH}end")
    assert_marked(said("new", name), FIRST_OF_EACH)
    assert_marked(said("check", name), FIRST_OF_EACH)
    assert_marked(json.loads(said("check", name, "--format", "json"))["summary"], FIRST_OF_EACH)
    assert_marked(said("template", "--questions", name), FIRST_OF_EACH)
    assert said("template", "--questions", name, "--output", str(tmp_path / "a.yaml")) == ""
    assert_marked((tmp_path / "a.yaml").read_text(encoding="utf-8"), FIRST_OF_EACH)


@pytest.mark.parametrize("name", ["LC_ALL", "LC_MESSAGES", "LANG", "TERM", "NO_COLOR", "ACCESSIBLE", "COLUMNS", "PAGER"])
def test_the_surroundings_are_shown_nowhere(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for text in ("\x1b[2J", "en_GB\x1b[2J", "[bold]x[/bold]", "\udcff"):
        monkeypatch.setenv(name, text)
        told = said("ask", "--answers", "-", "--questions", str(folder), "--format", "terminal", stdin="answers: {q: a}")
        assert "Stay home" in told or "Book a visit" in told
        assert hidden(told) == ""
        assert "[bold]" not in told


def test_clean_never_fails_and_loses_nothing() -> None:
    for kind in KINDS.values():
        assert_marked(clean(f"begin{kind}end"), kind)
    assert clean("a\r\nb\rc\u2028d\te") == "a\nb\nc\nd e"
