"""The hazard log: every control that it names is there, it is printed whole, and what is shipped leaves no subject out."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

from nervecheck.authoring.check import check
from nervecheck.authoring.prove.verdict import Kind
from nervecheck.base.errors import FileProblems
from nervecheck.render import terminal
from nervecheck.report.compose import about
from nervecheck.report.hazards import NO_LOG, hazard_blocks
from nervecheck.tree.hazards import Hazard, HazardsFile, Law, Likelihood, Severity, risk
from nervecheck.tree.load import load
from nervecheck.tree.model import Tree
from tests.support import ANKLE, SHIPPED, ankle, shipped, small_tree
from tests.support.same_ids import folder_files, write_files
from tests.support.terminal import folded

ROOT = SHIPPED.parent
# what the log of the shipped questions must at least speak of
SUBJECTS = """
too-calm too-loud misread-label misquoted contradicting-advice dated-source wrong-number old-answers changed-folder
screen-reader program-fault not-sure-as-no wrong-person language page-of-another leaves-early two-troubles
"""
QUESTIONS = "- {id: q, topic: T, ask: Q, type: one, options: [{id: a, label: A}, {id: b, label: B}]}"
LOG = """
intended-use: [Use.]
not-for: [Children.]
limits: [Nobody looked.]
standing: It claims conformity with neither.
scale: As judged.
owner: The authors
basis: judgement
disagreements: [{id: d, about: Time, positions: [One day., One week.], followed: One day., sources: [src]}]
hazards:
  - {id: calm, hazard: Too calm, cause: [A slip.], harmed: Whoever waits., severity: major, likelihood: high,
     judged-on: A guess., controls: [{does: It is proved., laws: [not-sure-is-never-calmer],
       tests: ["tests/test_readme.py::test_it"]}],
     none-yet: [No clinician looked.], left: Slips., left-likelihood: low, reviewed: 2026-01-01, basis: judgement}
