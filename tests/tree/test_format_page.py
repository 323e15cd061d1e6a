"""The examples on the page about the format work: together they are a questions folder."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

from nervecheck.authoring.vignettes import play, read_vignettes
from nervecheck.tree.load import load
from nervecheck.tree.terms import Urgency
from tests.support import ADVICE, SHIPPED, TREE, write_folder

PAGE = (SHIPPED / "README.md").read_text(encoding="utf-8")
EXAMPLES: dict[str, str] = dict(re.findall(r"```yaml (\S+)\n(.*?)```", PAGE, re.DOTALL))
AGE = "- {id: age, topic: Age, ask: 'How old?', type: number, low: 18, high: 120}\n"


def page_folder(folder: Path) -> Path:
    """A questions folder made of the page's examples."""
    questions = textwrap.indent(EXAMPLES["tree-gate"] + EXAMPLES["tree-before"] + AGE + EXAMPLES["tree"], "      ")
    every = textwrap.indent(EXAMPLES["conditions"], "        ")
    rules = (
        f"rules:\n{textwrap.indent(EXAMPLES['rules'], '  ')}"
        f"self-care:\n  when:\n    all:\n      - any:\n{textwrap.indent(every, '  ')}"
        "  why: w\n  basis: judgement\n  reviewed: 2026-11-24\n"
    )
    tree = f"{TREE}  - id: s\n    title: S\n    questions:\n{questions}"
    more = {name: EXAMPLES[name] for name in ("sources", "regions", "promises", "causes", "cautions", "retired", "reviews")}
    more["hazards"] = EXAMPLES["hazards"]
    more["advice"] = ADVICE + EXAMPLES["advice"] + "causes: {lead: a, not-enough: b, not-excluded: c, basis: judgement}\n"
    write_folder(folder, tree, rules, EXAMPLES["findings"], **more)
    for name, text in (
        ("library/a.md", f"---\n{EXAMPLES['article']}---\nText.\n"),
        ("vignettes/v.yaml", EXAMPLES["vignettes"]),
        ("vignettes/w.yaml", EXAMPLES["vignettes-base"]),
    ):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_the_examples_load_and_the_vignettes_come_out(tmp_path: Path) -> None:
    tree = load(page_folder(tmp_path))
    played = [play(vignette, tree) for vignette in read_vignettes(tree)]
    assert [one.differences for one in played] == [(), ()]
    assert {one.outcome.urgency for one in played} == {Urgency.EMERGENCY}


def test_the_page_names_every_file_and_every_key() -> None:
    from nervecheck.tree import causes, drawings, hazards, library, model, promises, reviews, rules
    from nervecheck.tree.load.build import fields_of

    records = (
        model.Question, model.Option, model.Section, rules.Rule, rules.Raise, rules.Limit, rules.Escalation, rules.SelfCare,
        model.Finding, promises.Promise, promises.Then, library.Source, library.Region, library.Action, library.Sign,
        library.Advice, library.Article, library.Caution, library.AboutCauses, library.Visit, library.Line,
        hazards.HazardsFile, hazards.Hazard, hazards.Control, hazards.Disagreement,
        reviews.Review, causes.CausesFile, causes.Frame, causes.Cause, causes.Evidence, causes.Pair,
        library.Again, drawings.Skin, drawings.DrawnStep,
    )  # fmt: skip
    keys = {key for record in records for key in fields_of(record)} - {"also", "checked", "word"}
    assert [key for key in sorted(keys) if not re.search(rf"(?m)(?:^|[`{{ ,-]){key}[`:]", PAGE)] == []
    assert [path.name for path in SHIPPED.glob("*.yaml") if f"`{path.name}`" not in PAGE] == []


def test_the_page_lists_every_picture() -> None:
    from nervecheck.tree.drawings import BodyPart, Move, SkinArea

    rows = dict(re.findall(r"(?m)^\| `(\w+)`.*? \| \w+ \w+ \| (.*) \|$", PAGE.split("## Pictures")[1]))
    for key, names in (("body", BodyPart), ("skin", SkinArea), ("moves", Move)):
        assert re.findall(r"`([a-z0-9-]+)`", rows[key]) == list(names)


def test_the_page_lists_every_problem_code_with_what_is_really_said() -> None:
    cases = Path(__file__).parent / "bad_questions"
    rows = dict(re.findall(r"(?m)^\| `([a-z0-9-]+)` \| (.*) \|$", PAGE.split("## Problems")[1]))
    assert set(rows) == {path.parent.name for path in cases.glob("*/expected.txt")}
    for code, words in rows.items():
        assert f"[{code}] {words}\n" in (cases / code / "expected.txt").read_text(encoding="utf-8"), code
