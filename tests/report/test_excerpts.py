"""What one person is shown of the library: which articles, how much of them, which cautions; and the lines for a visit."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from nervecheck.engine.answer import Answer, NoneOfThese, NotSure, Picked
from nervecheck.engine.needed import progress
from nervecheck.report.blocks import article_blocks
from nervecheck.report.document import Bullets, Heading, Paragraph
from nervecheck.report.make import make_report, numbers_for
from nervecheck.tree.load import load
from tests.support import ADVICE, TREE, small_tree, write_folder
from tests.support.causes import CAUSES, FINDINGS, QUESTIONS, RULES, WORDS

if TYPE_CHECKING:
    from nervecheck.report.facts import Report
    from nervecheck.tree.model import Tree

OPTIONAL = """
  - id: more
    title: More
    optional: true
    questions:
      - id: wants
        topic: Wishes
        ask: What else?
        type: many
        options: [{id: jabs, label: Jabs}, {id: harm, label: Harm}]
"""
CAUTIONS = """
hot: {say: Not on numb skin., about: {signs: sit}, basis: judgement, reviewed: 2026-01-01}
always: {say: Ask first., basis: judgement, reviewed: 2026-01-01}
"""
VISIT = """
visit:
  tell:
    - {id: signs, say: What fits, quote: signs}
    - {id: place, say: Where it is, quote: place}
  ask:
    - {id: scan, when: {signs: walk}, say: 'Do I need a scan?'}
    - {id: long, say: 'How long may it last?'}
"""


def article(name: str, rank: int = 10, body: str = "Short.\n", **more: str) -> str:
    head = {"when": "{place: leg}", **{key.replace("_", "-"): value for key, value in more.items()}}
    lines = "".join(f"{key}: {value}\n" for key, value in head.items() if value)
    first = f"---\nid: {name}\ntitle: About {name}\nkind: faq\nrank: {rank}\n"
    return f"{first}{lines}sources: [src]\nreviewed: 2026-01-01\n---\n{body}"


def tree_with(folder: Path, *articles: str, rules: str = RULES) -> Tree:
    """The tree of the ranking's tests with a list of wishes, cautions and these articles."""
    (folder / "library").mkdir()
    for number, text in enumerate(articles):
        (folder / "library" / f"{number}.md").write_text(text, encoding="utf-8")
    questions = textwrap.indent(QUESTIONS.strip("\n"), "      ")
    whole = f"{TREE}  - id: s\n    title: S\n    questions:\n{questions}\n{OPTIONAL}"
    return load(write_folder(folder, whole, rules, FINDINGS, causes=CAUSES, cautions=CAUTIONS, advice=WORDS + VISIT))


def report(tree: Tree, **answers: Answer) -> Report:
    return make_report(tree, {"place": Picked(("leg",)), **answers}, numbers_for(tree, None))


def shown(tree: Tree, **answers: Answer) -> list[str]:
    return [excerpt.id for excerpt in report(tree, **answers).excerpts]


def test_at_most_five_are_shown_most_useful_first_and_the_rest_by_title(tmp_path: Path) -> None:
    tree = tree_with(tmp_path, *(article(f"n{rank}", rank) for rank in (6, 3, 1, 5, 2, 4, 7)))
    assert shown(tree) == ["n1", "n2", "n3", "n4", "n5"]
    assert [more.command for more in report(tree).more] == ["nervecheck read n6", "nervecheck read n7"]


def test_what_was_asked_for_comes_besides_the_five(tmp_path: Path) -> None:
    wanted = article("jabs", 99, when="{wants: jabs}")
    tree = tree_with(tmp_path, wanted, *(article(f"n{rank}", rank) for rank in range(1, 7)))
    assert shown(tree) == ["n1", "n2", "n3", "n4", "n5"]
    assert shown(tree, wants=Picked(("jabs",))) == ["n1", "n2", "n3", "n4", "n5", "jabs"]


def test_a_wish_is_never_needed(tmp_path: Path) -> None:
    tree = tree_with(tmp_path, article("jabs", when="{wants: jabs}"))
    given = {"place": Picked(("arm",)), "calm": Picked(("yes",))}
    assert progress(tree, given).complete


def test_an_article_is_shown_to_whom_its_cause_is_named(tmp_path: Path) -> None:
    tree = tree_with(tmp_path, article("canal", when="", causes="[canal]"))
    assert shown(tree) == []
    assert shown(tree, signs=Picked(("walk", "lean"))) == ["canal"]


