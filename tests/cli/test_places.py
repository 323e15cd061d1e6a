"""The number to call: of the country that was named, or worded as the guess it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support import shipped
from tests.support.program import run
from tests.support.terminal import STORIES, answers_file, folded


def told(tmp_path: Path, language: str) -> str:
    file = tmp_path / "answers.yaml"
    file.write_text(answers_file(STORIES["ambulance"]))
    return folded(run("ask", "--answers", file, "--format", "terminal", env={"LC_ALL": language}).out)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en_US.UTF-8", "911 in the United States. Elsewhere: 112 or your local number"),
        ("de_AT.UTF-8", "112 in Austria. Elsewhere: 112 or your local number"),
    ],
)
def test_a_number_from_the_language_says_of_which_country_it_is(language: str, said: str, tmp_path: Path) -> None:
    assert said in told(tmp_path, language)


@pytest.mark.parametrize("language", ["C.UTF-8", "en_XX.UTF-8", "en.UTF-8"])
def test_without_a_place_all_common_numbers_are_given(language: str, tmp_path: Path) -> None:
    assert "your local emergency number (112, 911 or 999)" in told(tmp_path, language)


def test_each_emergency_number_can_be_dialled() -> None:
    numbers = {code: place.emergency for code, place in shipped().regions.items()}
    wrong = {code: said for code, said in numbers.items() if not re.match(r"\d", said) or re.search(r"\d{6}|\b\d\b", said)}
    assert wrong == {}
