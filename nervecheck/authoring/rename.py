"""Another id for a question, option, rule or the like, in every file of a folder; nothing else of the files changes.

Only the places that `references` knows are changed, so a word that merely looks the same stays. The renamed files are tried in
a copy, and count only where they load and every reference leads to what it led to before.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from nervecheck.authoring.id_kinds import IdKind
from nervecheck.authoring.references import Reference, references
from nervecheck.authoring.uses import known
from nervecheck.authoring.vignettes import examine_vignettes, read_vignettes
from nervecheck.base.errors import NotWritten, UsageError
from nervecheck.base.problems import Problem, in_order, quoted
from nervecheck.tree.load.folder import examine
from nervecheck.tree.load.scalars import READERS
from nervecheck.tree.terms import Id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from nervecheck.tree.model import Tree

_MARK = b"\xef\xbb\xbf"  # may stand before the text of a file, where no column counts it
_SHARED = (IdKind.QUESTION, IdKind.FINDING)  # a condition names both alike, so that no two of them may have one id
_RETIRED = (IdKind.QUESTION, IdKind.OPTION)  # what answers files hold


class Renamed(NamedTuple):
    """What a renaming comes to: the places in file order, and the new content of every file that changes, by its name."""

    tree: Tree
    kind: IdKind
    old: str
    new: str
    places: tuple[Reference, ...]
    contents: Mapping[str, bytes]


def rename(tree: Tree, old: str, new: str, kind: IdKind | None = None) -> Renamed:
    """The files with the new id in the place of the old one; nothing is written.

    An option is named `question.option`, its new id with the question or without. Raises UsageError where no one thing has the
    old id or where the new one cannot be given, FileProblems where the vignettes have mistakes, and NotWritten where the copy
    that is loaded for trial cannot be written.
    """
    read_vignettes(tree)
    every = references(tree)
    kind = _only(known(every, old, kind), old)
    new = _whole_id(kind, old, new)
    _refuse_taken(every, tree, kind, old, new)
    places = tuple(one for one in every if (one.kind, one.name) == (kind, old))
    changed = {name: _changed(tree, name, places, new) for name in dict.fromkeys(place.mark.file for place in places)}
    _try(tree, [_after(one, kind, old, new) for one in every], changed)
    return Renamed(tree, kind, old, new, places, changed)


def _only(kinds: Sequence[IdKind], name: str) -> IdKind:
    if len(kinds) > 1:
        options = " or ".join(f"--kind {kind}" for kind in kinds)
        raise UsageError(f"'{name}' is the id of a {' and of a '.join(kinds)}. Say which: {options}.")
    return kinds[0]


def _whole_id(kind: IdKind, old: str, new: str) -> str:
    """The new id in full; raises UsageError where no id looks like that."""
    question, _, _ = old.rpartition(".")
    before, dot, last = new.rpartition(".")
    if kind is IdKind.OPTION and dot and before != question:
        raise UsageError(f"{quoted(new)} is an option of another question. An option stays where it is: {question}.{last}.")
    text = last if kind is IdKind.OPTION else new
    reader = READERS[Id]
    try:
        reader.read(text)
    except ValueError:
        raise UsageError(f"{quoted(text)} cannot be an id. It must be {reader.words}.") from None
    if text == "null":
        raise UsageError("'null' cannot be an id: YAML reads it as nothing.")
    return f"{question}.{text}" if kind is IdKind.OPTION else text


def _refuse_taken(every: Iterable[Reference], tree: Tree, kind: IdKind, old: str, new: str) -> None:
    if new == old:
        raise UsageError(f"'{old}' is its id already.")
    rivals = _SHARED if kind in _SHARED else (kind,)
    taken = next((one for one in every if one.defines and one.name == new and one.kind in rivals), None)
    if taken is not None:
        raise UsageError(f"The id '{new}' is taken: it belongs to the {taken.kind} at {taken.mark}.")
    if new in tree.retired and kind in _RETIRED:
        hint = "Old answers files mean something else by it. Choose another id, or take it out of retired.yaml."
        raise UsageError(f"The id '{new}' is retired. {hint}")


def _changed(tree: Tree, name: str, places: Iterable[Reference], new: str) -> bytes:
    """The content of the file with the new id at these places, all other bytes as they were."""
    raw = _read(tree, name)
    mark, lines = raw[: len(_MARK) * raw.startswith(_MARK)], raw.removeprefix(_MARK).decode("utf-8").split("\n")
    for place in sorted((place for place in places if place.mark.file == name), key=lambda one: one.mark, reverse=True):
        line, start = lines[place.mark.line - 1], place.mark.column - 1
        if not line.startswith(place.text, start):
            found = f"The id '{place.text}' is not written as it is read here."
            raise UsageError(f"{place.mark}: {found} Write it without escapes, on one line, and rename again.")
        lines[place.mark.line - 1] = line[:start] + new.rpartition(".")[2] + line[start + len(place.text) :]
    return mark + "\n".join(lines).encode("utf-8")


def _read(tree: Tree, name: str) -> bytes:
    return (Path(tree.folder) / name).read_bytes()


def _after(one: Reference, kind: IdKind, old: str, new: str) -> Reference:
    """What the reference must be once renamed; an option is named with the new id of its question."""
    if (one.kind, one.name) == (kind, old):
        return one._replace(name=new)
    if kind is IdKind.QUESTION and one.kind is IdKind.OPTION and one.name.startswith(f"{old}."):
        return one._replace(name=new + one.name.removeprefix(old))
    return one


def _try(tree: Tree, wanted: Iterable[Reference], changed: Mapping[str, bytes]) -> None:
    """Loads the renamed folder from a copy; raises UsageError where it has problems or does not mean the same."""
    try:
        with TemporaryDirectory(prefix="nervecheck-") as place:
            _copy(tree, changed, Path(place))
            after, problems = examine(Path(place))
            problems += () if problems else examine_vignettes(after)[1]
            if problems:
                raise UsageError("\n".join(["Nothing was renamed, as the folder would have problems:", *_lines(problems)]))
            if list(map(_meaning, references(after))) != list(map(_meaning, wanted)):
                raise UsageError("Nothing was renamed, as some names would lead to something else. Rename by hand, and check.")
    except OSError as error:
        raise NotWritten(f"The renamed folder could not be tried in a copy: {error.strerror}.") from None


def _copy(tree: Tree, changed: Mapping[str, bytes], to: Path) -> None:
    folder = Path(tree.folder)
    for path in (*folder.glob("*.yaml"), *folder.glob("library/*.md"), *folder.glob("vignettes/*.yaml")):
        name = path.relative_to(folder).as_posix()
        (to / name).parent.mkdir(exist_ok=True)
        (to / name).write_bytes(changed.get(name) or path.read_bytes())


def _lines(problems: Iterable[Problem]) -> Iterator[str]:
    yield from (f"  {problem}" for problem in in_order(problems))


def _meaning(one: Reference) -> tuple[IdKind, str, str, int, bool]:
    """What must be the same before and after: columns move, and words hold the id itself."""
    return one.kind, one.name, one.mark.file, one.mark.line, one.defines
