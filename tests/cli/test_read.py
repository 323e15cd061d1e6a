"""`nervecheck read`: the library listed, searched and read."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from nervecheck.cli.commands import app
from tests.support import SHIPPED


def read(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["read", *words])
    return done.exit_code, done.output


def test_read_lists_every_article_once() -> None:
    code, text = read()
    names = [path.stem for path in (SHIPPED / "library").glob("*.md")]
    assert code == 0
    assert [text.count(f"- {name}: ") for name in names] == [1] * len(names)


def test_read_shows_the_whole_article_its_cautions_and_the_signs_that_come_first() -> None:
    code, text = read("heat")
    assert code == 0
    assert text.startswith("# Warmth\n")
    assert "Take care: Put no heat or ice on skin" in text
    assert "### Get help first if one of these begins" in text
    assert "### Sources" in text


def test_read_shows_what_answers_clearly_and_names_the_rest() -> None:
    code, text = read("tonic", "water", "for", "cramps?")
    assert code == 0
    assert text.startswith("# Quinine tablets for night cramps\n")
    assert "Also found: " in text


def test_read_lists_the_best_few_with_a_line_of_each_where_none_is_clearly_meant() -> None:
    code, text = read("surgery")
    assert code == 0
    assert text.startswith("# Found for 'surgery'\n")
    assert 2 <= text.count("\n- ") <= 6
    assert "- spine-surgery: Spine surgery. " in text


def test_read_searches_the_nearest_word_for_a_slip_and_says_so() -> None:
    code, text = read("massge")
    assert code == 0
    assert text.startswith("No article holds 'massge'. Searched was 'massage'.")


def test_read_of_something_unknown_says_so() -> None:
    done = CliRunner().invoke(app, ["read", "zebra"])
    assert done.exit_code == 2
    assert "No article holds 'zebra'. `nervecheck read` lists all." in " ".join(done.output.split())


def test_read_writes_html_by_name_and_by_the_ending_of_a_file(tmp_path: Path) -> None:
    code, text = read("heat", "--format", "html")
    assert code == 0
    assert "<h1>Warmth</h1>" in text
    read("heat", "--output", str(tmp_path / "heat.html"))
    assert (tmp_path / "heat.html").read_text() == text


def test_read_as_html_draws_the_moves_of_one_article_and_of_no_list() -> None:
    assert read("moves-for-the-neck", "--format", "html")[1].count('<figure class="move">') == 2
    assert "<figure" not in read("moves", "--format", "html")[1]


def test_read_refuses_a_format_that_the_library_has_not(tmp_path: Path) -> None:
    code, text = read("heat", "--output", str(tmp_path / "heat.json"))
    assert code == 2
    assert "The library is not written as json. Allowed: terminal, markdown, html." in " ".join(text.split())
    assert list(tmp_path.iterdir()) == []
