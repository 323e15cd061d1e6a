"""Hostile texts in every place of a small folder that is shown, and the reports on it in every format."""

from __future__ import annotations

import json
import shutil
import tempfile
from functools import cache
from itertools import cycle
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import yaml

from nervecheck.base.errors import FileProblems
from nervecheck.render.html.page import report_page
from nervecheck.report.compose import document
from nervecheck.report.make import make_report, numbers_for
from nervecheck.tree.load import load
from tests.fuzz.mutations import TOKENS, mutated_bytes
from tests.fuzz.sessions import walk
from tests.support import ANKLE
from tests.support.hostile import FORMATS, hidden

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nervecheck.engine.answer import Answers
    from nervecheck.tree.model import Tree

FILES = ("tree.yaml", "rules.yaml", "advice.yaml", "findings.yaml", "sources.yaml", "regions.yaml")
HEART = "\u2764\ufe0f"  # the second character says how the first is drawn, and is let pass there
# keys of a text that is shown, or of a list of such texts
SHOWN = frozenset("topic ask help why label hint title say says denied word headline name note steps avoid do opening".split())  # noqa: SIM905


def draw_texts(chance: Random, kept: list[bytes]) -> bytes:
    if kept and chance.random() < 0.2:
        return mutated_bytes(chance.choice(kept), chance)
    pieces = [
        *(token.decode("utf-8", "replace") for token in TOKENS),
        "word",
        "word ",
        HEART,
        "\u05db\u05d0\u05d1",
        "e\u0301",
    ]
    return json.dumps(["".join(chance.choices(pieces, k=chance.randint(1, 8))) for _ in range(12)]).encode()


def run_texts(data: bytes) -> None:
    try:
        texts = json.loads(data)
    except (ValueError, RecursionError):
        return
    if not isinstance(texts, list) or not texts or not all(isinstance(one, str) for one in texts):
        return
    folder = hostile_folder(texts)
    try:
        tree = load(folder)
    except FileProblems as error:
        told = str(error)
    else:
        told = ""
        for seed in range(4):
            write_all(tree, walk(tree, Random(seed)).answers)
    assert not _lost(told), "a hidden character is shown"


def write_all(tree: Tree, answers: Answers) -> None:
    """The report on the answers in every format; raises AssertionError where a hidden character is in one."""
    report = make_report(tree, answers, numbers_for(tree, None), full=True)
    whole = document(report, full=True)
    written = {name: make(report, whole) for name, make in FORMATS.items()} | {"html": report_page(report, full=True)}
    for name, text in written.items():
        assert not _lost(text), f"a hidden character in {name}"


def _lost(text: str) -> str:
    return hidden(text.replace(HEART, ""))


def hostile_folder(texts: list[str]) -> Path:
    """The ankle folder, each text that is shown replaced by one of these, in turn."""
    folder, turn = _place(), cycle(texts)
    for name in FILES:
        data = yaml.load((ANKLE / name).read_text(encoding="utf-8"), yaml.BaseLoader)
        (folder / name).write_text(json.dumps(_with_texts(data, turn)), encoding="utf-8")
    return folder


def _with_texts(data: Any, turn: Iterator[str], here: bool = False) -> Any:
    match data:
        case dict():
            return {key: _with_texts(value, turn, here=key in SHOWN) for key, value in data.items()}
        case list():
            return [_with_texts(part, turn, here) for part in data]
        case _:
            return next(turn) if here else data


@cache
def _place() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    shutil.copytree(ANKLE, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("vignettes"))
    return folder
