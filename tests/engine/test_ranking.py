"""The ranking of causes: weights by hand-worked numbers, one vote a group, bands, serious causes, and its laws."""

from __future__ import annotations

from math import exp
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from nervecheck.base.problems import Mark
from nervecheck.engine.answer import Answer, NoneOfThese, Picked
from nervecheck.engine.needed import progress
from nervecheck.engine.ranking import Band, Ranked, Ranking, ranking, used
from nervecheck.engine.triage import triage
from nervecheck.tree.causes import Evidence, Grade
from tests.support import small_tree
from tests.support.causes import CAUSES, FINDINGS, QUESTIONS, RULES, WORDS

if TYPE_CHECKING:
    from nervecheck.tree.model import Tree

# Likelihood ratios as published, and as used: value ** weight of the grade, then the caps. Worked by hand with a calculator.
WORKED = [
    (Grade.B, 2.1, 1.81),  # pain below the knee, Konstantinou 2012: 2.1 ** 0.8
    (Grade.B, 0.48, 0.56),
    (Grade.C, 1.51, 1.28),  # cough sends it down the leg, Verwoerd 2016: 1.51 ** 0.6
    (Grade.C, 0.66, 0.78),
    (Grade.B, 6.4, 4.42),  # bending forward eases, Suri 2010
    (Grade.C, 7.4, 3.32),  # no pain when seated, Suri 2010
    (Grade.B, 3.7, 2.85),  # walking brings it on and rest eases it, Suri 2010
    (Grade.B, 0.23, 0.31),
    (Grade.C, 12.0, 4.44),  # pregnancy and the outer thigh, from an odds ratio of 12
    (Grade.B, 3.3, 2.60),  # calf pain on walking, Khan 2006
    (Grade.B, 0.57, 0.64),
    (Grade.C, 0.05, 0.20),  # 0.05 ** 0.6 is 0.17: the cap for a single finding is 0.2
    (Grade.B, 31.3, 5.00),  # one question about restless legs, Ferri 2007: the cap is 5
    (Grade.J, 4.0, 3.00),  # judgement is never above 3
    (Grade.J, 0.1, 0.50),  # nor below 0.5
]
# sensitivity and specificity in 100, and the likelihood ratios that follow: LR+ = Se / (1 - Sp), LR- = (1 - Se) / Sp
FROM_ACCURACY = [
    (72, 80, 3.6, 0.35),  # Vroomen's model of 8 items
    (79.8, 68.8, 2.56, 0.29),  # ten questions on stenosis in 33,545 people, DISTO 2015
    (31, 98, 15.5, 0.70),  # cancer ever and a spinal tumour, Deyo
    (78, 68, 2.44, 0.32),  # the web questionnaire on carpal tunnel syndrome, Bland 2014
    (72.6, 65.2, 2.09, 0.42),  # numb feet, Najafi 2014
]


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return small_tree(tmp_path, QUESTIONS, RULES, FINDINGS, causes=CAUSES, advice=WORDS)


def ranked(tree: Tree, **answers: Answer) -> Ranking:
    given = {"place": Picked(("leg",)), **answers}
    return ranking(tree, given, triage(tree, given))


def of(found: Ranking, name: str) -> Ranked:
    return next(item for item in (*found.causes, *found.serious) if item.cause.id == name)


@pytest.mark.parametrize(("grade", "published", "counted"), WORKED)
def test_a_published_ratio_shrinks_by_its_grade_and_is_capped(grade: Grade, published: float, counted: float) -> None:
    row = Evidence("f", grade, "g", Mark("f"), lr_plus=published, lr_minus=published)
    assert used(row, present=True) == pytest.approx(counted, abs=0.006)
    assert used(row, present=False) == pytest.approx(counted, abs=0.006)


@pytest.mark.parametrize(("sensitivity", "specificity", "plus", "minus"), FROM_ACCURACY)
def test_ratios_that_were_computed_follow_from_sensitivity_and_specificity(
    sensitivity: float, specificity: float, plus: float, minus: float
) -> None:
    assert sensitivity / (100 - specificity) == pytest.approx(plus, rel=0.01)
    assert (100 - sensitivity) / specificity == pytest.approx(minus, rel=0.02)


def test_a_value_set_by_hand_wins() -> None:
    row = Evidence("f", Grade.B, "g", Mark("f"), lr_plus=21.4, use_plus=2.0)
    assert used(row, present=True) == 2.0
    assert used(row, present=False) is None


