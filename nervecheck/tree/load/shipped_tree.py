"""The tree of the shipped questions as a wheel brings it: made when the wheel is built, and read in place of the YAML.

It is read only while the folder beside it is byte for byte the one that it was made of. It stands beside that folder, inside
the package, so no questions folder can bring one of its own: what is unpickled came with the program and is as much a part of
it as its code.
"""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from nervecheck import __file__ as package
from nervecheck.tree.load.files import digest_of_all

if TYPE_CHECKING:
    from nervecheck.tree.model import Tree

SHIPPED = Path(package).parent / "questions"  # where a wheel puts them; an editable install has none there
FILE = Path(package).parent / "questions.pickle"


def store(tree: Tree) -> bytes:
    """The tree without its promises and hazards, which nothing reads that asks or decides, led by the digest of its folder."""
    kept = replace(tree, folder="", promises=(), hazards=None)
    return digest_of_all(Path(tree.folder)).encode() + pickle.dumps(kept, protocol=5)


def stored(folder: Path) -> Tree | None:
    """The tree of this folder, if it is the one that came with the program and nobody changed it since; else None."""
    if folder != SHIPPED:
        return None
    try:
        raw = FILE.read_bytes()
        digest = digest_of_all(folder)
    except OSError:
        return None
    if raw[: len(digest)] != digest.encode():
        return None
    tree: Tree = pickle.loads(raw[len(digest) :])  # noqa: S301 (a part of the package, see above)
    return replace(tree, folder=str(folder))
