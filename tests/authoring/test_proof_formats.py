"""A proof as JSON and for a code host: each check that fails at its place, with somebody who shows it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from nervecheck.authoring.proof_formats import REPORTERS
from nervecheck.authoring.prove import Proof, prove
from nervecheck.engine.triage import triage
from nervecheck.interview.answers_file import read_answers
from nervecheck.tree.model import Tree
from tests.support import small_tree

QUESTIONS = """
- {id: legs, topic: Legs, ask: 'Which?', type: many, ask-which: true, options: [
    {id: weak, label: Weak, danger: true}, {id: numb, label: Numb, danger: true}, {id: ache, label: They ache}]}
"""
RULES = """
rules:
  - {id: weak, title: T, urgency: emergency, when: {legs: weak}, why: w, basis: judgement, reviewed: 2026-01-01}
  - {id: numb, title: T, urgency: same-day, when: {legs: numb}, why: w, basis: judgement, reviewed: 2026-01-01}
self-care: {when: {legs: ache}, why: w, basis: judgement, reviewed: 2026-01-01}
"""
PROMISES = """
- {id: numb-is-urgent, if: {legs: [weak, numb]}, then: {at-least: emergency}, basis: judgement}
"""


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return small_tree(tmp_path, QUESTIONS, RULES, promises=PROMISES)


@pytest.fixture
def proof(tree: Tree) -> Proof:
    return prove(tree)


def test_json_counts_the_checks_and_tells_what_failed(proof: Proof) -> None:
    found: dict[str, Any] = json.loads(REPORTERS["json"](proof, "q"))
    assert found["format"] == "nervecheck-proof/1"
    assert found["counts"] == {"proved": len(proof.verdicts) - 1, "refuted": 1, "not_proved": 0}
    assert {"kind": "promise", "says": "promises", "proved": 0, "refuted": 1, "not_proved": 0} in found["kinds"]
    (problem,), (failed,) = found["problems"], found["failed"]
    assert (problem["file"], problem["line"], problem["column"]) == ("q/promises.yaml", 2, 3)
    assert (problem["code"], problem["level"]) == ("refuted-promise", "error")
    assert (failed["check"], failed["kind"], failed["state"]) == ("numb-is-urgent", "promise", "refuted")
    assert failed["why"] == ["It comes to same-day. Fired: 'numb' (rules.yaml:4:5)."]


def test_the_answers_of_a_counterexample_are_an_answers_file(proof: Proof, tree: Tree) -> None:
    person = json.loads(REPORTERS["json"](proof, "q"))["failed"][0]["people"][-1]
    given = read_answers(json.dumps({"answers": person["answers"]}).encode(), "a.json", tree, complete=True)
    assert person["urgency"] == triage(tree, given.answers).urgency.id == "same-day"


def test_a_code_host_gets_one_line_with_the_reasons_in_it(proof: Proof) -> None:
    (line,) = REPORTERS["github"](proof, "q").splitlines()
    assert line.startswith("::error file=q/promises.yaml,line=2,col=3,title=refuted-promise::numb-is-urgent: ")
    assert line.endswith("%0AIt comes to same-day. Fired: 'numb' (rules.yaml:4:5).%0ASuch a person: legs=numb")


def test_where_all_is_proved_a_code_host_gets_nothing(tmp_path: Path) -> None:
    whole = prove(small_tree(tmp_path, QUESTIONS, RULES))
    assert REPORTERS["github"](whole, "q") == ""
    assert json.loads(REPORTERS["json"](whole, "q"))["failed"] == []


def test_a_law_is_told_at_the_line_of_its_option(tmp_path: Path) -> None:
    lost = prove(small_tree(tmp_path, QUESTIONS, RULES.replace("{legs: numb}", "{all: [{legs: numb}, {legs: ache}]}")))
    placed = {(one["kind"], one["check"], one["file"]) for one in json.loads(REPORTERS["json"](lost, ""))["failed"]}
    assert ("sign", "legs: numb", "tree.yaml") in placed