def test_the_score_is_the_prior_times_the_strongest_of_each_group(tree: Tree) -> None:
    disc = of(ranked(tree, signs=Picked(("below", "cough", "sit"))), "disc")
    assert exp(disc.evidence) == pytest.approx(2.0 * 1.5)  # cough and sitting are one group: the stronger counts, alone
    assert exp(disc.score) == pytest.approx(35 * 2.0 * 1.5)
    assert [vote.row.finding for vote in disc.supporting] == ["below", "cough"]


def test_in_a_group_the_strongest_for_and_against_partly_cancel(tree: Tree) -> None:
    canal = of(ranked(tree, signs=Picked(("lean", "sit"))), "canal")
    assert exp(canal.evidence) == pytest.approx(2.5 * 0.5)
    assert ([v.row.finding for v in canal.supporting], [v.row.finding for v in canal.opposing]) == (["lean"], ["sit"])


def test_the_whole_of_the_evidence_is_bounded(tree: Tree) -> None:
    canal = of(ranked(tree, signs=Picked(("walk", "lean", "below"))), "canal")
    assert exp(canal.evidence) == pytest.approx(7)  # 2.5 * 2.5 * 1.2 is 7.5, and the ceiling is 7
    strain = of(ranked(tree, signs=Picked(("below", "cough", "walk"))), "strain")
    assert exp(strain.evidence) == pytest.approx(0.3)  # an eighth, and the floor is 0.3


def test_bands(tree: Tree) -> None:
    found = ranked(tree, signs=Picked(("walk", "lean")))
    assert [(item.cause.id, item.band) for item in found.causes] == [
        ("canal", Band.WELL),
        ("disc", Band.MAY),
        ("strain", Band.MAY),
    ]
    less = of(ranked(tree, signs=Picked(("walk", "lean", "cough"))), "strain")
    assert less.band is Band.LESS


def test_one_group_is_not_enough_to_fit_well(tree: Tree) -> None:
    found = ranked(tree, signs=Picked(("lean",)))
    assert found.leading == ()
    assert [item.cause.id for item in found.named] == ["canal"]


def test_age_or_risk_alone_names_no_cause(tmp_path: Path) -> None:
    causes = CAUSES.replace(
        "{finding: lean, lr-plus: 2.5, lr-minus: 0.5, grade: J, group: posture}",
        "{finding: lean, lr-plus: 2.5, grade: J, group: risk}",
    )
    tree = small_tree(tmp_path, QUESTIONS, RULES, FINDINGS, causes=causes, advice=WORDS)
    assert ranked(tree, signs=Picked(("lean",))).named == ()


def test_nothing_answered_names_nothing(tree: Tree) -> None:
    found = ranked(tree)
    assert [item.evidence for item in found.causes] == [0, 0, 0]
    assert (found.leading, found.named, found.serious) == ((), (), ())


def test_without_a_frame_nothing_is_compared(tree: Tree) -> None:
    assert ranked(tree, place=Picked(("arm",))).frame is None


def test_an_option_passed_over_beside_a_tick_is_no_evidence_and_none_of_these_is(tree: Tree) -> None:
    assert of(ranked(tree, signs=Picked(("walk",))), "disc").evidence == 0
    assert exp(of(ranked(tree, signs=NoneOfThese()), "disc").evidence) == pytest.approx(0.5 * 0.8)


def test_a_serious_cause_is_named_by_its_finding_and_lowered_by_nothing(tree: Tree) -> None:
    assert ranked(tree, signs=Picked(("cough",))).serious == ()
    growth = of(ranked(tree, signs=Picked(("past", "cough"))), "growth")
    assert exp(growth.evidence) == pytest.approx(3)  # the judgement against it does not count
    assert growth.band is Band.MAY


def test_a_pattern_that_defines_a_cause_makes_it_fit_well_alone(tmp_path: Path) -> None:
    causes = CAUSES.replace("    term: stenosis\n", "    term: stenosis\n    defining: lean\n    excluded: sit\n")
    tree = small_tree(tmp_path, QUESTIONS, RULES, FINDINGS, causes=causes, advice=WORDS)
    assert [item.cause.id for item in ranked(tree, signs=Picked(("lean",))).leading] == ["canal"]
    assert [item.cause.id for item in ranked(tree, signs=Picked(("lean", "sit"))).causes] == ["disc", "strain"]


