"""Which files a questions folder consists of, in the order in which they are read, and the digest of what they hold."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NEEDED = ("tree.yaml", "findings.yaml", "rules.yaml", "advice.yaml", "sources.yaml", "regions.yaml")
LIBRARY = "library"
FENCE = "---\n"  # before and after the front matter of an article
# these may be left out: a folder without promises promises nothing of its own, and one without causes ranks none
OPTIONAL = ("promises.yaml", "causes.yaml", "cautions.yaml", "retired.yaml", "reviews.yaml", "hazards.yaml")
REVIEWS = "reviews.yaml"
UNASKED = ("promises.yaml", "hazards.yaml")  # neither asks nor decides anything


def names(folder: Path) -> Iterator[str]:
    """The files that make the tree, by their names in the folder; the needed ones whether they are there or not.

    Raises OSError where nobody may look into the library.
    """
    yield from NEEDED
    yield from (f"{LIBRARY}/{path.name}" for path in files_in(folder / LIBRARY, ".md"))
    yield from (name for name in OPTIONAL if _is_there(folder / name))


def files_in(folder: Path, ending: str) -> list[Path]:
    """The files of the folder with this ending, by name; none where there is no such folder.

    Raises OSError where nobody may look: what cannot be seen must not count as left out.
    """
    try:
        return sorted(path for path in folder.iterdir() if path.name.endswith(ending))
    except (FileNotFoundError, NotADirectoryError):
        return []


def _is_there(path: Path) -> bool:
    """Whether there is such a file, be it one that nobody may look at: promises that cannot be read are not left out."""
    try:
        return path.exists()
    except OSError:
        return True


class Digest:
    """Twelve hexadecimal digits that change with every name and every byte that was added, and with their order."""

    def __init__(self) -> None:
        self._hash = sha256()

    def add(self, name: str, raw: bytes) -> None:
        """Takes in one file."""
        self._hash.update(name.encode() + b"\0" + raw + b"\0")

    def __str__(self) -> str:
        return self._hash.hexdigest()[:12]


def digest_of_all(folder: Path) -> str:
    """The digest of the folder as it stands, signed reviews and all; raises OSError where a file cannot be read."""
    digest = Digest()
    for name in names(folder):
        digest.add(name, (folder / name).read_bytes())
    return str(digest)
