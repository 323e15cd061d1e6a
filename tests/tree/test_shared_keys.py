"""`reviewed` at the top of a file is that of every record in it that gives none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nervecheck.authoring.reviews import overdue
from nervecheck.base.errors import FileProblems
from nervecheck.tree.model import Tree
from tests.support import small_tree

QUESTION = "- {id: q, topic: T, ask: A, type: one, options: [{id: a, label: A}, {id: b, label: B}]}"
RULES = """
reviewed: 2020-01-01
rules:
  - {id: r, title: R, urgency: routine, when: {q: a}, why: w, basis: judgement}
  - {id: s, title: S, urgency: routine, when: {q: a}, why: w, basis: judgement, reviewed: 2026-01-01}
self-care: {when: {q: b}, why: w, basis: judgement}
"""
OLD, NEW = date(2020, 1, 1), date(2026, 1, 1)


def tree(folder: Path, rules: str = RULES) -> Tree:
    return small_tree(folder, QUESTION, rules)


def problems(folder: Path, rules: str) -> str:
    with pytest.raises(FileProblems) as bad:
        tree(folder, rules)
    return str(bad.value)


def test_a_record_has_the_date_of_its_file_and_its_own_wins(tmp_path: Path) -> None:
    found = tree(tmp_path).rules
    assert [rule.reviewed for rule in found.rules] == [OLD, NEW]
    assert found.self_care.reviewed == OLD


def test_where_it_stands_in_the_file_makes_no_difference(tmp_path: Path) -> None:
    first = RULES.replace("reviewed: 2020-01-01\n", "")
    assert [rule.reviewed for rule in tree(tmp_path, f"{first}reviewed: 2020-01-01\n").rules.rules] == [OLD, NEW]


def test_without_it_each_record_needs_its_own(tmp_path: Path) -> None:
    told = problems(tmp_path, RULES.replace("reviewed: 2020-01-01\n", ""))
    assert told.splitlines() == [
        "rules.yaml:3:5: error[missing-key] 'reviewed' is missing here. It must be given.",
        "rules.yaml:5:12: error[missing-key] 'reviewed' is missing here. It must be given.",
    ]


def test_a_wrong_date_is_told_once_where_it_stands(tmp_path: Path) -> None:
    told = problems(tmp_path, RULES.replace("2020-01-01", "2020"))
    assert [line.split(" ")[0] for line in told.splitlines()] == ["rules.yaml:2:11:"]


def test_an_empty_date_of_a_record_stays_a_mistake(tmp_path: Path) -> None:
    assert "'reviewed' has no value" in problems(tmp_path, RULES.replace("reviewed: 2026-01-01", "reviewed: "))


def test_one_file_gives_nothing_to_another(tmp_path: Path) -> None:
    frames = "frames: [{id: f, title: T, when: {q: a}, weights: {}, basis: judgement}]\ncauses: []\n"
    with pytest.raises(FileProblems) as bad:
        small_tree(tmp_path, QUESTION, RULES, causes=frames)
    assert "causes.yaml:1:10: error[missing-key] 'reviewed'" in str(bad.value)


def test_a_review_that_is_due_is_told_of_each_record(tmp_path: Path) -> None:
    due = [problem.message.split("'")[1] for problem in overdue(tree(tmp_path), date(2026, 1, 1))]
    assert due == ["self-care", "r"]
