"""What stands on the two pages: quoted as it was said, in the order of its reader, and counted where it does not fit."""

from __future__ import annotations

from pathlib import Path

import pytest

from nervecheck.engine.answer import Answers, NoneOfThese, NotSure, Picked
from nervecheck.render import terminal
from nervecheck.report.compose import compose, document
from nervecheck.report.document import Notes, Pairs
from nervecheck.report.make import make_report, numbers_for
from nervecheck.report.pages import height, shortened
from nervecheck.tree.model import Tree
from nervecheck.tree.terms import ReaderPart
from tests.support import ADVICE, shipped, small_tree
from tests.support.terminal import folded

DATE = "2026-11-28T14:30"
PARTS = "".join(
    f"- {{id: q-{part}, topic: Topic {part}, ask: 'A?', type: many, reader: {part}, "
    f"options: [{{id: a, label: Label {part}}}, {{id: b, label: Other {part}}}]}}\n"
    for part in reversed(ReaderPart)
)
DANGER = """
- id: stroke
  topic: Stroke
  ask: A?
  type: many
  ask-which: true
  options: [{id: face, label: Face droops, danger: true}, {id: speech, label: Slurred speech, danger: true}]
- id: heart
  topic: Heart
  ask: A?
  type: many
  ask-which: true
  options: [{id: chest, label: Chest pain, danger: true}, {id: faint, label: Fainted, danger: true}]
- {id: habit, topic: Habit, ask: 'A?', type: one, options: [{id: tea, label: Tea}, {id: milk, label: Milk}]}
"""
RULES = """
rules:
  - {id: face, title: The face droops, urgency: same-day, when: {stroke: face}, why: W., sources: [src], reviewed: 2026-01-01}
self-care: {when: {stroke: none}, why: Nothing was found., sources: [src], reviewed: 2026-01-01}
"""


def reader_rows(tree: Tree, answers: Answers) -> dict[str, str]:
    report = make_report(tree, answers, numbers_for(tree, None), (), "2026-11-28")
    (pairs,) = (block for block in compose(report).reader if isinstance(block, Pairs))
    return dict(pairs.rows)


def test_the_next_reader_finds_all_in_the_order_of_a_clinician(tmp_path: Path) -> None:
    tree = small_tree(tmp_path, PARTS + DANGER, RULES)
    answers = {f"q-{part}": Picked(("a",)) for part in ReaderPart}
    rows = reader_rows(tree, {**answers, "stroke": Picked(("face",), unsure=("speech",)), "heart": NoneOfThese()})
    assert list(rows) == [
        "Who", "Age", "What", "Where", "Side", "Since when", "How it began", "How it goes", "How bad",
        "What goes with it", "Eased by", "Danger signs, YES", "Danger signs, NOT SURE",
        "Danger signs, no", "Illnesses and risks", "Medicines", "Tried", "Worry",
    ]  # fmt: skip
    assert rows["Where"] == "Label site"
    assert rows["Danger signs, YES"] == "Face droops"
    assert rows["Danger signs, NOT SURE"] == "Slurred speech"
    assert rows["Danger signs, no"] == "Heart"


def test_a_no_is_grouped_and_what_is_not_known_says_so(tmp_path: Path) -> None:
    tree = small_tree(tmp_path, PARTS + DANGER, RULES)
    rows = reader_rows(
        tree, {"q-illness": NoneOfThese(), "q-site": NoneOfThese(), "stroke": NotSure(), "heart": Picked(("chest",))}
    )
    assert rows["Illnesses and risks"] == "none of the 2 asked about"
    assert rows["Danger signs, NOT SURE"] == "any of: Stroke"
    assert rows["Danger signs, no"] == "the rest of Heart"
    assert rows["Not asked"].startswith("who; age; what; side; since when")
    assert rows["Where"] == "none of the 2 asked about"
    assert "illnesses" not in rows["Not asked"]


GATE = """
- id: gate
  topic: Groups
  ask: A?
  type: many
  gate: true
  options: [{id: head, label: Something in the head, opens: [stroke]}, {id: chest, label: Something else, opens: [heart]}]
"""


