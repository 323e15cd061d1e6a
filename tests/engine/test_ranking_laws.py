"""Laws of the ranking, on the causes that the program ships."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from nervecheck.engine import compiled
from nervecheck.engine.answer import Answer, NotSure, Number
from nervecheck.engine.frames import compiled_frames
from nervecheck.engine.plan import meaning_of, plan
from nervecheck.engine.ranking import Band, Ranking, ranking
from nervecheck.engine.triage import evidence_view, triage
from nervecheck.report.likely_causes import likely_causes
from nervecheck.tree.terms import Urgency
from tests.support import shipped
from tests.support.strategies import records

if TYPE_CHECKING:
    from nervecheck.tree.model import Tree


RECORDS = records(shipped())


def scores(found: Ranking) -> dict[str, float]:
    return {item.cause.id: round(item.score, 9) for item in (*found.causes, *found.serious)}


def shipped_ranking(answers: dict[str, Answer]) -> Ranking:
    return ranking(shipped(), answers, triage(shipped(), answers))


@settings(deadline=None)
@given(record=RECORDS, data=st.data())
def test_the_order_of_answers_does_not_matter(record: dict[str, Answer], data: st.DataObject) -> None:
    shuffled = dict(data.draw(st.permutations(list(record.items()))))
    assert shipped_ranking(shuffled) == shipped_ranking(record)


@settings(deadline=None)
@given(record=RECORDS, data=st.data())
def test_not_sure_about_evidence_is_the_same_as_not_asked(record: dict[str, Answer], data: st.DataObject) -> None:
    tree = shipped()
    decides = {part.question for test in _urgency_tests(tree) for part in compiled.tests_in(test)}
    only = sorted(name for name in tree.questions if name not in decides and name not in tree.optional)
    if not only:
        return
    name = data.draw(st.sampled_from(only))
    without = {key: answer for key, answer in record.items() if key != name}
    assert scores(shipped_ranking({**record, name: NotSure()})) == scores(shipped_ranking(without))


@settings(deadline=None)
@given(record=RECORDS)
def test_evidence_stays_in_bounds_and_each_group_votes_once(record: dict[str, Answer]) -> None:
    found = shipped_ranking(record)
    for item in (*found.causes, *found.serious):
        assert log(item.cause.floor) - 1e-9 <= item.evidence <= log(item.cause.ceiling) + 1e-9
        for votes in (item.supporting, item.opposing):
            groups = [vote.row.group for vote in votes]
            assert len(groups) == len(set(groups)) <= 6
    assert len(found.leading) <= 3


@settings(deadline=None)
@given(record=RECORDS, data=st.data())
def test_no_benign_answer_removes_a_serious_cause(record: dict[str, Answer], data: st.DataObject) -> None:
    before = shipped_ranking(record)
    if not before.serious:
        return
    name = data.draw(st.sampled_from([name for name in shipped().questions if not _speaks_for(before, name)]))
    answer = record[name]
    calmer = {**record, name: Number(18) if isinstance(answer, Number) else answer}
    after = shipped_ranking(calmer)
    if after.frame is not None:
        assert {item.cause.id for item in before.serious} <= {item.cause.id for item in after.serious}


def _speaks_for(found: Ranking, name: str) -> bool:
    return any(
        part.question == name for item in found.serious for vote in item.supporting for part in compiled.tests_in(vote.test)
    )


def _urgency_tests(tree: Tree) -> list[compiled.Test]:
    """Every test that decides the urgency, who is asked, or which frame is used."""
    made = plan(tree)
    tests: list[compiled.Test] = [
        *made.guards.values(),
        made.self_care,
        *(item.test for item in made.consequences),
    ]
    tests += [test for _, test in (*made.limits, *made.escalations)]
    tests += [frame.test for frame in compiled_frames(tree)]
    return tests


@settings(deadline=None)
@given(record=RECORDS)
def test_what_fits_well_stands_first_and_nothing_excluded_is_shown(record: dict[str, Answer]) -> None:
    found = shipped_ranking(record)
    bands = [list(Band).index(item.band) for item in found.causes]
    assert bands == sorted(bands)
    view = evidence_view(shipped(), record, (outcome := triage(shipped(), record)).view, outcome.applied)
    for item in (*found.causes, *found.serious):
        left_out = item.cause.excluded
        assert left_out is None or compiled.compiled(left_out, meaning_of(shipped())).value(view) is not True


@settings(deadline=None)
@given(record=RECORDS)
def test_no_fact_speaks_for_and_against_one_cause(record: dict[str, Answer]) -> None:
    facts = likely_causes(shipped_ranking(record), shipped())
    for cause in facts.likely if facts is not None else ():
        assert not {point.says for point in cause.fits} & {point.says for point in cause.against}


@settings(deadline=None)
@given(record=RECORDS)
def test_whoever_is_to_be_seen_today_is_told_only_what_fits_well(record: dict[str, Answer]) -> None:
    found = shipped_ranking(record)
    if triage(shipped(), record).urgency is Urgency.SAME_DAY:
        assert {item.band for item in found.named} <= {Band.WELL}
