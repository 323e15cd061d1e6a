"""What `nervecheck new` writes, and the folder of the Ottawa ankle rules, pass all that an author runs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nervecheck.authoring.check import check
from nervecheck.authoring.coverage import coverage, percent
from nervecheck.authoring.new_folder import new_folder
from nervecheck.authoring.prove import prove
from nervecheck.authoring.vignettes import play_all, read_vignettes
from nervecheck.tree.load import load
from nervecheck.tree.terms import Urgency
from tests.support import ANKLE, SHIPPED

DAY = date(2026, 11, 28)
STARTER = Path(new_folder.__code__.co_filename).parent / "starter"
both = pytest.mark.parametrize("folder", [STARTER, ANKLE], ids=["starter", "ankle"])


@both
def test_check_finds_nothing_not_even_a_warning(folder: Path) -> None:
    assert check(folder, DAY).problems == ()


@both
def test_every_law_and_promise_is_proved(folder: Path) -> None:
    proof = prove(load(folder), 20_000)
    assert not proof.failed
    assert proof.verdicts


@both
def test_the_vignettes_come_out_and_reach_nearly_all(folder: Path) -> None:
    tree = load(folder)
    played = play_all(read_vignettes(tree), tree)
    assert [one.vignette.case.id for one in played if one.differences] == []
    assert percent(coverage(played, tree)) > 90


def test_the_ankle_vignettes_come_to_every_urgency() -> None:
    tree = load(ANKLE)
    assert {one.outcome.urgency for one in play_all(read_vignettes(tree), tree)} == set(Urgency)


def test_every_file_that_new_writes_says_what_to_change_first() -> None:
    texts = {name: text for name, text in new_folder(SHIPPED).items() if name != "README.md" and not name.endswith(".json")}
    assert len(texts) >= 9
    assert [name for name, text in texts.items() if "# " not in text[:8] or "hange first:" not in text] == []


def test_new_writes_the_page_about_the_format_that_is_true_now() -> None:
    assert new_folder(SHIPPED)["README.md"] == (SHIPPED / "README.md").read_text(encoding="utf-8")
