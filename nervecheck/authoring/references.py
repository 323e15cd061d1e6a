"""Every place of a questions folder where an id stands, with what it belongs to and what names it there.

The files are read once more as nodes and walked beside the types of the model, as `load` does. So what a word means is known by
the field it stands in and never by how it looks; and unlike the loaded tree, a node has the place of every single word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from nervecheck.authoring.id_kinds import IdKind
from nervecheck.authoring.naming_words import named_by, owner_of
from nervecheck.authoring.vignettes import Case, VignettesFile
from nervecheck.base.errors import FileProblems
from nervecheck.base.problems import Mark, Problem
from nervecheck.tree import causes, library, model, promises, rules
from nervecheck.tree.load import nodes
from nervecheck.tree.load.build import Kind, fields_of, kind_of
from nervecheck.tree.load.folder import CONTENTS
from nervecheck.tree.load.scalars import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nervecheck.tree.model import Tree

# whose `id` it is, and which mapping has ids of what as its keys
_HAVE_ID: dict[Any, IdKind] = {
    model.Question: IdKind.QUESTION,
    model.Option: IdKind.OPTION,
    rules.Rule: IdKind.RULE,
    library.Article: IdKind.ARTICLE,
    causes.Cause: IdKind.CAUSE,
    promises.Promise: IdKind.PROMISE,
}
_BY_ID: dict[Any, IdKind] = {
    model.Finding: IdKind.FINDING,
    library.Source: IdKind.SOURCE,
    library.Caution: IdKind.CAUTION,
}
# what the words below a key name, wherever it stands; a new key that is missing here makes `rename` refuse, and nothing worse
_NAMED: dict[str, IdKind] = {
    "opens": IdKind.QUESTION,
    "quote": IdKind.QUESTION,
    "sources": IdKind.SOURCE,
    "causes": IdKind.CAUSE,
    "cautions": IdKind.CAUTION,
    "for": IdKind.CAUSE,
    "against": IdKind.CAUSE,
    "rules": IdKind.RULE,
    "not-rules": IdKind.RULE,
    "promises": IdKind.PROMISE,
}
_PIECE = re.compile(r"[^(),;]+")


class Reference(NamedTuple):
    """One place where an id stands: the id's first letter, and in words what names it there; `defines` for the thing itself.

    `text` is what stands at the place: of an option that is the last part of its `name`.
    """

    kind: IdKind
    name: str
    mark: Mark
    words: str
    defines: bool = False

    @property
    def text(self) -> str:
        """What is written at the place."""
        return self.name.rpartition(".")[2]


def file_texts(folder: Path) -> dict[str, str]:
    """Each file that is read of a folder without problems, as text, in the order of `load` and then the vignettes.

    Raises FileProblems where one cannot be read: what it names must not count as named nowhere.
    """
    listed = [folder / name for name in CONTENTS]
    listed += [path for part in ("library/*.md", "vignettes/*.yaml") for path in sorted(folder.glob(part))]
    there = [path for path in listed if path.exists()]
    return {path.relative_to(folder).as_posix(): _text(path, folder) for path in there}


def _text(path: Path, folder: Path) -> str:
    try:
        return nodes.decode(nodes.file_bytes(path), path.name)[0]
    except OSError as error:
        mark = Mark(path.relative_to(folder).as_posix())
        raise FileProblems([Problem(mark, "missing-file", f"The file cannot be read: {error.strerror}.")]) from None


def references(tree: Tree) -> tuple[Reference, ...]:
    """Every place where an id stands, by file in the order of `file_texts` and then by place."""
    found: list[Reference] = []
    for name, text in file_texts(Path(tree.folder)).items():
        article = name.startswith("library/")
        root, _ = nodes.read(nodes.front_matter(text) if article else text, name)
        stories = VignettesFile if isinstance(root, nodes.Mapping) else tuple[Case, ...]
        hint = library.Article if article else CONTENTS.get(name, stories)
        if root is not None:
            found += sorted(_Walk(tree, text).value(root, kind_of(hint), _Place()), key=lambda one: one.mark)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the walk is: in which record, below which key of it, whose that is in words, and of which question."""

    record: Any = None
    key: str = ""
    owner: str = ""
    question: str = ""

    @property
    def words(self) -> str:
        return named_by(self.record, self.key, self.owner)


