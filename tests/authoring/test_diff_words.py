"""`nervecheck diff`: which words and sources changed, and when nobody's urgency can differ for that alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nervecheck.authoring import diff as whole
from nervecheck.authoring.diff import diff
from nervecheck.authoring.diff_alike import WORDS, decide_alike
from nervecheck.authoring.diff_formats import as_json, terminal
from nervecheck.authoring.diff_people import solved
from nervecheck.authoring.diff_words import WordChange, word_changes
from nervecheck.tree.load import load
from tests.support import SOURCES, small_tree
from tests.support.weak_legs import QUESTIONS

RULES = """
rules:
  - {id: both, title: t, urgency: emergency, when: {legs: weak}, why: w, basis: judgement, reviewed: 2026-01-01,
     do: [Sit down and wait., Take a list of medicines.], raise: [{to: ambulance, when: {walk: no}, why: cannot walk}]}
self-care: {when: {legs: none}, why: w, basis: judgement, reviewed: 2026-01-01}
"""
PROMISES = """
- {id: weak-is-seen, if: {legs: weak}, then: {at-least: emergency}, basis: judgement}
- {id: numb-is-seen, if: {legs: numb}, then: {at-least: routine}, basis: judgement}
"""
ARTICLE = """---
id: rest
title: Rest
kind: faq
rank: 1
when: {legs: weak}
sources: [src]
reviewed: 2026-01-01
---
Rest for a day or two.

