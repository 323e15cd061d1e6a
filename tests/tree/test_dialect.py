"""One dialect of YAML: with libyaml and without it a text is read alike, or refused."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nervecheck.base.problems import Problem
from nervecheck.tree.load import nodes
from tests.support import ANKLE, SHIPPED, examples

TESTS = Path(__file__).parents[1]
STARTER = SHIPPED.parent / "nervecheck" / "authoring" / "starter"
FOLDERS = (SHIPPED, ANKLE, STARTER, TESTS / "tree" / "bad_questions", TESTS / "interview" / "bad_answers")
FILES = sorted(path for folder in FOLDERS for ending in ("*.yaml", "*.json", "*.md") for path in folder.rglob(ending))


def read_by(loader: object, text: str) -> tuple[nodes.Node | None, list[Problem]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nodes, "_LOADER", loader)
        return nodes.read(text, "f.yaml")


def shape(node: nodes.Node | None) -> object:
    """The node with its places, as both parsers must give it."""
    match node:
        case nodes.Scalar(text=text, plain=plain):
            return text, plain, node.mark if text else None  # the parsers place what is not there differently
        case nodes.Sequence(items=items):
            return [shape(item) for item in items], node.mark
        case nodes.Mapping(pairs=pairs):
            return [(shape(key), shape(value)) for key, value in pairs], node.mark
    return None


def assert_alike(text: str) -> None:
    (one, problems), (other, objections) = read_by(yaml.CSafeLoader, text), read_by(yaml.SafeLoader, text)
    assert bool(problems) is bool(objections), (text, problems, objections)
    if not problems:
        assert shape(one) == shape(other)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_of_ours_is_read_alike(path: Path) -> None:
    text, problems = nodes.decode(path.read_bytes(), path.name)
    if not problems:
        assert_alike(nodes.front_matter(text) if path.suffix == ".md" else text)


ODD = [
    ("{say: Do I need an X-ray?}", "f.yaml:1:25"),
    ("[Wait?, Go.]", "f.yaml:1:6"),
    ("{a: one\n  two? three}", "f.yaml:2:6"),
    ("a: {b? : c}", "f.yaml:1:6"),
    ("{u: http://x?y=1}", "f.yaml:1:13"),
    ("[a:]", "f.yaml:1:3"),
    ("{a:, b: c}", "f.yaml:1:3"),
    ("a: |# said\n  b\n", "f.yaml:1:5"),
    ("a: >-#\n  b\n", "f.yaml:1:6"),
    ("%YAML 1.2\n---\na: b", "f.yaml:1:1"),
    ("# c\n\n%x\n---\na: b", "f.yaml:3:1"),
]


@pytest.mark.parametrize(("text", "place"), ODD)
@pytest.mark.parametrize("loader", [yaml.CSafeLoader, yaml.SafeLoader])
def test_what_is_read_in_two_ways_is_refused_at_its_place(text: str, place: str, loader: object) -> None:
    _, problems = read_by(loader, text)
    assert {problem.code for problem in problems} == {"yaml-dialect"}
    assert str(problems[0].mark) == place


READ = [
    "a: Is it so?",
    "- ?b",
    "{a: 'b?'}",
    '["b?"]',
    "{? a : b}",
    "{a: b:c}",
    "a: |  # said\n  b\n",
    "a: 5 %",
    "[ %]",
    "a: b:",
]


@pytest.mark.parametrize("text", READ)
def test_what_is_read_in_one_way_is_read_alike(text: str) -> None:
    assert_alike(text)


PIECES = [
    "a",
    "b c",
    "é",
    "😀",
    "? ",
    "?",
    ": ",
    ":",
    ", ",
    ",",
    "- ",
    "-",
    "\n",
    "\n  ",
    "\n    ",
    "{",
    "}",
    "[",
    "]",
    "'",
    '"',
]
PIECES += ["#", " #", "|", ">", "|-\n  ", ">+\n  ", "|2", "%", "@", "`", "~", "\\n", "\\", "=", "<<", "...", "---", "\n---\n"]
PIECES += ["\n...\n", "\n%", " ", ".", "/", "a: ", "- a", "0", "\n\n", "&", "*", "!", "\\ud83d"]


@settings(deadline=None, max_examples=examples(200))
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@example("a\n...\n%x\n")
def test_any_text_is_read_alike_or_refused_by_both(text: str) -> None:
    assert_alike(text)
