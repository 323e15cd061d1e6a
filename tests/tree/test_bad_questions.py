"""Every problem that a questions folder can have: one bad folder a code, and what is said of it, word for word.

A case holds only the files that differ from `base`; `x.yaml.absent` takes x.yaml away.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nervecheck.authoring.check import check
from nervecheck.authoring.problem_codes import CODES
from nervecheck.base.errors import FileProblems
from nervecheck.tree.load import load
from nervecheck.tree.load.folder import examine
from tests.support import SHIPPED
from tests.support.golden import codes_in_output, codes_in_source, compare

HERE = Path(__file__).parent / "bad_questions"
BASE = HERE / "base"
TODAY = date(2026, 11, 24)
CASES = sorted(path.name for path in HERE.iterdir() if path.is_dir() and path != BASE)
FILES = sorted(str(path.relative_to(BASE)) for path in BASE.rglob("*.*"))

# what no text file should hold is made here
GENERATED: dict[str, dict[str, bytes]] = {
    "not-utf-8": {"tree.yaml": b"title: The smallest tree\nscope: caf\xe9\n"},
    "control-character": {
        "sources.yaml": (BASE / "sources.yaml").read_bytes().replace(b"A study", b'"A \\e[2Jstudy"'),
        "library/one.md": (BASE / "library/one.md").read_bytes() + "Turned \u202e round.\n".encode(),
    },
    "too-large": {"tree.yaml": b"#" * 1_048_577},
    "too-many-values": {"tree.yaml": b"title: [" + b"a," * 60_000 + b"]\n"},
}


def folder(case: str, target: Path) -> Path:
    shutil.copytree(BASE, target)
    shutil.copytree(HERE / case, target, dirs_exist_ok=True)
    (target / "expected.txt").unlink(missing_ok=True)
    for name, raw in GENERATED.get(case, {}).items():
        (target / name).write_bytes(raw)
    for sign in target.rglob("*.absent"):
        sign.with_suffix("").unlink()
        sign.unlink()
    return target


def told(questions: Path) -> str:
    return "".join(f"{problem}\n" for problem in check(questions, TODAY).problems)


def told_of_slip(name: str, old: str, new: str, place: Path) -> str:
    questions = folder("base", place / "q")
    text = (questions / name).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (questions / name).write_text(text.replace(old, new), encoding="utf-8")
    return told(questions)


def test_the_base_of_all_cases_is_good() -> None:
    assert told(BASE) == ""
    assert list(load(BASE).questions) == ["age", "numb", "area"]


@pytest.mark.parametrize("case", CASES)
def test_a_bad_folder_is_told_word_for_word(case: str, tmp_path: Path) -> None:
    found = told(folder(case, tmp_path / "q"))
    compare(HERE / case / "expected.txt", found)
    assert case in codes_in_output(found)


def test_every_code_has_a_bad_folder() -> None:
    checks = [f"authoring/{name}.py" for name in ("check", "hazards", "markup", "reviews", "warnings", "wording")]
    assert codes_in_source("tree/load/*.py", *checks) == set(CASES) == CODES


def test_load_raises_all_problems_at_once(tmp_path: Path) -> None:
    with pytest.raises(FileProblems) as caught:
        load(folder("bad-value", tmp_path / "q"))
    assert f"{caught.value}\n" == (HERE / "bad-value" / "expected.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".yaml")])
@pytest.mark.parametrize(
    "raw", [None, b"", b"\xff", b"[" * 41 + b"]" * 41, b"a: 1\n---\n"], ids=["gone", "empty", "no-text", "deep", "two"]
)
def test_a_file_that_cannot_be_read_is_the_only_problem(name: str, raw: bytes | None, tmp_path: Path) -> None:
    questions = folder("base", tmp_path / "q")
    (questions / name).write_bytes(raw or b"")
    if raw is None:
        (questions / name).unlink()
    _, problems = examine(questions)
    assert [problem.mark.file for problem in problems] == [name]


def test_a_frame_of_causes_may_rest_on_sources_and_on_judgement() -> None:
    assert any(frame.sources and frame.basis for frame in load(SHIPPED).causes.frames)  # type: ignore[union-attr]


RAISE = "why: Numbness is a sign.\n    raise: [{to: emergency, when: {not: numb}, why: W}]"
ESCALATE = "escalate: [{from: emergency, to: %s, when: old, why: W}]\nself-care:"


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("tree.yaml", "type: one", "type: ones", "bad-value"),
        ("tree.yaml", "type: one", "typ: one", "missing-key unknown-key"),
        ("tree.yaml", "low: 18", "low: eighteen", "bad-value"),
        ("tree.yaml", "unsure: [yes]", "unsure: yes", "wrong-type"),
        ("tree.yaml", "A", "\x1b", "control-character"),
        ("rules.yaml", "urgency: same-day", "urgency: today", "bad-value"),
        ("rules.yaml", "{not: numb}", "{at-least: {n: x, of: [numb]}}", "bad-value"),
        ("rules.yaml", "{not: numb}", "{not: }", "empty-value"),
        ("rules.yaml", "basis: judgement\n", "sources: study\n", "wrong-type"),
        ("tree.yaml", "version: 1", 'version: "1, and more"', "bad-value"),
        ("sources.yaml", "'2020'", "'20020'", "bad-value"),
        ("sources.yaml", "'2020'", "'1799'", "bad-value"),
        ("sources.yaml", "'2020'", "'2020, updated 2027'", "bad-value"),  # today is in 2026
        ("regions.yaml", "'999'", "'99a'", "bad-value"),
        ("regions.yaml", "'999'", "'9'", "bad-value"),
        ("regions.yaml", "'999'", "'0800 111 222'", "bad-value"),
        ("advice.yaml", "[A test.]", "*a", "yaml-anchor"),
        ("sources.yaml", "study: {title", "- {title", "wrong-type"),
        ("library/one.md", "---\nid", "id", "missing-front-matter"),
    ],
)
def test_one_slip_is_told_once(name: str, old: str, new: str, code: str, tmp_path: Path) -> None:
    found = told_of_slip(name, old, new, tmp_path)
    assert codes_in_output(found) == set(code.split())
    assert found.count("\n") == len(code.split())


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("rules.yaml", "self-care:", ESCALATE % "routine"),  # law 2: nothing downgrades
        ("rules.yaml", "self-care:", ESCALATE % "emergency"),
        ("rules.yaml", "why: Numbness is a sign.", RAISE),  # no danger sign under `not` in a red flag
        ("rules.yaml", "basis: judgement\n", "basis: hearsay\n"),  # law 9
        ("tree.yaml", "label: Back}", "label: Back, when: {area: leg}}"),  # law 7: only earlier questions
        ("tree.yaml", "low: 18", "low: -5"),  # no answer can be below 0
        ("tree.yaml", "low: 18", "danger: true, unsure: [], low: 18"),  # no number is a yes
        ("findings.yaml", "old:", "none:"),  # a reserved word
        ("findings.yaml", "old:", "65 or over:"),
        ("sources.yaml", "study:", '"a\\nb": {title: T, url: "https://e.org", year: y, kind: study, read: copy}\nstudy:'),
        ("regions.yaml", "GB:", "gb:"),  # never found by --region
    ],
)
def test_what_cannot_be_right_is_refused(name: str, old: str, new: str, tmp_path: Path) -> None:
    assert told_of_slip(name, old, new, tmp_path)


def test_a_danger_sign_denied_inside_a_finding_is_seen(tmp_path: Path) -> None:
    questions = folder("base", tmp_path / "q")
    (questions / "findings.yaml").write_text("old: {says: no numbness, when: {not: numb}}\n", encoding="utf-8")
    rules = (questions / "rules.yaml").read_text(encoding="utf-8")
    (questions / "rules.yaml").write_text(rules.replace("when: numb", "when: {all: [{area: leg}, old]}"), encoding="utf-8")
    assert codes_in_output(told(questions)) == {"danger-under-not"}


def test_a_red_flag_that_denies_a_circle_of_findings_ends(tmp_path: Path) -> None:
    questions = folder("finding-cycle", tmp_path / "q")
    rules = (questions / "rules.yaml").read_text(encoding="utf-8")
    (questions / "rules.yaml").write_text(rules.replace("when: numb", "when: {not: self}"), encoding="utf-8")
    assert codes_in_output(told(questions)) == {"finding-cycle"}


# -- a folder gives a tree or problems, whatever is in it

PIECES = ["", "~", "none", "not", "numb", "old", "{old: yes}", "{not: a}", "[]", "a: b", "&a", "*a", "- x", "'", "---\n"]


def told_of_bytes(name: str, raw: bytes) -> str:
    with TemporaryDirectory() as place:
        questions = folder("base", Path(place) / "q")
        (questions / name).write_bytes(raw)
        return told(questions)


@settings(deadline=None)
@given(name=st.sampled_from(FILES), raw=st.binary() | st.text().map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_in_a_file_give_a_tree_or_problems(name: str, raw: bytes) -> None:
    told_of_bytes(name, raw)


@settings(deadline=None)
@given(data=st.data(), name=st.sampled_from(FILES))
def test_any_small_slip_in_a_file_gives_a_tree_or_problems(data: st.DataObject, name: str) -> None:
    text = (BASE / name).read_text(encoding="utf-8")
    begin = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(begin, min(len(text), begin + 30)))
    told_of_bytes(name, (text[:begin] + data.draw(st.sampled_from(PIECES)) + text[end:]).encode())


def test_a_tree_without_its_promises_has_the_same_hash() -> None:
    whole, part = load(SHIPPED), load(SHIPPED, promises=False)
    assert whole.digest == part.digest
    assert (bool(whole.promises), part.promises) == (True, ())
