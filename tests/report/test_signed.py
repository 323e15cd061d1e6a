"""What is said of signed reviews, and that a signature changes nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from nervecheck.engine.answer import Picked
from nervecheck.report.compose import about
from nervecheck.report.make import make_report, numbers_for
from nervecheck.report.signed import review_line
from nervecheck.tree.load import load
from nervecheck.tree.model import Tree
from nervecheck.tree.reviews import Scope
from tests.support import shipped, small_tree

QUESTION = "- {id: q, topic: T, ask: A, type: one, options: [{id: a, label: A}, {id: b, label: B}]}"
SIGNED = (
    "- {name: Ann Example, registration: '7', role: nurse, reviewed: 2026-01-02, version: '1', hash: HASH, scope: [SCOPE]}\n"
)
EVERYTHING = ", ".join(Scope)


def signed_tree(folder: Path, digest: str = "", scope: str = EVERYTHING) -> Tree:
    """The small tree with a signature for this state of it, or for another one."""
    text = SIGNED.replace("SCOPE", scope).replace("HASH", digest or small_tree(folder, QUESTION).digest)
    (folder / "reviews.yaml").write_text(text, encoding="utf-8")
    return load(folder)


@pytest.mark.parametrize(
    ("digest", "scope", "said"),
    [
        ("", EVERYTHING, f"Reviewed by Ann Example, nurse (registration 7), on 2 January 2026: {EVERYTHING}."),
        ("", "rules, advice, causes, library", "Not reviewed: questions."),
        ("0123456789ab", EVERYTHING, "The questions changed since"),
    ],
)
def test_the_line_says_who_signed_for_what(digest: str, scope: str, said: str, tmp_path: Path) -> None:
    small_tree(tmp_path, QUESTION)
    assert said in review_line(signed_tree(tmp_path, digest, scope))


def test_the_shipped_questions_have_no_review_and_say_so() -> None:
    assert shipped().reviews == ()
    assert review_line(shipped()) == "No clinician has reviewed the questions."


def test_a_signature_does_not_change_the_state_that_it_is_for(tmp_path: Path) -> None:
    before = small_tree(tmp_path, QUESTION)
    assert signed_tree(tmp_path).digest == before.digest


def test_a_changed_word_of_a_question_ends_the_review(tmp_path: Path) -> None:
    signed_tree(tmp_path)
    assert "changed since" in review_line(small_tree(tmp_path, QUESTION.replace("label: B", "label: C")))


def test_a_signature_changes_no_report_but_its_own_line(tmp_path: Path) -> None:
    unsigned = small_tree(tmp_path, QUESTION)
    reports = [make_report(tree, {"q": Picked(("b",))}, numbers_for(tree, None)) for tree in (unsigned, signed_tree(tmp_path))]
    same = [report._replace(content=report.content._replace(review="")) for report in reports]
    assert same[0] == same[1]
    assert reports[0].content.review != reports[1].content.review


def test_about_tells_it(tmp_path: Path) -> None:
    assert any("No clinician" in str(block) for block in about(small_tree(tmp_path, QUESTION)))
