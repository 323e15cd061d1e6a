"""Questions folder -> Tree, or all its problems at once.

`load` promises that every id in the tree resolves and that every condition is well-formed, so nothing after it checks again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, get_origin

from nervecheck.base.errors import FileProblems
from nervecheck.base.problems import Mark, Problem
from nervecheck.tree import causes, library, model, terms
from nervecheck.tree.library import Article
from nervecheck.tree.load import nodes
from nervecheck.tree.load.build import BAD, Builder, kind_of
from nervecheck.tree.load.resolve import resolve
from nervecheck.tree.model import Tree
from nervecheck.tree.promises import Promise
from nervecheck.tree.terms import Code, Id

_FILES: dict[str, Any] = {
    "tree.yaml": model.TreeFile,
    "findings.yaml": Mapping[Id, model.Finding],
    "rules.yaml": model.RulesFile,
    "advice.yaml": library.Advice,
    "sources.yaml": Mapping[Id, library.Source],
    "regions.yaml": Mapping[Code, library.Region],
}
# these may be left out: a folder without promises promises nothing of its own, and one without causes ranks none
_PROMISES = "promises.yaml"
_OPTIONAL: dict[str, Any] = {
    _PROMISES: tuple[Promise, ...],
    "causes.yaml": causes.CausesFile,
    "cautions.yaml": Mapping[Id, library.Caution],
    "retired.yaml": Mapping[terms.Path, str],
}
CONTENTS: Mapping[str, Any] = _FILES | _OPTIONAL  # file -> the type of what it holds; the files that may be left out last
FILES = tuple(CONTENTS)  # all that stands in the folder itself
_LIBRARY = "library"
FENCE = "---\n"  # before and after the front matter of an article


def load(folder: Path, promises: bool = True) -> Tree:
    """The tree in the folder; without its promises where nothing is to be proved, which saves the time to read them.

    Raises FileProblems with every problem of every file, at file:line:column, if there is one.
    """
    tree, problems = examine(folder, promises)
    if problems:
        raise FileProblems(problems)
    return tree


def examine(folder: Path, promises: bool = True) -> tuple[Tree, list[Problem]]:
    """What could be read of the folder, and all problems; with any problem the tree must not be used."""
    reader = _Folder(folder)
    about, findings, rules, advice, sources, regions = (reader.part(name, hint) for name, hint in _FILES.items())
    articles = tuple(reader.article(path) for path in sorted((folder / _LIBRARY).glob("*.md")))
    there = [name for name in _OPTIONAL if (folder / name).exists()]
    if not promises and _PROMISES in there:
        there.remove(_PROMISES)
        reader.text(_PROMISES)  # the digest is the same, whatever is built of the files
    more = {name: reader.part(name, _OPTIONAL[name]) for name in there}
    given = {name.removesuffix(".yaml"): part for name, part in more.items()}
    digest = reader.digest.hexdigest()[:12]
    tree = Tree(str(folder), digest, about, findings, rules, advice, sources, regions, articles, **given)
    told = reader.builder.problems
    if reader.unread:  # every name that an unread file defines would look unknown
        return tree, told
    return tree, [*told, *_not_implied(resolve(tree), tree, reader.builder.tainted)]


def _not_implied(found: Iterable[Problem], tree: Tree, tainted: set[Mark]) -> Iterator[Problem]:
    """The problems that are not there only because a record with a mistake in it stands for less than was meant."""
    hidden = [question.id for question in tree.questions.values() if question.mark in tainted]
    for problem in found:
        of_hidden = problem.code == "unknown-option" and any(f"of '{name}'." in problem.message for name in hidden)
        of_hidden = of_hidden or (problem.code == "unknown-question" and "" in tree.questions)  # one whose id cannot be read
        if problem.mark not in tainted and not of_hidden:
            yield problem


def article_body(tree: Tree, article: Article) -> str:
    """The Markdown of the article, without its front matter; read anew from the folder."""
    text = (Path(tree.folder) / article.mark.file).read_text(encoding="utf-8")
    return text.split(FENCE, 2)[2].strip()


class _Folder:
    """Reads the files of one folder, gathering problems and the digest of what was read."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.builder, self.digest = folder, Builder(), sha256()
        self.unread = False  # whether a file gave nothing

    def part(self, name: str, hint: Any) -> Any:
        """The content of one YAML file, or a stand-in."""
        return self._built(self.text(name), name, hint)

    def article(self, path: Path) -> Article:
        """One article, from its front matter."""
        name = f"{_LIBRARY}/{path.name}"
        text = self.text(name)
        if not text:
            return self._built(text, name, Article)  # type: ignore[no-any-return]
        head = text.split(FENCE, 2)
        if len(head) < 3 or head[0]:
            found = "The article does not begin with front matter."
            hint = "Begin with a line `---`, then `id: ...` and the other keys, then a line `---`."
            self.builder.tell(Mark(name), "missing-front-matter", found, hint)
            self.unread = True
            return kind_of(Article).stand_in(Mark(name))  # type: ignore[no-any-return]
        # the fence is a line of its own, so a line of comment in its place keeps the places right
        return self._built("#\n" + head[1], name, Article)  # type: ignore[no-any-return]

    def _built(self, text: str, name: str, hint: Any) -> Any:
        node, problems = nodes.read(text, name) if text else (None, [])
        self.builder.problems += problems
        if node is not None:
            kind = kind_of(hint)
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
            raw = (self.folder / name).read_bytes()
        except OSError as error:
            self._tell(name, "missing-file", f"The file cannot be read: {error.strerror}.")
            self.unread = True
            return ""
        self.digest.update(name.encode() + b"\0" + raw + b"\0")
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
    if name in _OPTIONAL:
        return "Fill it in, or remove the file."
    return "Where there is nothing to say, write {} into it." if get_origin(_FILES.get(name)) is Mapping else ""
