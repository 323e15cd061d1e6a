"""Every vignette comes out as expected: from its answers, and the same when asked line by line."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from nervecheck.authoring.vignettes import Vignette, play, read_vignettes
from nervecheck.engine.answer import Answer, NoneOfThese, NotSure, Number, Picked
from nervecheck.engine.triage import triage
from nervecheck.interview.state import Interview
from tests.support import shipped
from tests.support.faces import line_by_line

VIGNETTES = read_vignettes(shipped())


def line(answer: Answer) -> str:
    """What a person types for this answer."""
    match answer:
        case Number(value):
            return str(value)
        case NoneOfThese():
            return "0"
        case NotSure():
            return "u"
        case Picked(yes, unsure):
            return ",".join([*yes, *(f"{name}?" for name in unsure)])


@pytest.mark.parametrize("vignette", VIGNETTES, ids=lambda vignette: vignette.case.id)
def test_expected_outcome(vignette: Vignette) -> None:
    assert play(vignette, shipped()).differences == ()


@pytest.mark.parametrize("vignette", VIGNETTES, ids=lambda vignette: vignette.case.id)
def test_asked_line_by_line_it_comes_out_the_same(vignette: Vignette) -> None:
    def hear() -> str:
        if (doubted := states[-1].doubted) is not None:
            return ",".join(f"{option.id}?" for option in doubted.options) + "\n"
        question = states[-1].question
        assert question is not None
        return line(vignette.answers[question.id]) + "\n"

    states = [Interview(shipped(), {})]
    asked = line_by_line(states[-1], hear, after=states.append)
    outcome, played = triage(shipped(), asked.answers), play(vignette, shipped()).outcome
    assert (outcome.urgency, outcome.covered) == (played.urgency, played.covered)
    assert dict(asked.answers) == dict(vignette.answers)


def test_every_test_vector_of_the_facts_is_told() -> None:
    named = [re.findall(r"\d+", found) for v in VIGNETTES for found in re.findall(r"vectors? ([\d, and]+)", v.case.source)]
    assert {int(number) for numbers in named for number in numbers} >= set(range(1, 46))


def test_there_are_stories_for_every_result() -> None:
    wanted = {"ambulance": 20, "emergency": 30, "same-day": 30, "routine": 40, "self-care": 40}
    found = Counter(v.case.expect.urgency[0].id for v in VIGNETTES if v.case.expect.covered)
    assert {name: found[name] for name in wanted if found[name] < wanted[name]} == {}
    assert sum(not v.case.expect.covered for v in VIGNETTES) >= 10