@pytest.mark.parametrize(
    ("urgency", "expected"),
    [("routine", ["faq", "stretch", "visit"]), ("same-day", ["faq", "visit"]), ("self-care", ["faq", "stretch"])],
)
def test_at_home_no_visit_is_spoken_of_and_what_is_looked_at_today_is_not_treated_first(
    tmp_path: Path, urgency: str, expected: list[str]
) -> None:
    stretch = article("stretch", 2, certainty="low").replace("kind: faq", "kind: treatment")
    visit = article("visit", 3).replace("kind: faq", "kind: visit")
    rule = f"{{id: r, title: t, urgency: {urgency}, when: {{calm: no}}, why: w, basis: judgement, reviewed: 2026-01-01}}"
    at_home = urgency == "self-care"
    rules = RULES if at_home else RULES.replace("rules: []", f"rules: [{rule}]")
    tree = tree_with(tmp_path, article("faq", 1), stretch, visit, rules=rules)
    answers: dict[str, Answer] = {"signs": NoneOfThese(), "calm": Picked(("yes" if at_home else "no",))}
    assert report(tree, **answers).urgency == urgency
    assert shown(tree, **answers) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (None, []),  # not asked
        (NotSure(), []),
        (Picked(("cough",)), []),
        (Picked(("walk",), unsure=("cough",)), []),
        (Picked(("walk",)), ["hands"]),
        (NoneOfThese(), ["hands"]),
    ],
)
def test_a_treatment_is_hidden_unless_its_danger_was_asked_and_denied(
    tmp_path: Path, answer: Answer | None, expected: list[str]
) -> None:
    tree = tree_with(tmp_path, article("hands", unless="{signs: cough}"))
    assert shown(tree, **({} if answer is None else {"signs": answer})) == expected


@pytest.mark.parametrize(
    ("answer", "left_out"), [(None, False), (NotSure(), False), (Picked(("sit",)), False), (NoneOfThese(), True)]
)
def test_a_caution_is_left_out_only_when_it_was_denied(tmp_path: Path, answer: Answer | None, left_out: bool) -> None:
    tree = tree_with(tmp_path, article("heat", cautions="[hot, always]"))
    (excerpt,) = report(tree, **({} if answer is None else {"signs": answer})).excerpts
    assert excerpt.cautions == (("Ask first.",) if left_out else ("Not on numb skin.", "Ask first."))


def test_the_excerpt_ends_at_the_first_heading(tmp_path: Path) -> None:
    tree = tree_with(tmp_path, article("long", body="First.\n\n- One\n- Two\n\n## More\n\nLast.\n"))
    (excerpt,) = report(tree).excerpts
    assert excerpt.text == "First.\n\n- One\n- Two"


def test_nothing_to_read_stands_on_an_emergency(tmp_path: Path) -> None:
    rule = "rules:\n  - {id: r, title: t, urgency: emergency, when: {calm: no}, why: w, basis: judgement, reviewed: 2026-01-01}"
    tree = tree_with(tmp_path, article("n1"), rules=RULES.replace("rules: []", rule))
    found = report(tree, calm=Picked(("no",)), wants=Picked(("jabs",)), signs=Picked(("walk", "lean")))
    assert (found.urgency, found.excerpts, found.causes, found.visit.tell, found.visit.ask) == ("emergency", (), None, (), ())


def test_the_visit_quotes_what_was_answered(tmp_path: Path) -> None:
    tree = tree_with(tmp_path)
    told = report(tree, signs=Picked(("walk", "lean"))).visit
    assert told.tell == ("What fits: Walking; Leaning.", "Where it is: Leg.")
    assert told.ask == ("Do I need a scan?", "How long may it last?")
    assert report(tree, signs=NotSure()).visit.tell == ("Where it is: Leg.",)
    assert report(tree).visit.ask == ("How long may it last?",)


def test_article_blocks() -> None:
    assert list(article_blocks("A b\nc.\n\n- d\n- e\n\n## F\n\n1. g\n2. h\n")) == [
        Paragraph("A b c."),
        Bullets(("d", "e")),
        Heading("F", 3),
        Bullets(("g", "h"), numbered=True),
    ]


# ---- nervecheck read -----------------------------------------------------------------------------------------------------


def test_advice_without_a_visit_has_no_lines(tmp_path: Path) -> None:
    tree = small_tree(tmp_path, QUESTIONS, RULES, FINDINGS, advice=ADVICE)
    assert report(tree).visit == ((), ())


def test_whoever_can_stay_at_home_is_not_told_to_prepare_a_visit(tmp_path: Path) -> None:
    tree = tree_with(tmp_path, article("home"), article("visit").replace("kind: faq", "kind: visit"))
    assert (report(tree, calm=Picked(("yes",))).urgency, shown(tree, calm=Picked(("yes",)))) == ("self-care", ["home"])
    assert (report(tree, calm=Picked(("no",))).urgency, shown(tree, calm=Picked(("no",)))) == ("routine", ["home", "visit"])
