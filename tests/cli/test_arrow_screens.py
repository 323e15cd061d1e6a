"""The arrow-key face as it is seen: whole screens of the real program, at several sizes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nervecheck.base.text import cells
from nervecheck.prompts.session import FOR_HELPERS
from tests.support import shipped, write_folder
from tests.support.arrow_terminal import ArrowTerminal
from tests.support.terminal import EMERGENCY, SELF_CARE, STORIES, answers_file, before, folded, headline, kept

SIZES = [(80, 24), (60, 20), (40, 10), (200, 50)]


def test_the_first_question_whole() -> None:
    with ArrowTerminal("ask") as person:
        person.sees("Who is this about?")
        assert person.screen[:8] == [
            "-- Danger signs --",
            "Who is this about?",
            "For somebody else, answer as that person would.",
            "  1 Me, and I am 18 or over",
            "  2 Me, and I am 16 or 17",
            "  3 Another adult",
            "  4 A child under 18, or me, under 16",
            "↑↓ Enter or a digit b=back ?=why q=quit",
        ]
        assert not any(person.screen[8:])


def test_a_danger_list_whole() -> None:
    question = shipped().questions["gate-now"]
    with ArrowTerminal("ask") as person:
        person.play(EMERGENCY, until="gate-now")
        person.press("down", "space", "down", "u")
        rows = [row for row in person.screen if row]
        assert rows[2:7] == [
            question.ask,
            question.help,
            f"  [x] {question.options[0].label}",
            f"> [?] {question.options[1].label}",
            f"      {question.options[1].hint}",
        ]
        assert rows[-2:] == ["  [ ] None of these", "↑↓ Space=tick u=unsure Enter=ok b=back ?=why q=quit"]
        assert (person.display.cursor.y, person.display.cursor.x) == (5, 0), "screen readers follow the cursor"


def test_answered_questions_are_folded_to_a_line_each() -> None:
    with ArrowTerminal("ask") as person:
        person.play(SELF_CARE, until="since")
        rows = person.screen
        assert rows[:3] == [
            "Who it is about: Me, and I am 18 or over",
            "Groups of danger signs, now or in the last 24 hours: none of these",
            "Groups of danger signs in the last weeks: none of these",
        ]
        assert rows.index("Place: Low back or tailbone") < rows.index(shipped().questions["since"].ask)


def test_back_marks_the_own_answer_and_enter_keeps_it(tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    with ArrowTerminal("ask", "--save", file) as person:
        person.play(SELF_CARE, until="age")
        person.press("b")
        person.sees("Enter keeps it")
        assert "[x] Pain or ache" in person.text
        before = kept(file)
        person.press("enter")
        person.sees(shipped().questions["age"].ask)
        assert kept(file) == before
        person.answer("age", "45")
        person.answer("ces", "none")
        person.press("b", "b", "b", "b", "b")
        person.sees("[x] Low back")
        person.press(*["down"] * 7, "space", *["up"] * 3, "space", "enter")
        person.sees(f"dropped: {shipped().questions['ces'].ask} Your answer was: none of these.")
        assert "ces" not in kept(file)


def test_the_danger_exit_clears_the_screen() -> None:
    with ArrowTerminal("ask", "--region", "GB") as person:
        person.play(EMERGENCY, until="ces-since")
        person.answer("ces-since", "new")
        person.sees("What now?")
        assert headline("emergency") in person.text
        assert "999" in person.text
        assert "Who it is about" not in person.text
        assert "country" not in person.text
        person.press("enter", "enter", "1")
        assert "What now?" in person.text, "nothing is chosen by a key pressed twice, nor by a digit"
        person.press("down", "down", "enter")
        person.sees("Before setting out, does any of this apply?")
        assert f"EMERGENCY: {headline('emergency')}." in person.text, "the main step stays in sight"
        person.press("end", "enter")
        person.sees(FOR_HELPERS)
        person.press("end", "enter")
        person.sees("What next?")
        assert headline("emergency") in person.text
        person.press("down", "enter")
        person.sees("Numb or tingling between the legs; Pee is hard to start")
        person.press("b", "q")
        assert person.ends() == 0
        assert headline("emergency") in person.text, "it stays on the screen when the program has gone"


def test_the_wrong_line_is_taken_back() -> None:
    with ArrowTerminal("ask") as person:
        person.play(STORIES["ambulance"])
        person.sees("AMBULANCE")
        person.press("down", "enter")
        person.sees(shipped().questions["life-signs"].ask)
        assert "> [x]" not in person.text
        assert "[x] Will not wake" in person.text
        person.press("down", "space", "down", "space", "end", "enter")
        person.sees("nothing calls for an emergency so far")


def test_the_country_is_found_by_its_name() -> None:
    with ArrowTerminal("ask") as person:
        person.play(STORIES["ambulance"])
        person.sees("Show the number for my country")
        person.press("end", "enter")
        person.sees("Which country?")
        person.press("/", *"ireland", "down", "enter")
        person.sees("112 or 999")


def test_review_change_and_result() -> None:
    with ArrowTerminal("ask", "--exit-code") as person:
        person.play(SELF_CARE)
        person.sees("Choose one to change it.")
        assert "> Show the result" in person.text
        order = [name for name in shipped().questions if name in SELF_CARE]
        person.press(*["up"] * (len(order) - order.index("since")), "enter")
        person.sees(shipped().questions["since"].ask)
        person.press("6")
        person.sees("Choose one to change it.")
        person.press("enter")
        person.sees(headline("routine"))
        person.press("q")
        assert person.ends() == 11


def test_the_library_is_searched_from_the_result() -> None:
    with ArrowTerminal("ask") as person:
        person.play(SELF_CARE)
        person.sees("Choose one to change it.")
        person.press("enter")
        person.sees("What next?")
        person.press("/", *"article", "enter", "down", "enter")
        person.sees("Which one?")
        person.press("end", "enter")
        person.press(*"bonee", "backspace", "space", *"spurs", "enter")
        person.sees("WHAT CAN PRESS ON A NERVE")
        person.press("b", *"xyzzy", "enter")
        person.sees("No article holds 'xyzzy'.")
        person.press(*"spers", "enter")
        person.sees("No article holds 'spers'. Searched was 'spurs'.")
        person.press("b", "escape", "b")
        person.sees("What next?")


def test_plain_from_the_opening() -> None:
    with ArrowTerminal("ask", begin=False) as person:
        person.sees("p and Enter for plain numbered lines (for screen readers)")
        person.child.sendline("p")
        person.sees("One number; b = back")
        for line in ("1", "1", "1", "3"):
            person.child.sendline(line)
        assert person.ends() == 0
        assert "AMBULANCE" in person.text
        assert "\x1b" not in person.raw
        assert "━" not in person.raw


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_every_size(columns: int, rows: int) -> None:
    with ArrowTerminal("ask", columns=columns, rows=rows) as person:
        person.sees("Who is this about?")
        person.press("1")
        question = shipped().questions["gate-now"]
        person.sees(question.ask)
        for option in question.options:
            person.press("down")
            start = folded(option.label).split(",")[0][:30]
            assert f"> [ ] {start[:18]}" in person.text
        person.press("end", "enter")
        person.sees(shipped().questions["gate-recent"].ask)
        assert all(cells(row) <= columns for row in person.screen)
        person.press("down", "space", "enter")
        person.sees(shipped().questions["ces"].ask)
        person.press("down", "space", "enter")
        person.press("down", "enter")
        person.sees("EMERGENCY: Go to a hospital")
        person.sees("What now?")
        if rows < 20:
            person.press("m")
            person.sees("If you need an ambulance")
            person.press("b")
        person.press("down", "down", "enter")
        person.sees("Before setting out")


def test_none_of_these_waits_for_the_whole_list() -> None:
    with ArrowTerminal("ask", rows=10) as person:
        person.play(EMERGENCY, until="gate-now")
        person.press("end", "enter")
        person.sees("Look at the whole list first")
        person.press("space")
        assert person.question == "gate-now"


def test_the_size_changes_while_asking() -> None:
    with ArrowTerminal("ask") as person:
        person.play(STORIES["ambulance"], until="life-signs")
        person.sees(shipped().questions["life-signs"].ask)
        person.press("down", "space")
        for columns, rows in ((40, 10), (200, 50), (60, 20), (80, 24)):
            person.resize(columns, rows)
            person.sees("> [x] Will not wake")
            assert all(cells(row) <= columns for row in person.screen)
        person.press("enter")
        person.sees("AMBULANCE")


FOREIGN = """
title: t
version: 1
reviewed: 2026-01-01
reviewed-by: nobody
scope: all
sections:
  - id: s
    title: 痛みの場所
    questions:
      - id: q
        topic: 場所
        ask: どこが痛みますか。当てはまるものをすべて選んでください。分からないときはその印を付けてください。
        type: many
        unsure: [a]
        options:
          - {id: a, label: 腰から足にかけて電気が走るような痛みがあり、咳やくしゃみで強くなることがあります}
          - {id: b, label: "คอและไหล่ ชาที่มือ", hint: "ร้าว"}
          - {id: c, label: "Cafe\\u0301 न्यूरो e\\u0301e\\u0301e\\u0301"}