"""


def log(tree: Tree) -> HazardsFile:
    assert tree.hazards is not None
    return tree.hazards


@cache
def names_in(file: str) -> frozenset[str]:
    """The names of the tests of one file."""
    found = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(found) if isinstance(node, ast.FunctionDef))


# ---- the folder that is shipped -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("hazard", log(shipped()).hazards, ids=lambda hazard: hazard.id)
def test_each_test_that_the_shipped_log_names_is_there(hazard: Hazard) -> None:
    named = [name.split("::") for control in hazard.controls for name in control.tests]
    assert [name for file, name in named if not (ROOT / file).is_file() or name not in names_in(file)] == []


def test_the_shipped_log_speaks_of_each_subject_once() -> None:
    listed = [hazard.id for hazard in log(shipped()).hazards]
    assert set(SUBJECTS.split()) <= set(listed)
    assert len(listed) == len(set(listed))


def test_the_shipped_log_claims_nothing() -> None:
    assert "DCB0129 and ISO 14971" in log(shipped()).standing
    assert "claims conformity with neither" in log(shipped()).standing


def test_the_laws_that_a_control_may_name_are_the_checks_of_the_prover() -> None:
    assert {law.name for law in Law} == {kind.name for kind in Kind} - {"PROMISE"}


# ---- loading and checking -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("severity: major", "severity: mayor", "'mayor' cannot stand here. Did you mean 'major'?"),
        ("[not-sure-is-never-calmer]", "[not-sure-is-calmer]", "Did you mean 'not-sure-is-never-calmer'?"),
        ("test_readme.py::test_it", "test_readme.py", "It must be a test of the program, such as"),
        ("sources: [src]", "sources: [scr]", "'scr' is no source. Did you mean 'src'?"),
        ("standing:", "standin:", "'standin' is no key here. Did you mean 'standing'?"),
    ],
)
def test_a_slip_is_told_at_its_place(old: str, new: str, said: str, tmp_path: Path) -> None:
    assert LOG.count(old) == 1
    with pytest.raises(FileProblems) as refused:
        small_tree(tmp_path, QUESTIONS, hazards=LOG.replace(old, new))
    assert said in str(refused.value)
    assert "hazards.yaml:" in str(refused.value)


def test_an_id_given_twice_is_told(tmp_path: Path) -> None:
    twice = LOG + LOG.split("hazards:\n")[1]
    with pytest.raises(FileProblems, match=r"duplicate-id\] The id 'calm' is taken"):
        small_tree(tmp_path, QUESTIONS, hazards=twice)


def test_a_control_that_is_there_is_not_told_and_one_renamed_by_hand_is(tmp_path: Path) -> None:
    tree = write_files(tmp_path, folder_files())
    assert [problem for problem in check(tmp_path).problems if problem.code == "unknown-control"] == []
    (tmp_path / "promises.yaml").write_bytes(folder_files(promise="cold")["promises.yaml"])
    found = [problem for problem in check(tmp_path).problems if problem.code == "unknown-control"]
    assert [str(problem.mark.file) for problem in found] == ["hazards.yaml"]
    assert log(tree).hazards[0].controls[0].promises == ("heat",)


def test_a_cause_that_a_comma_cut_in_two_is_told(tmp_path: Path) -> None:
    small_tree(tmp_path, QUESTIONS, hazards=LOG.replace("[A slip.]", "[A slip, or haste.]"))
    found = [problem.message for problem in check(tmp_path).problems if problem.mark.file == "hazards.yaml"]
    assert found == ["'A slip' is no whole sentence.", "'or haste.' is no whole sentence."]


def test_asking_reads_no_log_and_the_hash_holds_it(tmp_path: Path) -> None:
    whole = small_tree(tmp_path, QUESTIONS, hazards=LOG)
    asked = load(tmp_path, promises=False)
    assert (asked.hazards, asked.digest) == (None, whole.digest)
    assert small_tree(tmp_path, QUESTIONS, hazards=LOG.replace("Slips.", "Many slips.")).digest != whole.digest


@pytest.mark.parametrize(
    ("severity", "likelihood", "level"),
    [("minor", "very-low", 1), ("major", "low", 3), ("major", "high", 4), ("considerable", "high", 3),
     ("minor", "very-high", 3), ("catastrophic", "high", 5), ("catastrophic", "very-low", 3)],
)  # fmt: skip
def test_the_level_of_risk(severity: str, likelihood: str, level: int) -> None:
    assert risk(Severity(severity), Likelihood(likelihood)) == level


def test_no_more_harm_or_likelihood_is_less_risk() -> None:
    for worse, better in zip(list(Severity)[1:], Severity, strict=False):
        assert all(risk(worse, likely) >= risk(better, likely) for likely in Likelihood)
    for more, less in zip(list(Likelihood)[1:], Likelihood, strict=False):
        assert all(risk(severity, more) >= risk(severity, less) for severity in Severity)


# ---- as pages -----------------------------------------------------------------------------------------------------------


def test_the_whole_log_is_printed(tmp_path: Path) -> None:
    text = folded(terminal.text(hazard_blocks(small_tree(tmp_path, QUESTIONS, hazards=LOG)), 80))
    for said in (
        "Intended use - Use. Not for - Children. Limits - Nobody looked.",
        "Time - One day. - One week. - Followed here: One day. Sources: src.",
        "It claims conformity with neither.",
        "1. Too calm (calm) - Cause: A slip. - Who is harmed: Whoever waits.",
        "Without controls: major, likelihood high: risk 4. A guess.",
        "Control: It is proved. [law not-sure-is-never-calmer; test test_readme.py: it]",
        "No control yet: No clinician looked.",
        "What is left: major, likelihood low: risk 3. Slips.",
        "Owner: The authors. Reviewed 2026-01-01. A judgement.",
        "src: S (2020) https://example.org/",
    ):
        assert said in text, said


def test_about_tells_the_number_of_hazards_and_the_command(tmp_path: Path) -> None:
    text = folded(terminal.text(about(small_tree(tmp_path, QUESTIONS, hazards=LOG)), 80))
    assert "The log lists 1 way to come to harm, and 1 point on which sources differ." in text
    assert "nervecheck about --hazards" in text
    assert "Too calm" not in text


def test_a_folder_without_a_log_says_so_and_is_not_told_off() -> None:
    assert NO_LOG in folded(terminal.text(about(ankle()), 80))
    assert folded(terminal.text(hazard_blocks(ankle()), 80)).strip() == NO_LOG
    assert [problem for problem in check(ANKLE).problems if "hazard" in problem.code] == []
