"""Files that somebody writes: answers, a file of a questions folder, an article. Each is used, or its problems are told."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from nervecheck.authoring.check import check
from nervecheck.base.errors import FileProblems
from nervecheck.base.problems import Level
from nervecheck.engine.triage import triage
from nervecheck.interview.answers_file import read_answers, write_answers
from nervecheck.render.html.page import document_page
from nervecheck.render.markdown import render
from nervecheck.render.terminal import text as on_terminal
from nervecheck.report.reading import article
from nervecheck.tree.load import load
from tests.fuzz.mutations import TOKENS, mutated_bytes, mutated_yaml
from tests.fuzz.random_answers import answers_file
from tests.fuzz.sessions import walk
from tests.fuzz.texts import write_all
from tests.support import ANKLE, SHIPPED, shipped
from tests.support.hostile import hidden

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nervecheck.base.problems import Problem

FOLDERS = {"ankle": ANKLE, "shipped": SHIPPED}
ARTICLE = "library/who-needs-an-x-ray.md"


def draw_answers(chance: Random, kept: list[bytes]) -> bytes:
    made = answers_file(shipped(), chance)
    return made if chance.random() < 0.6 else mutated_bytes(chance.choice([*kept, made]), chance)


def run_answers(raw: bytes) -> None:
    tree = shipped()
    try:
        read = read_answers(raw, "answers.yaml", tree)
    except FileProblems as error:
        assert_placed(error.problems, {"answers.yaml": raw})
        return
    text = write_answers(tree, read.answers, read.asked_again)
    again = read_answers(text.encode(), "again.yaml", tree)
    assert dict(again.answers) == dict(read.answers), "the answers are written so that they read back differently"
    triage(tree, read.answers)


def assert_placed(problems: Iterable[Problem], files: dict[str, bytes]) -> None:
    """Raises AssertionError unless each problem is at a place that is there, in words that are safe to show."""
    for problem in problems:
        raw = files.get(problem.mark.file)
        assert problem.mark.file, f"no file: {problem}"
        assert problem.message, problem
        assert not hidden(str(problem)), "a hidden character is shown"
        assert "\n" not in str(problem), "a problem is more than one line"
        if raw is not None:
            lines = raw.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
            assert problem.mark.line <= len(lines) + 1, f"no such line: {problem}"


def draw_folder(chance: Random, kept: list[bytes]) -> bytes:
    name = "shipped" if chance.random() < 0.04 else "ankle"
    files = sorted(path.relative_to(FOLDERS[name]) for path in FOLDERS[name].glob("*.yaml"))
    file = chance.choice(files)
    raw = (FOLDERS[name] / file).read_bytes()
    if kept and chance.random() < 0.2:
        return _changed_file(chance.choice(kept), chance)
    made = mutated_yaml(raw, chance) if chance.random() < 0.6 else mutated_bytes(raw, chance)
    return f"{name}/{file}\n".encode() + made


def _changed_file(kept: bytes, chance: Random) -> bytes:
    head, _, raw = kept.partition(b"\n")
    return head + b"\n" + mutated_bytes(raw, chance)


def run_folder(data: bytes) -> None:
    head, _, raw = data.partition(b"\n")
    name, _, file = head.decode("utf-8", "replace").partition("/")
    if name not in FOLDERS or not (FOLDERS[name] / file).is_file() or "/" in file:
        return
    folder = _copy_of(name)
    try:
        (folder / file).write_bytes(raw)
        checked = check(folder)
        assert_placed(checked.problems, {file: raw})
        if not any(problem.level is Level.ERROR for problem in checked.problems):
            tree = load(folder)
            write_all(tree, walk(tree, Random(1)).answers)
    finally:
        shutil.copy(FOLDERS[name] / file, folder / file)


@cache
def _copy_of(name: str) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    shutil.copytree(FOLDERS[name], folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("vignettes"))
    return folder


def draw_article(chance: Random, kept: list[bytes]) -> bytes:
    raw = chance.choice([*kept, (ANKLE / ARTICLE).read_bytes()])
    body = raw.split(b"---\n", 2)
    if len(body) == 3 and chance.random() < 0.5:
        return b"---\n" + body[1] + b"---\n" + b"".join(chance.choice([*TOKENS, b"word ", b"\n\n"]) for _ in range(60))
    return mutated_bytes(raw, chance)


def run_article(raw: bytes) -> None:
    """One file of the library: its problems are told, or the article is written in every format."""
    folder = _copy_of("ankle")
    try:
        (folder / ARTICLE).write_bytes(raw)
        checked = check(folder)
        assert_placed(checked.problems, {ARTICLE: raw})
        if any(problem.level is Level.ERROR for problem in checked.problems):
            return
        tree = load(folder)
        page = article(tree, tree.articles[0].id)
        for written in (on_terminal(page, 80), on_terminal(page, 20), render(page), document_page(page)):
            assert not hidden(written), "a hidden character in an article"
    finally:
        shutil.copy(ANKLE / ARTICLE, folder / ARTICLE)
