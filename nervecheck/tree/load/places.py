"""Moves problems of a record to the word that is wrong in it: the files are read once more, and only mistakes pay for it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from nervecheck.base.problems import Mark
from nervecheck.tree.load import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from nervecheck.base.problems import Problem

_ITEM = re.compile(r"^(- |## |\d+\. )")


def placed(problems: Iterable[Problem], folder: Path) -> list[Problem]:
    """The problems in the same order, each at the place that its `at` leads to; where that is not found, as it was."""
    read: dict[str, _File] = {}
    found = []
    for problem in problems:
        if problem.at:
            file = read.setdefault(problem.mark.file, _File(folder, problem.mark.file))
            problem = replace(problem, mark=file.place(problem.mark, problem.at), at=())
        found.append(problem)
    return found


class _File:
    """The records of one file by where they begin, and the lines of its text."""

    def __init__(self, folder: Path, name: str) -> None:
        try:
            text, _ = nodes.decode((folder / name).read_bytes(), name)
        except OSError:
            text = ""
        self.lines = text.split("\n")
        front = nodes.front_matter(text) if name.endswith(".md") else text
        root, _ = nodes.read(front, name)
        self.records: dict[Mark, nodes.Node] = {}
        for node in _within(root):
            self.records.setdefault(node.mark, node)  # the first key of a mapping begins where the mapping does

    def place(self, mark: Mark, at: tuple[str, ...]) -> Mark:
        """Where the last word of `at` stands, below the keys before it, in the record that begins at the mark."""
        node: nodes.Node | None = self.records.get(mark)
        for key in at[:-1]:
            node = node.get(key) if isinstance(node, nodes.Mapping) else node
        words = (part.mark for part in _within(node) if isinstance(part, nodes.Scalar) and part.text == at[-1])
        return next(words, None) or self._line(mark, at[-1]) or mark

    def _line(self, mark: Mark, text: str) -> Mark | None:
        """The first line of an article that the text begins with."""
        if mark.file.endswith(".md"):
            for number, line in enumerate(self.lines, 1):
                words = _ITEM.sub("", line)
                if number > mark.line and words and text.startswith((words, line)):
                    return Mark(mark.file, number, 1)
        return None


def _within(node: nodes.Node | None) -> Iterator[nodes.Node]:
    """The node, and all keys and values in it, in the order of the file."""
    match node:
        case nodes.Scalar():
            yield node
        case nodes.Sequence(items=items):
            yield node
            for item in items:
                yield from _within(item)
        case nodes.Mapping(pairs=pairs):
            yield node
            for key, value in pairs:
                yield from (key, *_within(value))