class _Walk:
    """Goes through the nodes of one file, led by the types of the model."""

    def __init__(self, tree: Tree, text: str) -> None:
        self.tree, self.lines = tree, text.split("\n")

    def value(self, node: nodes.Node, kind: Kind, at: _Place) -> Iterator[Reference]:
        """Every reference in a value of this kind."""
        match kind.about, node:
            case None, _:
                yield from self.condition(node, at)
            case Reader(), nodes.Scalar():
                yield from self.word(node, at)
            case Kind() as item, nodes.Sequence(items=items):
                for part in items:
                    yield from self.value(part, item, at)
            case (Kind(), Kind() as item), nodes.Mapping(pairs=pairs):
                for key, part in pairs:
                    yield from self.key(key, item.about, at)
                    yield from self.value(part, item, replace(at, owner=owner_of(item.about, key.text, part, at.key, at.owner)))
            case record, nodes.Mapping(pairs=pairs):
                yield from self.record(node, record, at)

    def record(self, node: nodes.Mapping, record: Any, at: _Place) -> Iterator[Reference]:
        """Every reference in a record."""
        own = node.get("id")
        name = own.text if isinstance(own, nodes.Scalar) else ""
        question = name if record is model.Question else at.question
        shown = f"{question}.{name}" if record is model.Option else name
        inside = _Place(record, "", owner_of(record, shown, node, at.key, at.owner), question)
        fields = fields_of(record)
        for key, value in node.pairs:
            if key.text in fields:
                yield from self.value(value, fields[key.text].kind, replace(inside, key=key.text))
            elif record in (Case, VignettesFile):  # the answers, which no type describes
                yield from self.answers(value, replace(inside, key=key.text))

    def key(self, key: nodes.Scalar, item: Any, at: _Place) -> Iterator[Reference]:
        """What the key of a mapping by ids is or names."""
        if item in _BY_ID:
            yield _at(key, _BY_ID[item], key.text, f"the {_BY_ID[item]} itself", defines=True)
        elif at.key == "weights":
            yield _at(key, IdKind.CAUSE, key.text, at.words)
        elif at.record is None and "." in key.text and (name := key.text.partition(".")[0]) in self.tree.questions:
            yield _at(key, IdKind.QUESTION, name, f"retired option '{key.text}'")

    def word(self, node: nodes.Scalar, at: _Place) -> Iterator[Reference]:
        """What a single word is or names, by the key above it."""
        text = node.text
        if at.key == "id" and at.record in _HAVE_ID:
            kind = _HAVE_ID[at.record]
            name = f"{at.question}.{text}" if kind is IdKind.OPTION else text
            yield _at(node, kind, name, f"the {kind} itself", defines=True)
        elif at.key in _NAMED:
            yield _at(node, _NAMED[at.key], text, at.words)
        elif at.key == "finding":
            yield from self.evidence(node, at)
        elif (at.record, at.key) == (model.Question, "unsure"):
            yield from self.options(node, at.question, at)
        elif (at.record, at.key) == (Case, "source"):
            yield from self.sources_in(node, at)

    def condition(self, node: nodes.Node, at: _Place) -> Iterator[Reference]:
        """The findings, questions and options that a condition names."""
        if isinstance(node, nodes.Scalar):
            yield self.finding(node, at)
        for key, value in node.pairs if isinstance(node, nodes.Mapping) else ():
            match key.text, value:
                case (("all" | "any"), nodes.Sequence(items=items)):
                    for item in items:
                        yield from self.condition(item, at)
                case "not", _:
                    yield from self.condition(value, at)
                case "at-least", nodes.Mapping():
                    of = value.get("of")
                    for item in of.items if isinstance(of, nodes.Sequence) else ():
                        yield from self.condition(item, at)
                case "clear", nodes.Sequence(items=items):
                    listed = (item for item in items if isinstance(item, nodes.Scalar))
                    yield from (_at(item, IdKind.QUESTION, item.text, at.words) for item in listed)
                case name, _:
                    yield _at(key, IdKind.QUESTION, name, at.words)
                    yield from self.options(value, name, at)

    def answers(self, node: nodes.Node, at: _Place) -> Iterator[Reference]:
        """The questions and options that the answers of a vignette name."""
        for key, value in node.pairs if isinstance(node, nodes.Mapping) else ():
            yield _at(key, IdKind.QUESTION, key.text, at.words)
            yield from self.options(value, key.text, at)

    def options(self, node: nodes.Node, question: str, at: _Place) -> Iterator[Reference]:
        """The options of the question among the words of a value, which may be a list or lists by `yes` and `unsure`."""
        match node:
            case nodes.Scalar(text=text):
                asked = self.tree.questions.get(question)
                if asked is not None and asked.option(text) is not None:
                    yield _at(node, IdKind.OPTION, f"{question}.{text}", at.words)
            case nodes.Sequence(items=items):
                for item in items:
                    yield from self.options(item, question, at)
            case nodes.Mapping(pairs=pairs):
                for _, value in pairs:
                    yield from self.options(value, question, at)

    def evidence(self, node: nodes.Scalar, at: _Place) -> Iterator[Reference]:
        """What evidence names: a finding, or an option with its question."""
        question, dot, _ = node.text.partition(".")
        if not dot:
            yield self.finding(node, at)
            return
        yield _at(node, IdKind.QUESTION, question, at.words)
        option = _at(node, IdKind.OPTION, node.text, at.words)
        yield option._replace(mark=option.mark._replace(column=option.mark.column + len(question) + 1))

    def finding(self, node: nodes.Scalar, at: _Place) -> Reference:
        """What a name alone stands for in a condition or as evidence."""
        kind = IdKind.QUESTION if node.text in self.tree.questions else IdKind.FINDING
        return _at(node, kind, node.text, at.words)

    def sources_in(self, node: nodes.Scalar, at: _Place) -> Iterator[Reference]:
        """The ids of sources in the words that say where a story is from, where they stand alone or within brackets."""
        for piece in _PIECE.finditer(node.text):
            name = piece.group().strip()
            if name in self.tree.sources:
                one = _at(node, IdKind.SOURCE, name, at.words)
                column = one.mark.column + piece.start() + piece.group().index(name)
                # in a text of several lines the place cannot be told, and such a text is words for people
                if self.lines[one.mark.line - 1].startswith(name, column - 1):
                    yield one._replace(mark=one.mark._replace(column=column))


def _at(node: nodes.Scalar, kind: IdKind, name: str, words: str, defines: bool = False) -> Reference:
    place = node.mark if node.plain else node.mark._replace(column=node.mark.column + 1)  # after the quote
    return Reference(kind, name, place, words, defines)
