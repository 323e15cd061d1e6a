"""Targets whose input is the seed of a chance: sessions, random conditions against the second evaluator, and SQL."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from nervecheck.engine.triage import triage
from tests.fuzz.random_answers import answer_to, as_given
from tests.fuzz.random_folders import random_folder
from tests.fuzz.sessions import assert_same, session
from tests.support import ANKLE, SHIPPED, ankle, shipped
from tests.support.second_evaluator import SecondEvaluator

if TYPE_CHECKING:
    from nervecheck.engine.answer import Answer
    from nervecheck.tree.model import Tree
    from tests.support.second_evaluator import Given

SESSIONS = 100  # in each input of "sessions": 1 in the shipped folder, 3 in the ankle folder, the rest in one that is drawn
RECORDS = 30  # in each input of "conditions", and of "sql"


def draw_seed(chance: Random, _kept: list[bytes]) -> bytes:
    """A seed, as the digits of a number."""
    return str(chance.randrange(10**12)).encode()


def run_sessions(seed: bytes) -> None:
    """So many sessions; raises AssertionError where interview, file and second evaluator differ."""
    chance = Random(seed)
    session(shipped(), _second(SHIPPED), chance)
    for _ in range(3):
        session(ankle(), _second(ANKLE), chance)
    with tempfile.TemporaryDirectory() as place:
        tree = random_folder(Path(place), chance)
        second = SecondEvaluator(Path(place))
    for _ in range(SESSIONS - 4):
        session(tree, second, chance)


def run_conditions(seed: bytes) -> None:
    """So many records of one random folder, in which every question that is asked has an answer, in both evaluators."""
    chance = Random(seed)
    with tempfile.TemporaryDirectory() as place:
        tree = random_folder(Path(place), chance)
        second = SecondEvaluator(Path(place))
    for _ in range(RECORDS):
        compare_record(tree, second, chance)


def run_sql(seed: bytes) -> None:
    """So many records of one random folder, gaps and mistakes among them, on DuckDB and in the engine."""
    from tests.support.table_rows import People, by_engine, queried

    with tempfile.TemporaryDirectory() as place:
        tree = random_folder(Path(place), Random(seed))
    drawn = People(tree, int(seed))
    people = [drawn.one() for _ in range(RECORDS)]
    for answers, found in zip(people, queried(tree, people), strict=True):
        expected = by_engine(tree, answers)
        assert found == expected, f"{answers}: SQL {found}, engine {expected}"


def compare_record(tree: Tree, second: SecondEvaluator, chance: Random) -> None:
    """One record drawn as the questions are asked, nothing left open; raises AssertionError where the two differ."""
    record: dict[str, Answer] = {}

    def answer(name: str, shown: tuple[str, ...]) -> Given:
        record[name] = answer_to(tree.questions[name], shown, chance)
        return as_given(record[name])

    whole = second.judge({}, answer)
    assert_same(triage(tree, record), whole)


@cache
def _second(folder: Path) -> SecondEvaluator:
    return SecondEvaluator(folder)
