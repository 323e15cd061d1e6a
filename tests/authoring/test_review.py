"""The page that a clinician reads and signs: what stands on it is what the program does."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from nervecheck.authoring.check import check
from nervecheck.authoring.review import review_page
from nervecheck.authoring.review.alone import SingleAnswers
from nervecheck.engine.answer import Answer, NotSure, Picked
from nervecheck.render.markdown import render
from nervecheck.report.document import Document, Heading, Pairs, Verbatim
from nervecheck.tree.load import load
from nervecheck.tree.model import Tree
from nervecheck.tree.terms import Urgency
from tests.support import shipped, small_tree

QUESTIONS = """
- id: signs
  topic: Signs
  ask: Which is true?
  type: many
  ask-which: true
  options:
    - {id: numb, label: Numb feet, danger: true, settled: {since: years}}
    - {id: weak, label: Weak legs, danger: true}
    - {id: cold, label: Cold feet, harmless: true}
- id: since
  topic: Since when
  ask: Since when?
  type: one
  unsure: [days]
  when: {signs: [numb, weak]}
  options: [{id: days, label: Some days, danger: true}, {id: years, label: For years}]
- {id: walk, topic: Walking, ask: Can you walk, type: yes-no}
- {id: age, topic: Age, ask: How old, type: number, low: 18, high: 99, unit: years}
"""
RULES = """
rules:
  - {id: tired, title: Tired, urgency: routine, when: long, why: W., basis: judgement, reviewed: 2026-01-01}
  - id: nerve
    title: A nerve
    urgency: same-day
    when: {any: [{signs: weak}, {all: [{signs: numb}, {not: {since: years}}]}]}
    raise: [{to: emergency, when: {all: [{since: days}, {age: {min: 65}}]}, why: Too old to wait.}]
    why: It can be lost.
    do: [Lie down.]
    sources: [src]
    reviewed: 2026-02-03
