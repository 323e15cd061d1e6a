"""Questions folder -> Tree, or all its problems at once.

`load` promises that every id in the tree resolves and that every condition is well-formed, so nothing after it checks again.
What reads the YAML is imported only where YAML is read: the shipped questions come ready made (`shipped_tree.py`).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from nervecheck.tree.load.files import FENCE
from nervecheck.tree.load.shipped_tree import stored

if TYPE_CHECKING:
    from nervecheck.tree.library import Article
    from nervecheck.tree.model import Tree


def load(folder: Path, promises: bool = True) -> Tree:
    """The tree in the folder; without its promises and hazards where nobody looks at them, which saves the time to read them.

    Raises FileProblems with every problem of every file, at file:line:column, if there is one.
    """
    tree = None if promises else stored(folder)
    if tree is not None:
        return tree
    from nervecheck.tree.load.folder import read

    return read(folder, promises)


def article_body(tree: Tree, article: Article) -> str:
    """The Markdown of the article, without its front matter; read anew from the folder."""
    text = (Path(tree.folder) / article.mark.file).read_text(encoding="utf-8")
    return text.split(FENCE, 2)[2].strip()
