"""The list of the arrow-key face, without a terminal: what each key does, and what no key may do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nervecheck.engine.answer import Answer, NoneOfThese, NotSure, Number, Picked
from nervecheck.prompts.face import Choice, Given, Navigation, Page, Step
from nervecheck.prompts.key_handling import handle_key
from nervecheck.prompts.list_state import ListState, page_list, question_list
from nervecheck.tree.model import Option, Question, QuestionType
from tests.support import shipped
from tests.support.strategies import HERE

OPTIONS = tuple(Option(name, f"Label {name}", HERE, danger=name == "a") for name in "abc")
MANY = Question("q", "T", "A?", QuestionType.MANY, HERE, OPTIONS, why="Because.", unsure=("a",), sensitive=True)
CALM = tuple(option._replace(danger=False) for option in OPTIONS)
ONE = Question("q", "T", "A?", QuestionType.ONE, HERE, CALM, unsure=("a",))
AGE = Question("q", "T", "A?", QuestionType.NUMBER, HERE, low=18, high=120, help="In years.")


def list_state(question: Question, given: Answer | None = None, seen: bool = True) -> ListState:
    start = question_list(question, question.options, given)
    return replace(start, seen=frozenset(range(len(start.lines)))) if seen else start


def typed(start: ListState, keys: str) -> ListState | Step:
    """The list_state after these keys, spaces between them; what is decided ends it."""
    after: ListState | Step = start
    for key in keys.split():
        assert isinstance(after, ListState), f"decided before {key}"
        after = handle_key(after, key)
    return after


def decided(start: ListState, keys: str) -> Answer:
    after = typed(start, keys)
    assert isinstance(after, Given), after
    return after.answer


def still(start: ListState, keys: str) -> ListState:
    after = typed(start, keys)
    assert isinstance(after, ListState), after
    return after


# ---- nothing is chosen by itself ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("question", [MANY, ONE, AGE])
@pytest.mark.parametrize("keys", ["enter", "space", "enter enter enter", "space enter"])
def test_no_key_alone_chooses_anything(question: Question, keys: str) -> None:
    after = still(list_state(question), keys)
    assert after.cursor is None
    assert after.chosen == 0


@pytest.mark.parametrize("name", shipped().questions)
def test_nothing_is_preselected(name: str) -> None:
    question = shipped().questions[name]
    start = list_state(question)
    assert (start.cursor, start.chosen, start.typed) == (None, 0, "")
    assert isinstance(handle_key(start, "enter"), ListState)


def test_enter_on_a_line_that_is_not_ticked_chooses_nothing() -> None:
    after = still(list_state(MANY), "down enter")
    assert "Nothing is ticked" in after.message
    assert after.chosen == 0


# ---- several ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        ("down space enter", Picked(("a",))),
        ("j space j j space enter", Picked(("a", "c"))),
        ("j j j space k k space enter", Picked(("a", "c"))),
        ("down u enter", Picked((), ("a",))),
        ("down space down u enter", Picked(("a",), ("b",))),
        ("down space u enter", Picked((), ("a",))),
        ("down u space enter", Picked(("a",))),
        ("end space enter", NoneOfThese()),
        ("end enter", NoneOfThese()),
        ("end up enter", NotSure()),
        ("end up up space enter", NotSure()),
        ("end space home space enter", Picked(("a",))),
        ("down space end space enter", NoneOfThese()),
    ],
)
def test_ticks(keys: str, answer: Answer) -> None:
    assert decided(list_state(MANY), keys) == answer


def test_a_tick_is_taken_back() -> None:
    assert still(list_state(MANY), "down space space").chosen == 0
    assert still(list_state(MANY), "end space space").chosen == 0


def test_none_of_these_stands_last_and_alone() -> None:
    assert list_state(MANY).lines[-1].label == "None of these"
    after = still(list_state(MANY), "down space end space")
    assert after.ticks == {after.lines[-1].id}


@pytest.mark.parametrize("keys", ["end space", "end enter"])
def test_none_of_these_waits_until_every_option_was_on_the_screen(keys: str) -> None:
    start = replace(list_state(MANY, seen=False), seen=frozenset({0, 2}))
    after = still(start, keys)
    assert "1 of its lines have not been shown" in after.message
    assert after.chosen == 0
    assert decided(replace(after, seen=frozenset({0, 1, 2})), keys.split()[1] if "enter" in keys else "space enter")


def test_digits_do_not_tick() -> None:
    assert still(list_state(MANY), "1 2 3") == list_state(MANY)


def test_not_sure_of_a_whole_list_asks_which() -> None:
    question = MANY._replace(unsure=None, ask_which=True, sensitive=False)
    which = still(list_state(question), "end up enter")
    assert which.base is not None
    assert [line.label for line in which.lines] == ["Label a", "Label b", "Label c", "None of these"]
    seen = replace(which, seen=frozenset(range(4)))
    assert decided(seen, "down space enter") == Picked((), ("a",))
    assert decided(seen, "end enter") == NoneOfThese()
    assert still(seen, "b") == which.base
    assert isinstance(handle_key(which, "enter"), ListState)


def test_ticks_are_not_lost_to_the_list_of_what_might_be_true() -> None:
    question = MANY._replace(unsure=None, ask_which=True, sensitive=False)
    after = still(list_state(question), "down space end up space")
    assert after.base is None
    assert after.ticks == {"a"}


# ---- one ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        ("down enter", Picked(("a",))),
        ("down space", Picked(("a",))),
        ("3", Picked(("c",))),
        ("end enter", NotSure()),
        ("u enter", NotSure()),
    ],
)
def test_one_line(keys: str, answer: Answer) -> None:
    assert decided(list_state(ONE), keys) == answer


def test_digits_choose_only_in_short_calm_lists() -> None:
    risky = ONE._replace(options=OPTIONS)
    long = ONE._replace(options=tuple(Option(f"o{n}", "L", HERE) for n in range(10)))
    assert "Digits do not choose" in still(list_state(risky), "1").message
    assert "Digits do not choose" in still(list_state(long), "1").message
    assert still(list_state(ONE), "4").cursor is None


def test_yes_no() -> None:
    question = Question("q", "T", "A?", QuestionType.YES_NO, HERE, danger=True, unsure=("yes",))
    assert decided(list_state(question), "down enter") == Picked(("yes",))
    assert isinstance(handle_key(list_state(question), "1"), ListState)


# ---- a number -----------------------------------------------------------------------------------------------------------


def test_a_number_is_typed() -> None:
    assert decided(list_state(AGE), "4 5 enter") == Number(45)
    assert decided(list_state(AGE), "4 6 backspace 5 enter") == Number(45)
    assert "In years." in still(list_state(AGE), "enter").message
    assert still(list_state(AGE), "x - . ²").typed == ""
    assert typed(list_state(AGE, Number(45)), "enter") is Navigation.KEEP
    assert decided(list_state(AGE, Number(45)), "4 enter") == Number(4)


# ---- an answer given before ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", [Picked(("a", "c"), ("b",)), NoneOfThese(), NotSure()])
def test_enter_keeps_an_earlier_answer(answer: Answer) -> None:
    assert decided(list_state(MANY, answer, seen=False), "enter") == answer


def test_an_earlier_single_answer_has_the_cursor() -> None:
    assert decided(list_state(ONE, Picked(("b",))), "enter") == Picked(("b",))
    assert decided(list_state(ONE, NotSure()), "enter") == NotSure()


# ---- every list ---------------------------------------------------------------------------------------------------------


def test_enter_on_another_line_does_not_confirm_what_is_ticked() -> None:
    ticked = still(list_state(MANY), "down space end")
    waiting = still(ticked, "enter")
    assert "Lines are ticked." in waiting.message
    assert (waiting.ticks, waiting.cursor) == (ticked.ticks, ticked.cursor)


def test_moves_and_why() -> None:
    assert typed(list_state(MANY), "b") is Navigation.BACK
    assert typed(list_state(MANY), "q") is Navigation.LEAVE
    assert still(list_state(MANY), "?").message == "Because."
    assert still(list_state(MANY), "? down").message == ""
    assert still(list_state(MANY), "up").cursor == 5
    assert still(list_state(MANY), "end down").cursor == 5


LONG = MANY._replace(options=tuple(Option(f"o{n}", f"Place {n}", HERE) for n in range(12)))


def test_a_long_list_is_filtered() -> None:
    found = still(list_state(LONG), "/ 1 1")
    assert [found.lines[at].label for at in found.visible] == ["Place 11"]
    assert found.cursor is None
    assert decided(still(found, "enter down space escape"), "enter") == Picked(("o11",))
    assert still(found, "x").visible == ()
    assert still(found, "x down").message == "No line fits. Escape shows all of them."
    assert still(found, "backspace backspace").visible == list_state(LONG).visible
    assert still(found, "escape").filter == ""
    assert still(list_state(MANY), "/").filtering is False


def test_letters_of_a_filter_are_no_keys() -> None:
    assert still(list_state(LONG), "/ q b j k ? u space").filter == "qbjk?u "


def test_none_of_these_cannot_be_reached_through_a_filter() -> None:
    found = still(list_state(LONG, seen=False), "/ 1 enter end")
    assert found.lines[found.cursor or 0].label == "Place 11"


# ---- pages --------------------------------------------------------------------------------------------------------------

PAGE = Page("T", "A?", (Choice("x", "X"), Choice("y", "Y")))


def test_pages() -> None:
    assert decided(page_list(PAGE), "2") == Picked(("y",))
    assert decided(page_list(PAGE._replace(enter="y")), "enter") == Picked(("y",))
    assert isinstance(handle_key(page_list(PAGE), "enter"), ListState)


def test_a_page_of_an_emergency_takes_no_digit() -> None:
    assert isinstance(handle_key(page_list(PAGE._replace(calm=False)), "1"), ListState)