escalate: [{from: same-day, to: emergency, when: {walk: no}, why: No way.}]
self-care: {when: {age: {max: 64}}, why: w, basis: judgement, reviewed: 2026-01-01}
"""
FINDINGS = "long: {says: numb for years, when: {all: [{signs: numb}, {since: years}]}}"


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return small_tree(tmp_path, QUESTIONS, RULES, FINDINGS)


@cache
def shipped_page() -> str:
    return render(review_page(shipped()))


@pytest.mark.parametrize(
    ("question", "answer", "least", "most", "rules"),
    [
        ("signs", Picked(("numb",)), Urgency.SAME_DAY, Urgency.SAME_DAY, ["nerve"]),
        ("signs", Picked((), ("numb",)), Urgency.SAME_DAY, Urgency.SAME_DAY, ["nerve"]),
        ("signs", Picked(("cold",)), None, None, []),
        ("since", Picked(("years",)), Urgency.ROUTINE, Urgency.SAME_DAY, ["tired"]),  # same-day where the legs are weak
        ("since", NotSure(), Urgency.SAME_DAY, Urgency.SAME_DAY, []),
        ("walk", Picked(("no",)), None, None, []),
    ],
)
def test_one_answer_alone_leads_to(
    question: str, answer: Answer, least: Urgency | None, most: Urgency | None, rules: list[str], tree: Tree
) -> None:
    found = SingleAnswers(tree).alone(question, answer)
    assert (found.least, found.most, [rule.id for rule in found.rules]) == (least, most, rules)


@pytest.mark.parametrize(
    "line",
    [
        '"Numb feet" (numb): DANGER SIGN. Alone: SAME DAY (R1). Counts with other answers in: R2. Then asked: Q2. '
        'Settled by "For years" (Q2).',
        '"Cold feet" (cold): Alone: no rule. Ordinary: leaves the list clear. Not sure counts as no.',
        '"Some days" (days): DANGER SIGN. Alone: no rule of its own, SAME DAY with what opens the question. '
        "Counts with other answers in: the raise of R1 to EMERGENCY.",
        'Not sure: counts as "Some days". Alone: no rule of its own, SAME DAY with what opens the question.',
        'To whom: whoever answered "Numb feet" or "Weak legs" (Q1).',
        'all of ("Numb feet" (Q1); not: "For years" (Q2))',
        '"Some days" (Q2)',
        "Age: 65 or more (Q4)",
        'F1. numb for years (long): all of ("Numb feet" (Q1); "For years" (Q2)).',
        "To do: Lie down.",
        "Sources: S (2020, src). Reviewed 2026-02-03.",
        "Basis: the authors' judgement, no source. Reviewed 2026-01-01.",
        "When: Walking: no (Q3).",
        "Form: a number from 18 to 99 years.",
        "No clinician has reviewed the questions.",
    ],
)
def test_the_page_says(line: str, tree: Tree) -> None:
    page = render(review_page(tree)).replace("\\", "")
    assert line in page


def test_rules_are_numbered_as_they_stand_on_the_page_the_most_urgent_first(tree: Tree) -> None:
    titles = [block.text for block in review_page(tree) if isinstance(block, Heading)]
    assert titles.index("R1. A nerve (nerve)") < titles.index("R2. Tired (tired)")


def test_every_question_option_and_rule_of_the_shipped_folder_stands_on_the_page() -> None:
    page = shipped_page().replace("\\", "")
    options = [option for question in shipped().questions.values() for option in question.options]
    assert [question.id for question in shipped().questions.values() if f" ({question.id})" not in page] == []
    assert [option.label for option in options if f'"{option.label}" ({option.id}): ' not in page] == []
    assert [rule.id for rule in shipped().rules.rules if f"{rule.title} ({rule.id})" not in page] == []


def test_every_hazard_stands_on_the_page_and_a_folder_without_a_log_is_told(tree: Tree) -> None:
    hazards, page = shipped().hazards, shipped_page().replace("\\", "")
    assert hazards is not None
    assert [one.id for one in hazards.hazards if f"{one.hazard} ({one.id})" not in page] == []
    assert "This folder has no hazard log" in str(review_page(tree))


def test_the_contents_name_every_part_in_order() -> None:
    titles = [block.text for block in review_page(shipped()) if isinstance(block, Heading) and block.text.startswith("Part ")]
    assert [name for name, _ in _contents(review_page(shipped())).rows] == titles


def _contents(page: Document) -> Pairs:
    contents = page[page.index(Heading("Contents")) + 1]
    assert isinstance(contents, Pairs)
    return contents


def test_the_lines_to_copy_are_a_review_once_they_are_filled_in(tree: Tree) -> None:
    (copied,) = (block for block in review_page(tree) if isinstance(block, Verbatim))
    filled = {"name": "A. Name", "registration": '"7"', "role": "nurse", "reviewed": "2026-01-01", "remark": "All."}
    text = "\n".join(f"{line} {filled.get(line.strip('- :'), '')}" for line in copied.lines)
    (Path(tree.folder) / "reviews.yaml").write_text(text, encoding="utf-8")
    (review,) = load(Path(tree.folder)).reviews
    assert (review.hash, review.version, review.name) == (tree.digest, tree.about.version, "A. Name")


def test_the_lines_to_copy_are_refused_while_they_are_empty(tree: Tree) -> None:
    (copied,) = (block for block in review_page(tree) if isinstance(block, Verbatim))
    (Path(tree.folder) / "reviews.yaml").write_text("\n".join(copied.lines), encoding="utf-8")
    found = [problem for problem in check(Path(tree.folder)).problems if problem.mark.file == "reviews.yaml"]
    assert {problem.code for problem in found} == {"empty-value"}


def test_what_changed_against_a_folder(tree: Tree, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    old = small_tree(
        tmp_path / "old",
        QUESTIONS.replace("Cold feet", "Cool feet").replace("topic: Age", "topic: Years"),
        RULES.replace("urgency: same-day", "urgency: routine").replace("Lie down", "Sit down"),
        FINDINGS,
    )
    part = render(review_page(tree, against=old)).replace("\\", "").split("## Part 1: What changed")[1].split("## Part 2")[0]
    lines = [line for line in part.splitlines() if line.startswith("- ")]
    assert lines == [
        '- Q1 Signs (signs): "Cold feet": label changed',
        "- Q4 Age (age): other words: topic",
        "- R1 nerve: changed; urgency routine became same-day; other lines of advice",
    ]


def test_what_is_newer_than_a_day(tree: Tree) -> None:
    page = render(review_page(tree, since=date(2026, 2, 2)))
    assert "- R1 nerve, 2026-02-03" in page
    assert "tired, 2026" not in page
