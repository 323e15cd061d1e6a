"""What the tests share: small trees written inline, and the shipped one."""

from __future__ import annotations

import os
import textwrap
from functools import cache
from pathlib import Path

from nervecheck.tree.load import load
from nervecheck.tree.model import Tree

SHIPPED = Path(__file__).parents[2] / "questions"
ANKLE = Path(__file__).parents[1] / "questions" / "ankle"  # a second folder, for what must not hold for the shipped one alone

RULES = """
rules: []
self-care: {when: {q: b}, why: w, basis: judgement, reviewed: 2026-01-01}
"""
ADVICE = """
opening: [hello]
actions:
  self-care: {word: Self-care, headline: Stay home, steps: [rest]}
  routine: {word: Routine, headline: Book a visit, steps: [book]}
  same-day: {word: Same day, headline: Ring today, steps: [ring]}
  emergency: {word: Emergency, headline: Go now, steps: [go]}
  ambulance: {word: Ambulance, headline: Call now, steps: [call]}
not-assessed: [nothing]
about: [a test]
"""
TREE = """
title: t
version: 1
reviewed: 2026-01-01
reviewed-by: nobody
scope: all
sections:
"""
SOURCES = "src: {title: S, url: 'https://example.org/', year: '2020', kind: study, read: original}\n"
REGIONS = "GB: {name: United Kingdom, emergency: '999', hospital: A&E, checked: 2026-01-01}\n"


def examples(count: int) -> int:
    """How many examples a property test draws: `count`, times what EXAMPLES in the environment says."""
    return count * int(os.environ.get("EXAMPLES", "1"))


def write_folder(folder: Path, tree: str, rules: str = RULES, findings: str = "{}", **more: str) -> Path:
    """A questions folder with this tree.yaml and rules.yaml; file names without ending go in `more`."""
    files = {
        "tree": tree,
        "rules": rules,
        "findings": findings,
        "advice": ADVICE,
        "sources": SOURCES,
        "regions": REGIONS,
    } | more
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(textwrap.dedent(text), encoding="utf-8")
    return folder


def small_tree(folder: Path, questions: str, rules: str = RULES, findings: str = "{}", **more: str) -> Tree:
    """A tree of one section that holds these questions (a YAML list)."""
    listed = textwrap.indent(textwrap.dedent(questions).strip("\n"), "      ")
    text = f"{TREE}  - id: s\n    title: S\n    questions:\n{listed}\n"
    return load(write_folder(folder, text, rules, findings, **more))


@cache
def ankle() -> Tree:
    """The tree of the Ottawa ankle rules."""
    return load(ANKLE)


@cache
def shipped() -> Tree:
    """The tree that the program ships."""
    return load(SHIPPED)