@pytest.mark.parametrize(
    ("given_", "no"),
    [
        ({"gate": NoneOfThese()}, "Stroke; Heart"),
        ({"gate": Picked(("head",)), "stroke": NoneOfThese()}, "Stroke; Heart"),
        ({"gate": Picked((), unsure=("head",)), "stroke": Picked(("face",))}, "the rest of Stroke; Heart"),
    ],
)
def test_a_closed_gate_is_a_no_to_its_lists_and_an_open_one_is_no_sign(tmp_path: Path, given_: Answers, no: str) -> None:
    rows = reader_rows(small_tree(tmp_path, GATE + DANGER, RULES), given_)
    assert rows["Danger signs, no"] == no
    assert "Something in the head" not in str(rows)


def test_a_chosen_group_whose_list_was_not_reached_is_told(tmp_path: Path) -> None:
    rows = reader_rows(
        small_tree(tmp_path, GATE + DANGER, RULES), {"gate": Picked(("head",), unsure=("chest",)), "heart": NoneOfThese()}
    )
    assert rows["Danger signs, chosen and not asked further"] == "Something in the head"
    assert rows["Danger signs, no"] == "Heart"
    assert "Danger signs, not asked" not in rows


@pytest.mark.parametrize(
    ("given_", "no"),
    [({"gate": NoneOfThese()}, "Stroke; Heart"), ({"gate": Picked(("head",))}, "Heart")],
)
def test_a_list_that_two_lines_open_is_denied_once_and_not_by_one_of_them(tmp_path: Path, given_: Answers, no: str) -> None:
    gate = GATE.replace("opens: [heart]", "opens: [stroke, heart]")
    assert reader_rows(small_tree(tmp_path, gate + DANGER, RULES), given_)["Danger signs, no"] == no


def person(tree: Tree, answers: Answers, date: str = "") -> str:
    return folded(terminal.text(compose(make_report(tree, answers, numbers_for(tree, None), (), date)).person, 80))


def test_the_date_stands_with_what_was_said_and_with_the_level(tmp_path: Path) -> None:
    tree = small_tree(tmp_path, PARTS + DANGER, RULES)
    given_ = {"stroke": Picked(("face",))}
    assert "You said (28 November 2026, 14:30): Face droops." in person(tree, given_, DATE)
    assert "You said (3 January 2026): Face droops." in person(tree, given_, "2026-01-03")
    assert "You said: Face droops." in person(tree, given_)
    report = make_report(tree, given_, numbers_for(tree, None), (), DATE)
    assert "Answered on 28 November 2026, 14:30. Nobody was examined. Questions 1" in folded(
        terminal.text(compose(report).reader, 80)
    )


def test_the_rule_is_not_read_out_as_what_the_person_said(tmp_path: Path) -> None:
    text = person(
        small_tree(tmp_path, DANGER, RULES.replace("The face droops", "A drooping face or slurred speech")),
        {"stroke": Picked(("face",))},
    )
    assert "You said: Face droops." in text
    assert "slurred speech" not in text


def test_what_is_feared_stands_beside_the_action_and_with_the_level_on_page_two(tmp_path: Path) -> None:
    tree = small_tree(tmp_path, DANGER, RULES, advice=ADVICE)
    report = make_report(tree, {"stroke": Picked(("face",))}, numbers_for(tree, "GB"))
    assert folded(terminal.text(compose(report).person, 80)).startswith(
        "SAME DAY: Ring today In an emergency, call 999. W. [1] - ring WHY You said: Face droops. [1] S (2020)"
    )
    assert "Level: Same day. W. [1]" in folded(terminal.text(compose(report).reader, 80))


def test_the_sign_is_quoted_before_what_was_asked_about_it(tmp_path: Path) -> None:
    when = """
- {id: tempo, topic: Since, ask: 'A?', type: one, unsure: [new], when: {stroke: face}, options: [
    {id: new, label: Today, danger: true}, {id: old, label: Long ago}]}"""
    tree = small_tree(tmp_path, DANGER + when, RULES.replace("{stroke: face}", "{tempo: new}"))
    assert "You said: Face droops; Since: Today." in person(
        tree, {"stroke": Picked(("face", "speech")), "tempo": Picked(("new",))}
    )


