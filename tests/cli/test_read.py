"""`nervecheck read`: the library listed, searched and read."""

from __future__ import annotations

import pytest
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


def test_read_finds_words_in_titles_and_texts() -> None:
    code, text = read("night", "cramp")
    assert code == 0
    assert text.startswith("# Articles with 'night cramp'")
    assert "night-cramp-stretch" in text
    assert read("Warmth")[1] != read("warmth", "wrist")[1]


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("heta", "No article holds 'heta'. Did you mean 'heat'?"),
        ("zebra", "No article holds 'zebra'. `nervecheck read` lists all."),
    ],
)
def test_read_of_something_unknown_names_the_nearest(word: str, said: str) -> None:
    done = CliRunner().invoke(app, ["read", word])
    assert done.exit_code == 2
    assert said in " ".join(done.output.split())
