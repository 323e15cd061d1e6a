"""Questions folder -> Tree, or all its problems at once.

`load` promises that every id in the tree resolves and that every condition is well-formed, so nothing after it checks again.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from nervecheck import library, model
from nervecheck.library import Article
from nervecheck.load import nodes
from nervecheck.load.build import Builder, stand_in
from nervecheck.load.resolve import resolve
from nervecheck.model import Tree
from nervecheck.problems import FileProblems, Mark, Problem

_FILES: dict[str, Any] = {
    "tree.yaml": model.TreeFile,
    "findings.yaml": Mapping[str, model.Finding],
    "rules.yaml": model.RulesFile,
    "advice.yaml": library.Advice,
    "sources.yaml": Mapping[str, library.Source],
    "regions.yaml": Mapping[str, library.Region],
}
_LIBRARY = "library"
_FENCE = "---\n"


def load(folder: Path) -> Tree:
    """The tree in the folder.

    Raises FileProblems with every problem of every file, at file:line:column, if there is one.
    """
    tree, problems = examine(folder)
    if problems:
        raise FileProblems(problems)
    return tree


def examine(folder: Path) -> tuple[Tree, list[Problem]]:
    """What could be read of the folder, and all problems; with any problem the tree must not be used."""
    reader = _Folder(folder)
    about, findings, rules, advice, sources, regions = (reader.part(name, hint) for name, hint in _FILES.items())
    articles = tuple(reader.article(path) for path in sorted((folder / _LIBRARY).glob("*.md")))
    digest = reader.digest.hexdigest()[:12]
    tree = Tree(str(folder), digest, about, findings, rules, advice, sources, regions, articles)
    # a file that could not be read would make every name it defines look unknown
    told = reader.builder.problems
    return tree, told if any(problem.code in _UNREAD for problem in told) else [*told, *resolve(tree)]


_UNREAD = {"missing-file", "empty-file", "too-large", "not-utf-8", "yaml-syntax", "yaml-tab", "yaml-document", "too-deep"}


def article_body(tree: Tree, article: Article) -> str:
    """The Markdown of the article, without its front matter; read anew from the folder."""
    text = (Path(tree.folder) / article.mark.file).read_text(encoding="utf-8")
    return text.split(_FENCE, 2)[2].strip()


class _Folder:
    """Reads the files of one folder, gathering problems and the digest of what was read."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.builder, self.digest = folder, Builder(), sha256()

    def part(self, name: str, hint: Any) -> Any:
        """The content of one YAML file, or a stand-in."""
        return self._built(self._text(name), name, hint)

    def article(self, path: Path) -> Article:
        """One article, from its front matter."""
        name = f"{_LIBRARY}/{path.name}"
        text = self._text(name)
        if not text:
            return self._built(text, name, Article)  # type: ignore[no-any-return]
        head = text.split(_FENCE, 2)
        if len(head) < 3 or head[0]:
            self._tell(name, "missing-front-matter", "The article does not begin with `---`, front matter and `---`.")
            return stand_in(Article, Mark(name))  # type: ignore[no-any-return]
        # the fence is a line of its own, so a line of comment in its place keeps the places right
        return self._built("#\n" + head[1], name, Article)  # type: ignore[no-any-return]

    def _built(self, text: str, name: str, hint: Any) -> Any:
        node, problems = nodes.read(text, name) if text else (None, [])
        self.builder.problems += problems
        if node is not None:
            return self.builder.build(node, hint)
        if text and not problems:
            self._tell(name, "empty-file", "The file holds nothing.")
        return stand_in(hint, Mark(name))

    def _text(self, name: str) -> str:
        try:
            raw = (self.folder / name).read_bytes()
        except OSError as error:
            self._tell(name, "missing-file", f"The file cannot be read: {error.strerror}.")
            return ""
        self.digest.update(name.encode() + b"\0" + raw + b"\0")
        text, problems = nodes.decode(raw, name)
        self.builder.problems += problems
        if not raw.strip():
            self._tell(name, "empty-file", "The file holds nothing.")
        return text

    def _tell(self, name: str, code: str, message: str) -> None:
        self.builder.problems.append(Problem(Mark(name), code, message))