"""


@pytest.mark.parametrize(("columns", "rows"), [(40, 10), (60, 20)])
def test_wide_and_combining_letters(columns: int, rows: int, tmp_path: Path) -> None:
    rules = "rules: []\nself-care: {when: {q: none}, why: w, basis: judgement, reviewed: 2026-01-01}\n"
    folder = write_folder(tmp_path, FOREIGN, rules)
    with ArrowTerminal("ask", "--questions", folder, columns=columns, rows=rows) as person:
        person.sees("[ ]")
        for _ in range(3):
            person.press("down")
            assert all(cells(row) <= columns for row in person.screen)
        assert any(row.startswith("> [ ] Caf") for row in person.screen)
        person.press("space", "enter")
        person.sees("Choose one to change it.")


def test_colour_is_left_out_when_not_wanted() -> None:
    styled = re.compile(r"\x1b\[[0-9;]*m")
    with ArrowTerminal("ask", env={"NO_COLOR": "1"}) as person:
        person.play(STORIES["ambulance"])
        person.sees("What now?")
        assert set(styled.findall(person.raw)) <= {"\x1b[0m"}
    with ArrowTerminal("ask") as person:
        person.play(STORIES["ambulance"])
        person.sees("What now?")
        assert "\x1b[1;37;41m" in person.raw


def test_a_file_gone_on_with_has_no_opening(tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text(answers_file({name: SELF_CARE[name] for name in before("health")}))
    with ArrowTerminal("ask", "--resume", file, begin=False) as person:
        person.sees(shipped().questions["health"].ask)


def test_leaving_asks_what_becomes_of_the_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with ArrowTerminal("ask") as person:
        person.play(SELF_CARE, until="health")
        person.press("q")
        person.sees("What about your answers?")
        person.press("1")
        assert person.ends() == 130
        person.sees("--resume nervecheck-answers.yaml")
    assert list(kept(tmp_path / "nervecheck-answers.yaml")) == before("health")
