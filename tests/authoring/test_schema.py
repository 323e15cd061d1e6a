"""The schemas say of each file what the loader says, as far as one file alone can be judged."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from nervecheck.authoring.schema import kinds, schema, schemas
from nervecheck.base.errors import FileProblems, UsageError
from nervecheck.interview.answers_file import read_answers
from nervecheck.tree.load import nodes
from nervecheck.tree.load.build import Builder
from nervecheck.tree.load.folder import CONTENTS, examine
from nervecheck.tree.load.scalars import READERS
from tests.support import SHIPPED, shipped, small_tree
from tests.tree.test_bad_questions import BASE, folder

# what one file shows of itself; an id given twice, a name that leads nowhere and a law need more than a schema
OF_SHAPE = ["bad-id", "bad-value", "empty-value", "missing-key", "unknown-key", "wrong-type"]


class Core(yaml.CSafeLoader):
    """YAML 1.2, as editors read it: `no` and a date are text."""


Core.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("null", "~|null|", ["~", "n", ""]),
    ("bool", "true|false", ["t", "f"]),
    ("int", "-?[0-9]+", list("-0123456789")),
    ("float", r"-?[0-9]+\.[0-9]+", list("-0123456789")),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), first)


@cache
def validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(schema(kind, shipped), format_checker=Draft202012Validator.FORMAT_CHECKER)


def valid(text: str, kind: str) -> bool:
    try:
        return validator(kind).is_valid(yaml.load(text, Core))
    except yaml.YAMLError:
        return False


def files(questions: Path) -> Iterator[tuple[str, str]]:
    """The text of every file of the folder, and its kind."""
    for name in CONTENTS:
        if (questions / name).exists():
            yield (questions / name).read_text(encoding="utf-8"), name.removesuffix(".yaml")
    for path in questions.glob("library/*.md"):
        yield path.read_text(encoding="utf-8").split("---\n")[1], "article"


@pytest.mark.parametrize("kind", kinds())
def test_each_schema_is_one_and_says_what_the_file_is(kind: str) -> None:
    made = schema(kind, shipped)
    Draft202012Validator.check_schema(made)
    assert made["description"].endswith(".")


@pytest.mark.parametrize("questions", [SHIPPED, BASE], ids=["shipped", "base"])
def test_a_good_folder_is_valid(questions: Path) -> None:
    assert [kind for text, kind in files(questions) if not valid(text, kind)] == []


def test_the_shipped_vignettes_are_valid() -> None:
    paths = sorted(SHIPPED.glob("vignettes/*.yaml"))
    assert paths
    assert [path.name for path in paths if not valid(path.read_text(encoding="utf-8"), "vignettes")] == []


@pytest.mark.parametrize("code", OF_SHAPE)
def test_a_folder_with_a_mistake_of_shape_has_an_invalid_file(code: str, tmp_path: Path) -> None:
    assert not all(valid(text, kind) for text, kind in files(folder(code, tmp_path / "q")))


# -- every value of a folder in turn is something else

SMALL = {
    "rules": """
rules:
  - id: r
    title: T
    urgency: same-day
    when: {all: [numb, {any: [{area: [back]}, {not: old}]}, {at-least: {n: 1, of: [{age: {min: 65}}]}}, {area: asked}]}
    raise: [{to: emergency, when: {area: leg}, why: W}]
    do: [Rest., {say: Sit., tags: [sit], fallback: true}]
    why: W
    basis: judgement
    reviewed: 2026-01-01
self-care: {when: {not: numb}, why: w, basis: judgement, reviewed: 2026-01-01}
""",
    "tree": (BASE / "tree.yaml").read_text(encoding="utf-8"),
    "sources": (BASE / "sources.yaml").read_text(encoding="utf-8"),
    "regions": (BASE / "regions.yaml").read_text(encoding="utf-8"),
    "causes": """
reviewed: 2026-01-01
frames:
  - {id: f, title: T, when: numb, weights: {c: 2.5}, basis: judgement}
causes:
  - id: c
    name: n
    term: t
    is: i
    reviewed: 2026-01-01
    basis: judgement
    evidence: [{finding: numb, grade: J, group: g, lr-plus: 2}]