Then walk a little more each day.
"""
PARTS = {"questions": QUESTIONS, "rules": RULES, "findings": "{}", "promises": PROMISES, "sources": SOURCES}


def folder(place: Path, article: str = ARTICLE, **parts: str) -> Path:
    """A folder with one article and two promises."""
    (place / "library").mkdir(parents=True)
    (place / "library" / "rest.md").write_text(article)
    small_tree(place, **(PARTS | parts))
    return place


def pair(place: Path, article: str = ARTICLE, **parts: str) -> tuple[Path, Path]:
    """The folder, and beside it a changed one."""
    return folder(place / "old"), folder(place / "new", article, **parts)


def told(place: Path, part: str, before: str, after: str) -> list[tuple[str, ...]]:
    """What is told where in one part the second text stands for the first."""
    text = {**PARTS, "article": ARTICLE}[part]
    assert before in text
    old, new = (load(one) for one in pair(place, **{part: text.replace(before, after)}))
    return [_short(change) for change in word_changes(old, new)]


def _short(change: WordChange) -> tuple[str, ...]:
    return (change.record, change.key, change.what or f"{change.old} -> {change.new}")


@pytest.mark.parametrize(
    ("part", "old", "new", "what"),
    [
        ("rules", "why: w, basis: judgement, reviewed: 2026-01-01,", "why: nerves, sources: [src], reviewed: 2026-01-01,",
         [("rule both", "why", "w -> nerves"), ("rule both", "sources", "new: src"),
          ("rule both", "basis", "judgement -> None")]),
        ("rules", "cannot walk", "the legs give way",
         [("rule both", "raise", "to ambulance: cannot walk -> None"),
          ("rule both", "raise", "None -> to ambulance: the legs give way")]),
        ("rules", "Sit down and wait.", "Sit down and wait for help.",
         [("rule both", "do", "Sit down and wait. -> Sit down and wait for help.")]),
        ("rules", "Sit down and wait., Take a list of medicines.", "Take a list of medicines., Sit down and wait.",
         [("rule both", "do", "other order")]),
        ("questions", "ask: 'Which?'", "ask: 'Which of these?', help: Today.",
         [("question legs", "ask", "Which? -> Which of these?"), ("question legs", "help", "None -> Today.")]),
        ("questions", "label: Numb", "label: Dull, hint: Or dead",
         [("question legs", "option numb: label", "Numb -> Dull"), ("question legs", "option numb: hint", "None -> Or dead")]),
        ("findings", "{}", "numb: {says: numb, when: {legs: numb}}", [("finding numb", "", "None -> numb")]),
        ("promises", "at-least: emergency", "at-least: routine",
         [("promise weak-is-seen", "then: at-least", "emergency -> routine")]),
        ("promises", "if: {legs: weak}", "if: {legs: [weak, numb]}",
         [("promise weak-is-seen", "if", "condition changed (new: legs.numb)")]),
        ("promises", "id: numb-is-seen", "id: dull-is-seen",
         [("promise dull-is-seen", "", "None -> at-least routine"), ("promise numb-is-seen", "", "at-least routine -> None")]),
        ("sources", "year: '2020'", "year: '2021'", [("source src", "year", "2020 -> 2021")]),
        ("article", "a day or two", "two days",
         [("article rest", "text", "Rest for a day or two. -> None"), ("article rest", "text", "None -> Rest for two days.")]),
        ("article", "{legs: weak}", "{legs: ache}",
         [("article rest", "when", "condition changed (new: legs.ache; gone: legs.weak)")]),
    ],
)  # fmt: skip
def test_each_text_is_told_as_it_was_and_as_it_is(
    part: str, old: str, new: str, what: list[tuple[str, ...]], tmp_path: Path
) -> None:
    assert sorted(told(tmp_path, part, old, new)) == sorted(what)


def test_what_decides_alike_needs_no_solver_and_no_story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = pair(tmp_path, rules=RULES.replace("why: w", "why: other"), promises=PROMISES.replace("routine", "same-day"))
    monkeypatch.setattr(whole, "solved", None)
    monkeypatch.setattr(whole, "examine_vignettes", None)
    same, words = diff(old, old), diff(old, new)
    assert (same.words, same.is_changed, words.is_changed) == ((), False, False)
    assert "no answer changes its urgency. No word and no source differs." in terminal(same, 200)
    assert terminal(words, 200).endswith("no answer changes its urgency. Words and sources: 3 changes in 2 files.\n")
    assert json.loads(as_json(words))["words"][0] == {
        "file": "promises.yaml", "record": "promise numb-is-seen", "key": "then: at-least", "change": "changed",
        "old": "routine", "new": "same-day", "what": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("rules", "urgency: emergency", "urgency: same-day"),
        ("rules", "when: {legs: weak}", "when: {legs: [weak, numb]}"),
        ("rules", "{walk: no}", "{legs: numb}"),
        ("questions", "when: {legs: weak}", "when: {legs: numb}"),
        ("questions", "label: Numb, danger: true", "label: Numb"),
        ("questions", "unsure: [no]", "unsure: [yes]"),
        ("questions", "type: yes-no,", "type: yes-no, sensitive: true,"),
        ("questions", "type: yes-no,", "type: yes-no, core: true,"),
        ("findings", "{}", "numb: {says: numb, when: {legs: numb}}"),
    ],
)
def test_what_can_decide_is_compared(part: str, old: str, new: str, tmp_path: Path) -> None:
    before, after = (load(one) for one in pair(tmp_path, **{part: PARTS[part].replace(old, new)}))
    assert not decide_alike(before, after)


def test_no_field_that_counts_as_words_decides(tmp_path: Path) -> None:
    """The solver, which reads the trees themselves, finds nobody; and every field that is named is one of its record."""
    assert [(kind, name) for kind, names in WORDS.items() for name in names if name not in kind._fields] == []  # type: ignore[attr-defined]
    rules = RULES.replace("title: t", "title: u").replace("why: w", "why: other").replace("2026-01-01", "2026-01-02")
    questions = QUESTIONS.replace("topic: ", "help: h, topic: Other ").replace("Numb", "Dull").replace("walk?", "stand?")
    before, after = (load(one) for one in pair(tmp_path, rules=rules, questions=questions))
    assert decide_alike(before, after)
    assert solved(before, after, (), 1_000) == ({}, set())


def test_long_texts_are_cut_near_the_difference_and_all_shows_them_whole(tmp_path: Path) -> None:
    start = "Walk each day as far as you can do well and then rest in a chair that is high and firm and has arms, and then"
    texts = [f"{ARTICLE}\n{start} {end}\n" for end in ("drink water.", "drink tea.")]
    found = diff(folder(tmp_path / "old", texts[0]), folder(tmp_path / "new", texts[1]))
    assert 'text: "... arms, and then drink water." -> "... arms, and then drink tea."' in terminal(found, 200)
    assert start in terminal(found, 400, every=True)


def test_of_many_records_the_first_are_shown_and_the_rest_counted(tmp_path: Path) -> None:
    more = "".join(f"- {{id: p{n}, if: {{legs: weak}}, then: {{at-least: routine}}, basis: judgement}}\n" for n in range(12))
    old, new = pair(tmp_path, promises=PROMISES + more)
    found = diff(old, new)
    assert "- added: promise p9: at-least routine\n- 2 more added\n" in terminal(found, 80)
    assert "- added: promise p11: at-least routine\n" in terminal(found, 80, every=True)


def test_a_question_and_an_option_that_are_gone_are_told_to_be_retired(tmp_path: Path) -> None:
    rules = RULES.replace("{walk: no}", "{legs: numb}")
    left = QUESTIONS.split("- {id: walk")[0].replace(", {id: ache, label: They ache}", "")
    retired = 'walk: "Nobody is asked."\nlegs.ache: "It says nothing."\n'
    found = diff(folder(tmp_path / "old"), folder(tmp_path / "new", questions=left, rules=rules, retired=retired))
    assert "Asked no longer: walk (retired).\n" in terminal(found, 80)
    assert [part.what for part in found.parts if part.id == "legs"] == [("gone: ache (retired)",)]