def test_whoever_may_stay_at_home_reads_what_helps_before_when_to_book(tmp_path: Path) -> None:
    steps = "steps: [{say: Keep warm., urgencies: [self-care, routine], basis: judgement}]"
    tree = small_tree(tmp_path, DANGER, RULES, advice=f"{ADVICE}\n{steps}")
    calm: Answers = {"stroke": NoneOfThese(), "heart": NoneOfThese()}
    assert "- Keep warm. - rest" in person(tree, calm)
    assert "- book - Keep warm." in person(tree, {**calm, "stroke": Picked(("speech",))})


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        (
            {"stroke": NoneOfThese(), "heart": NoneOfThese()},
            "All that home care depends on was asked, and nothing spoke against it.",
        ),
        ({"stroke": Picked(("speech",))}, "Home care alone is not advised because of this: Slurred speech."),
        ({}, "Nothing calls for more."),
    ],
)
def test_the_next_reader_is_told_in_plain_words_why_it_is_calm(tmp_path: Path, given_: Answers, said: str) -> None:
    tree = small_tree(tmp_path, DANGER, RULES)
    assert said in folded(terminal.text(compose(make_report(tree, given_, numbers_for(tree, None))).reader, 80))


@pytest.mark.parametrize(("lists", "told"), [(4, "L1; L2; L3; L4"), (5, "5 groups")])
def test_many_lists_that_were_not_asked_are_counted(tmp_path: Path, lists: int, told: str) -> None:
    several = "".join(
        f"- {{id: l{n}, topic: L{n}, ask: 'A?', type: yes-no, danger: true, unsure: [yes]}}\n" for n in range(1, lists + 1)
    )
    tree = small_tree(tmp_path, DANGER + several, RULES)
    found = reader_rows(tree, {"stroke": Picked(("face",)), "heart": NoneOfThese()})
    assert found["Danger signs, not asked"] == told


def test_a_label_that_says_too_little_is_quoted_with_its_topic(tmp_path: Path) -> None:
    rules = RULES.replace("{stroke: face}", "{habit: tea}")
    assert "You said: Habit: Tea." in person(small_tree(tmp_path, DANGER, rules), {"habit": Picked(("tea",))})


def test_only_what_is_printed_is_cited_by_number_in_one_line_each(tmp_path: Path) -> None:
    long = "src: {title: '" + "word " * 40 + "', url: 'https://example.org/', year: '2020', kind: study, read: original}\n"
    tree = small_tree(tmp_path, PARTS + DANGER, RULES, sources=long)
    pages = compose(make_report(tree, {"stroke": Picked(("face",))}, numbers_for(tree, None)))
    for page in (pages.person, pages.reader):
        (notes,) = (block for block in page if isinstance(block, Notes))
        assert height((notes,)) == 1
        assert "[1]" in terminal.text(page, 80)


def test_self_care_says_what_was_denied_and_on_what_it_rests(tmp_path: Path) -> None:
    tree = small_tree(tmp_path, PARTS + DANGER, RULES)
    calm: Answers = {"q-site": Picked(("a",)), "stroke": NoneOfThese(), "heart": NoneOfThese()}
    text = person(tree, calm)
    assert "call your local emergency number (112, 911 or 999). You said no to every danger sign asked about." in text
    assert "You said: Label site. Nothing was found. [1]" in text
    assert "every danger sign" not in person(tree, {**calm, "heart": Picked((), unsure=("faint",))})


def test_all_the_parts_end_with_what_to_do(tmp_path: Path) -> None:
    tree = small_tree(tmp_path, DANGER, RULES, advice=ADVICE)
    report = make_report(tree, {"stroke": Picked(("face",))}, numbers_for(tree, None))
    pages, banner = compose(report), compose(report).person[0]
    assert document(report, "person") == pages.person
    assert document(report, "reader") == pages.reader
    assert document(report) == (*pages.person, *pages.reader, banner)
    assert document(report, full=True) == (*pages.person, *pages.reader, *pages.rest, banner)


def test_what_does_not_fit_is_counted() -> None:
    assert shortened("Also: ", ["one", "two"], 1) == "Also: one; two."
    assert shortened("Also: ", ["x" * 60, "y" * 60, "z"], 1) == f"Also: {'x' * 60}; 2 more."


@pytest.mark.parametrize(
    ("who", "sign", "told"), [("me", "wake", True), ("me", "fit", True), ("other", "gasp", True), ("me", "gasp", False)]
)
def test_whoever_can_only_be_a_helper_is_told_the_first_aid(who: str, sign: str, told: bool) -> None:
    answers = {"who": Picked((who,)), "gate-now": Picked(("life",)), "life-signs": Picked((sign,))}
    assert ("start chest compressions" in person(shipped(), answers)) is told
