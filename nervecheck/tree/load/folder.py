"""Reads the YAML files of a questions folder into a Tree, and gathers all their problems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, get_origin

from nervecheck.base.errors import FileProblems
from nervecheck.base.problems import Mark, Problem
from nervecheck.tree import causes, hazards, library, model, rules, terms
from nervecheck.tree.library import Article
from nervecheck.tree.load import nodes
from nervecheck.tree.load.build import BAD, Builder, kind_of
from nervecheck.tree.load.files import FENCE, LIBRARY, NEEDED, OPTIONAL, REVIEWS, UNASKED, Digest, names
from nervecheck.tree.load.findings import of_options
from nervecheck.tree.load.places import placed
from nervecheck.tree.load.resolve import resolve
from nervecheck.tree.model import Tree
from nervecheck.tree.promises import Promise
from nervecheck.tree.reviews import Review
from nervecheck.tree.terms import Code, Id

_TREE = "tree.yaml"
CONTENTS: dict[str, Any] = {  # file -> the type of what it holds
    _TREE: model.TreeFile,
    "findings.yaml": Mapping[Id, model.Finding],
    "rules.yaml": rules.RulesFile,
    "advice.yaml": library.Advice,
    "sources.yaml": Mapping[Id, library.Source],
    "regions.yaml": Mapping[Code, library.Region],
    "promises.yaml": tuple[Promise, ...],
    "causes.yaml": causes.CausesFile,
    "cautions.yaml": Mapping[Id, library.Caution],
    "retired.yaml": Mapping[terms.Path, str],
    REVIEWS: tuple[Review, ...],
    "hazards.yaml": hazards.HazardsFile,
}


def read(folder: Path, promises: bool) -> Tree:
    """The tree in the folder, as `load` gives it; raises FileProblems."""
    tree, problems = examine(folder, promises)
    if problems:
        raise FileProblems(problems)
    return tree


def examine(folder: Path, promises: bool = True) -> tuple[Tree, list[Problem]]:
    """What could be read of the folder, and all problems; with any problem the tree must not be used."""
    reader = _Folder(folder)
    parts: dict[str, Any] = {"articles": ()}
    for name in reader.names():
        if name.startswith(LIBRARY):
            parts["articles"] += (reader.article(name),)
        elif name in UNASKED and not promises:
            reader.text(name)  # the digest is the same, whatever is built of the files
        elif name == _TREE:
            parts["about"] = reader.questions()
        else:
            parts[name.removesuffix(".yaml")] = reader.part(name, CONTENTS[name])
    of_questions = of_options(parts.get("causes"), reader.builder.questions or {})
    parts["findings"] = {**parts["findings"], **dict(of_questions)}
    tree = Tree(str(folder), str(reader.digest), **parts)
    told = reader.builder.problems
    if reader.unread:  # every name that an unread file defines would look unknown
        return tree, told
    return tree, placed([*told, *_not_implied(resolve(tree), tree, reader.builder.tainted)], folder)


def _not_implied(found: Iterable[Problem], tree: Tree, tainted: set[Mark]) -> Iterator[Problem]:
    """The problems that are not there only because a record with a mistake in it stands for less than was meant."""
    hidden = [question.id for question in tree.questions.values() if question.mark in tainted]
    for problem in found:
        of_hidden = problem.code == "unknown-option" and any(f"of '{name}'." in problem.message for name in hidden)
        of_hidden = of_hidden or (problem.code == "unknown-question" and "" in tree.questions)  # one whose id cannot be read
        if problem.mark not in tainted and not of_hidden:
            yield problem


class _Folder:
    """Reads the files of one folder, gathering problems and the digest of what was read."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.builder, self.digest = folder, Builder(), Digest()
        self.unread = False  # whether a file gave nothing

    def names(self) -> list[str]:
        """The files to read, in order."""
        try:
            return list(names(self.folder))
        except OSError as error:
            self._tell(LIBRARY, "missing-file", f"The folder cannot be read: {error.strerror}.")
            self.unread = True
            return list(NEEDED)

    def questions(self) -> model.TreeFile:
        """The content of tree.yaml; where a condition in it says `asked`, built once more with the questions known."""
        text, builder = self.text(_TREE), self.builder
        before = len(builder.problems)
        about: model.TreeFile = self._built(text, _TREE, model.TreeFile)
        builder.questions = {question.id: question for section in about.sections for question in section.questions}
        if builder.waits:
            del builder.problems[before:]
            about = self._built(text, _TREE, model.TreeFile)
        return about

    def part(self, name: str, hint: Any) -> Any:
        """The content of one YAML file, or a stand-in."""
        return self._built(self.text(name), name, hint)

    def article(self, name: str) -> Article:
        """One article, from its front matter."""
        text = self.text(name)
        if not text:
            return self._built(text, name, Article)  # type: ignore[no-any-return]
        front = nodes.front_matter(text)
        if not front:
            closed = "The front matter is not closed: its second line `---` is missing."
            found = closed if text.startswith(FENCE) else "The article does not begin with front matter."
            hint = "Begin with a line `---`, then `id: ...` and the other keys, then a line `---`."
            self.builder.tell(Mark(name), "missing-front-matter", found, hint)
            self.unread = True
            return kind_of(Article).stand_in(Mark(name))  # type: ignore[no-any-return]
        if not text.split(FENCE, 2)[2].strip():
            self.builder.tell(
                Mark(name), "empty-file", "The article has no text below its front matter.", "Write it, or remove the file."
            )
        return self._built(front, name, Article)  # type: ignore[no-any-return]

    def _built(self, text: str, name: str, hint: Any) -> Any:
        node, problems = nodes.read(text, name) if text else (None, [])
        self.builder.problems += problems
        if node is not None:
            kind, self.builder.shared = kind_of(hint), {}
            built = kind.build(self.builder, node, kind.about)
            if built is not BAD:
                return built
        elif text and not problems:
            self._tell(name, "empty-file", "The file holds nothing.")
        self.unread = True
        return kind_of(hint).stand_in(Mark(name))

    def text(self, name: str) -> str:
        """The text of a file, taken into the digest; empty where it cannot be read."""
        try:
            raw = nodes.file_bytes(self.folder / name)
        except OSError as error:
            self._tell(name, "missing-file", f"The file cannot be read: {error.strerror}.")
            self.unread = True
            return ""
        if name != REVIEWS:  # what a clinician signs for is the same before and after the signature
            self.digest.add(name, raw)
        text, problems = nodes.decode(raw, name)
        self.builder.problems += problems
        empty = not problems and not text.strip()
        if empty:
            self._tell(name, "empty-file", "The file holds nothing.")
        self.unread = self.unread or bool(problems) or empty
        return "" if problems or empty else text

    def _tell(self, name: str, code: str, message: str) -> None:
        self.builder.problems.append(Problem(Mark(name), code, message, _instead(name)))


def _instead(name: str) -> str:
    """What an author does who has nothing to write into the file."""
    if name in OPTIONAL:
        return "Fill it in, or remove the file."
    return "Where there is nothing to say, write {} into it." if get_origin(CONTENTS.get(name)) is Mapping else ""