""",
}
OTHERS: list[Any] = [
    None,
    "",
    " ",
    "none",
    "No id",
    "numb",
    "2026-02-30",
    "http://a.b",
    7,
    -1,
    0.5,
    True,
    [],
    ["numb"],
    {},
    {"x": "y"},
]


def changed(value: Any) -> Iterator[Any]:
    """The value with one part of it something else, or gone, or with a key more."""
    yield from (other for other in OTHERS if type(other) is not type(value) or other != value)
    if isinstance(value, dict):
        yield value | {"new": "x"}
        for key, inner in value.items():
            yield {name: part for name, part in value.items() if name != key}
            yield from ({**value, key: other} for other in changed(inner))
    if isinstance(value, list):
        for at, inner in enumerate(value):
            yield from ([*value[:at], other, *value[at + 1 :]] for other in changed(inner) if other is not None)


def built(text: str, kind: str) -> bool:
    """Whether the loader makes a record of the file, whatever it names; how many parts a list has, no schema can compare."""
    builder, (node, _) = Builder(), nodes.read(text, kind)
    assert node is not None
    builder.build(node, CONTENTS[f"{kind}.yaml"])
    return all("cannot be counted" in problem.message for problem in builder.problems)


@pytest.mark.parametrize("kind", SMALL)
def test_what_the_loader_refuses_the_schema_refuses(kind: str) -> None:
    cases = [json.dumps(other) for other in changed(yaml.load(SMALL[kind], Core))]
    assert len(cases) > 100
    assert [text for text in cases if not built(text, kind) and valid(text, kind)] == []


@pytest.mark.parametrize("kind", SMALL)
def test_what_the_schema_refuses_the_loader_refuses(kind: str, tmp_path: Path) -> None:
    questions = Path(shutil.copytree(BASE, tmp_path / "q"))
    for name, text in SMALL.items():
        (questions / f"{name}.yaml").write_text(text, encoding="utf-8")
    for other in changed(yaml.load(SMALL[kind], Core)):
        text = json.dumps(other)
        if not valid(text, kind) and built(text, kind):
            (questions / f"{kind}.yaml").write_text(text, encoding="utf-8")
            assert examine(questions)[1], text


# -- answers

QUESTIONS = """
- {id: q, topic: T, ask: A, type: one, unsure: [a], options: [{id: a, label: A}, {id: b, label: B}]}
- {id: many, topic: T, ask: A, type: many, options: [{id: a, label: A}, {id: b, label: B}]}
- {id: numb, topic: T, ask: A, type: yes-no}
- {id: age, topic: T, ask: A, type: number, low: 18, high: 99}
"""


@pytest.mark.parametrize(
    "text",
    [
        "answers: {q: a, many: b, numb: yes, age: 34}",
        "answers: {q: unsure, many: none, numb: no, age: '34'}",
        "answers: {many: [a, b]}",
        "answers: {many: {yes: [a], unsure: b}}",
        "{answers: {q: }, questions: {version: 1, hash: abc}, again: [many]}",
        "answers:",
        "answers: {q: none}",
        "answers: {q: [a]}",
        "answers: {q: c}",
        "answers: {other: a}",
        "answers: {many: [a, c]}",
        "answers: {many: [a, none]}",
        "answers: {many: []}",
        "answers: {many: {yes: [a], no: [b]}}",
        "answers: {many: unsure}",
        "answers: {numb: maybe}",
        "answers: {numb: unsure}",
        "answers: {age: 17}",
        "answers: {age: old}",
        "answers: []",
        "{answers: {q: a}, answer: {}}",
        "{answers: {}, questions: 1}",
        "{answers: {}, again: [other]}",
        "q: a",
    ],
)
def test_answers_are_valid_where_the_reader_takes_them(text: str, tmp_path: Path) -> None:
    tree = small_tree(tmp_path, QUESTIONS)
    try:
        read_answers(text.encode(), "a.yaml", tree)
    except FileProblems:
        taken = False
    else:
        taken = True
    found = yaml.load(text, Core)
    assert Draft202012Validator(schema("answers", lambda: tree)).is_valid(found) is taken


def test_a_vignette_needs_answers_that_its_questions_take() -> None:
    text = "- {id: v, story: S, source: S, expect: {urgency: [routine]}%s}"
    assert valid(text % ", answers: {who: me}", "vignettes")
    assert not valid(text % ", answers: {who: nobody}", "vignettes")
    assert not valid(text % "", "vignettes")


def test_the_vignettes_of_a_file_may_share_answers() -> None:
    text = "{base: {who: %s}, cases: [{id: v, story: S, source: S, expect: {urgency: [routine]}, answers: {}}]%s}"
    assert valid(text % ("me", ""), "vignettes")
    assert not valid(text % ("nobody", ""), "vignettes")
    assert not valid(text % ("me", ", more: x"), "vignettes")


# -- what is made


def test_keys_are_told_in_the_words_of_the_model() -> None:
    option = schema("tree", shipped)["$defs"]["option"]["properties"]
    assert option["informs"]["description"].startswith("`informs` says that choosing it decides nothing")
    assert "`ask-which` makes" in schema("tree", shipped)["$defs"]["question"]["properties"]["ask-which"]["description"]


TEXTS = ["", " ", "a", "A", "a-b", "none", "none.a", "a.b", "a.", "12", "-1", "1.5", "1234567890", "true", "yes", "GB", "gb"]
TEXTS += ["2026-01-01", "20260101", "2026-W01-1", "https://a.b/c", "HTTPS://a.b", "http://a.b", "https://a.b/<", "a\n", "GB\n"]


@pytest.mark.parametrize("hint", READERS, ids=str)
def test_the_pattern_of_a_scalar_takes_what_the_loader_takes(hint: Any) -> None:
    reader = READERS[hint]

    def taken(text: str) -> bool:
        try:
            reader.read(text)
        except ValueError:
            return False
        return True

    found = re.compile(reader.pattern.replace("$", r"\Z"))  # as JavaScript reads a `$`
    assert [text for text in TEXTS if bool(found.search(text)) is not taken(text)] == []


@pytest.mark.parametrize(
    ("when", "taken"), [("{clear: [a, b]}", True), ("{a: asked}", True), ("{clear: a}", False), ("{clear: []}", False)]
)
def test_a_condition_on_whole_questions(when: str, taken: bool) -> None:
    text = f"f: {{says: s, when: {when}}}"
    assert valid(text, "findings") is taken
    assert (not built_findings(text)) is taken


def built_findings(text: str) -> list[str]:
    builder, (node, _) = Builder(), nodes.read(text, "findings")
    assert node is not None
    builder.build(node, CONTENTS["findings.yaml"])
    return [problem.code for problem in builder.problems]


def test_a_kind_that_is_none_is_told_with_the_nearest() -> None:
    with pytest.raises(UsageError, match=r"'sorces' is no kind of file\. Did you mean 'sources'\?"):
        list(schemas("sorces", shipped))


def test_the_same_is_written_each_time() -> None:
    assert list(schemas(None, shipped)) == list(schemas(None, shipped))
