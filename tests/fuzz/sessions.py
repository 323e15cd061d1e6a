"""One random session: an interview with every kind of step, its file, and the second evaluator, which must all agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nervecheck.engine.answer import Answer
from nervecheck.engine.triage import Outcome, triage
from nervecheck.interview.answers_file import read_answers, write_answers
from nervecheck.interview.state import Interview
from tests.fuzz.random_answers import answer_to, as_given

if TYPE_CHECKING:
    from random import Random

    from nervecheck.tree.model import Question, Tree
    from tests.support.second_evaluator import Given, Result, SecondEvaluator

DETOURS = 6  # so often at most a session goes back, changes, keeps or resumes: it must come to an end


def session(tree: Tree, second: SecondEvaluator, chance: Random) -> None:
    """Walks one interview to its end; raises AssertionError where two of those who judge it differ."""
    state = walk(tree, chance)
    _compare(state, second, chance)


def walk(tree: Tree, chance: Random) -> Interview:
    """The interview after random answers, "not sure", going back, changing, being asked again, and saving and resuming."""
    state, detours = Interview(tree, {}), DETOURS if chance.random() < 0.5 else 0
    while (question := state.doubted or state.question) is not None:
        if detours and state.answers and chance.random() < 0.15:
            state, detours = _detour(state, chance), detours - 1
        elif state.doubted is not None:
            state, _ = state.settle(answer_to(question, [line.id for line in question.options], chance))
        else:
            certain, going_on = state.progress.lowest, state.revisited is None
            state, _ = state.answer(_chosen(state, question, chance))
            assert not going_on or state.progress.lowest >= certain, "going on lowered the urgency"
    return state


def _chosen(state: Interview, question: Question, chance: Random) -> Answer:
    return answer_to(question, [option.id for option in state.options(question)], chance)


def _detour(state: Interview, chance: Random) -> Interview:
    kind = chance.choice(["back", "change", "resume"])
    if state.revisited is not None:
        return state.keep() if chance.random() < 0.5 else state.back()
    if kind == "resume":
        return resumed(state)
    return state.back() if kind == "back" else state.change(chance.choice(list(state.answers)))


def resumed(state: Interview) -> Interview:
    """The interview saved and read again; it must hold the same answers."""
    text = write_answers(state.tree, state.answers, state.asked_again)
    read = read_answers(text.encode(), "saved.yaml", state.tree)
    assert dict(read.answers) == dict(state.answers), "the file reads back to other answers"
    assert read.asked_again == state.asked_again, "the file forgets what was asked again"
    return Interview(state.tree, read.answers, asked_again=read.asked_again)


def _compare(state: Interview, second: SecondEvaluator, chance: Random) -> None:
    tree, outcome = state.tree, triage(state.tree, state.answers)
    text = write_answers(tree, state.answers, state.asked_again)
    filed = triage(tree, read_answers(text.encode(), "saved.yaml", tree, complete=True).answers)
    assert _seen(filed) == _seen(outcome), "the file comes to another result than the interview"
    judged = second.judge({name: as_given(answer) for name, answer in state.answers.items()})
    assert_same(outcome, judged)
    _compare_with_nothing_left_open(state, second, outcome, chance)


def _compare_with_nothing_left_open(state: Interview, second: SecondEvaluator, outcome: Outcome, chance: Random) -> None:
    """What is left out as not needed may be answered in any way, and the urgency stays the same."""
    record = dict(state.answers)

    def answer(name: str, shown: tuple[str, ...]) -> Given:
        record[name] = answer_to(state.tree.questions[name], shown, chance)
        return as_given(record[name])

    whole = second.judge({name: as_given(one) for name, one in record.items()}, answer)
    assert whole.urgency == outcome.urgency.id, f"an answer that was not needed changed the urgency to {whole.urgency}"
    assert_same(triage(state.tree, record), whole)


def assert_same(outcome: Outcome, judged: Result) -> None:
    """Raises AssertionError, which says what differs, unless engine and second evaluator agree in everything."""
    assert _seen(outcome) == (judged.urgency, judged.covered, judged.asked, dict(judged.rules)), (
        f"engine {_seen(outcome)}, second evaluator {judged[:4]}"
    )


def _seen(outcome: Outcome) -> tuple[str, bool, tuple[str, ...], dict[str, str]]:
    rules = {fired.rule.id: fired.urgency.id for fired in outcome.fired}
    return outcome.urgency.id, outcome.covered, outcome.applied, rules