def test_a_cause_of_another_frame_is_compared_only_where_its_pattern_was_ticked(tmp_path: Path) -> None:
    bunion = """
  - {id: bunion, name: Bunion, term: bunion, is: A bent toe., basis: judgement, reviewed: 2026-01-01, defining: lean}
"""
    tree = small_tree(tmp_path, QUESTIONS, RULES, FINDINGS, causes=CAUSES + bunion, advice=WORDS)
    assert [item.cause.id for item in ranked(tree, signs=Picked(("lean",))).leading] == ["bunion"]
    assert "bunion" not in [item.cause.id for item in ranked(tree, signs=Picked(("sit",))).causes]


def test_a_pair_counts_half_for_the_one_and_half_against_the_other(tmp_path: Path) -> None:
    pair = "pairs:\n  - {for: canal, against: disc, finding: lean, lr-plus: 2.25, grade: J, group: both}\n"
    tree = small_tree(tmp_path, QUESTIONS, RULES, FINDINGS, causes=CAUSES + pair, advice=WORDS)
    found = ranked(tree, signs=Picked(("lean",)))
    assert exp(of(found, "canal").evidence) == pytest.approx(2.5 * 1.5)
    assert exp(of(found, "disc").evidence) == pytest.approx(1 / 1.5)


def test_a_whole_score_counts_instead_of_its_items(tmp_path: Path) -> None:
    score = "      - {finding: below, lr-plus: 4, grade: A, group: score, replaces: [walking, posture]}\n"
    causes = CAUSES.replace("      - {finding: below, lr-plus: 1.2, grade: J, group: extent}\n", score)
    causes = causes.replace("grade: A, group: score", "grade: A, sources: [src], group: score")
    tree = small_tree(tmp_path, QUESTIONS, RULES, FINDINGS, causes=causes, advice=WORDS)
    assert exp(of(ranked(tree, signs=Picked(("below", "walk", "lean"))), "canal").evidence) == pytest.approx(4)


def test_only_what_can_change_the_ranking_is_asked_for_it(tree: Tree) -> None:
    assert progress(tree, {"place": Picked(("leg",)), "calm": Picked(("yes",))}).missing == ("signs",)
    assert progress(tree, {"place": Picked(("arm",)), "calm": Picked(("yes",))}).missing == ()


@pytest.mark.parametrize(("group", "missing"), [("posture", ()), ("risk", ("past",))])
def test_once_a_cause_fits_well_by_two_things_felt_no_more_is_asked_for_the_ranking(
    group: str, missing: tuple[str, ...], tmp_path: Path
) -> None:
    more = QUESTIONS + "- {id: past, topic: P, ask: 'P?', type: yes-no}\n"
    findings = FINDINGS.replace("{signs: past}", "{past: yes}")
    causes = CAUSES.replace(
        "- {finding: below, lr-plus: 0.5",
        "- {finding: past, lr-plus: 0.5, lr-minus: 1.5, grade: J, group: past}\n      - {finding: below, lr-plus: 0.5",
    )
    tree = small_tree(
        tmp_path,
        more,
        RULES,
        findings.replace("past:", "before:", 1).replace("says: past", "says: before"),
        causes=causes.replace("finding: past", "finding: before").replace("group: posture", f"group: {group}"),
        advice=WORDS,
    )
    given = {"place": Picked(("leg",)), "calm": Picked(("yes",))}
    assert progress(tree, {**given, "signs": Picked(("below",))}).missing == ("past",)
    leans = {**given, "signs": Picked(("walk", "lean"))}
    assert [item.cause.id for item in ranking(tree, leans, triage(tree, leans)).leading] == ["canal"]
    assert progress(tree, leans).missing == missing


def test_nobody_who_is_to_be_seen_today_is_asked_for_the_ranking(tmp_path: Path) -> None:
    rules = RULES.replace(
        "rules: []",
        "rules:\n  - {id: r, title: t, urgency: same-day, when: {calm: no}, why: w, basis: judgement, reviewed: 2026-01-01}",
    )
    tree = small_tree(tmp_path, QUESTIONS, rules, FINDINGS, causes=CAUSES, advice=WORDS)
    leg, today = Picked(("leg",)), Picked(("no",))
    assert progress(tree, {"place": leg, "calm": today}).missing == ()
    assert ranked(tree, calm=today, signs=Picked(("walk", "lean"))).leading  # what was answered anyway still ranks
