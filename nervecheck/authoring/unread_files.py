"""What an author does with a file that nothing reads: where it belongs by what it holds, or which name was meant."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from pathlib import PurePath
from typing import TYPE_CHECKING

from nervecheck.base.problems import nearest
from nervecheck.tree.load.files import FENCE, NEEDED, OPTIONAL
from nervecheck.tree.load.nodes import file_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_COPY = re.compile(r"[ ._-]*(\((copy|\d+)\)|copy( ?\d+)?|old|new|bak|backup)$")
_STORIES = [re.compile(rf"^[ \t]*(- *)?(\{{.*)?\b{key}:", re.MULTILINE) for key in ("story", "expect")]
_NEAR = 0.75  # of 1: of 4 letters one may be wrong, and two that changed places


def what_to_do(path: Path, place: str, allowed: Sequence[str]) -> str:
    """The mend for a file, or a folder, in this place of the questions folder, "" being its root; what may stand there else."""
    if path.suffix == ".md" and place != "library" and (place or _text(path).startswith(FENCE)):
        return f"Articles belong into library/: move it to library/{path.name}."
    if path.suffix in (".yaml", ".yml") and place != "vignettes" and _holds_stories(path):
        return f"Its stories belong into vignettes/: move it to vignettes/{path.stem}.yaml."
    if place and path.name in (*NEEDED, *OPTIONAL):
        return f"Move it out of {place}/, beside tree.yaml."
    near = [name for name in allowed if is_near(path.name, name)]
    if len(near) == 1:
        return f"Did you mean '{near[0]}'? {nearest('', allowed)}"
    return nearest("", allowed)


def is_near(name: str, meant: str) -> bool:
    """Whether one is the other with a slip of a letter or two, another ending, or what a copy of a file is called."""
    one, other = (PurePath(each.lower()).stem for each in (name, meant))
    return SequenceMatcher(None, _COPY.sub("", one), other).ratio() >= _NEAR


def _holds_stories(path: Path) -> bool:
    text = _text(path)
    return all(key.search(text) for key in _STORIES)


def _text(path: Path) -> str:
    """What it holds; nothing where it is a folder or cannot be read."""
    try:
        return file_bytes(path).decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n")
    except OSError:
        return ""
