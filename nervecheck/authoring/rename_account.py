"""What `nervecheck rename` tells: the places, what is left to do by hand, and what old answers files need."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from nervecheck.authoring.id_kinds import IdKind
from nervecheck.authoring.references import file_texts
from nervecheck.authoring.uses import counted
from nervecheck.base.text import one_line, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nervecheck.authoring.rename import Renamed

_WIDTH = 80
_MOST_MENTIONS = 10


def account(renamed: Renamed, trial: bool) -> str:
    """What was renamed and where, or for a trial every place that would be; then what the program cannot do itself."""
    one = renamed
    where = f"{counted(len(one.places), 'place')} of {counted(len(one.contents), 'file')} in {one.tree.folder}"
    lines = [f"{place.mark}: {place.words}" for place in one.places] if trial else []
    if trial:
        lines += wrap(f"Would rename the {one.kind} '{one.old}' to '{one.new}' in {where}. Nothing was written.", _WIDTH)
    else:
        lines += wrap(f"Renamed the {one.kind} '{one.old}' to '{one.new}' in {where}.", _WIDTH)
    return "\n".join([*lines, *_mentions(one), *_article(one), *_answers_files(one)]) + "\n"


def _mentions(one: Renamed) -> Iterator[str]:
    """The texts and comments that name the old id: they are words for people, and stay as they are."""
    texts = file_texts(Path(one.tree.folder)).items()
    lines = [(name, number, line) for name, text in texts for number, line in enumerate(text.split("\n"), 1)]
    places = {(place.mark.file, place.mark.line) for place in one.places}
    found = [f"  {name}:{number}: {_short(line)}" for name, number, line in lines if _says(line, one, (name, number) in places)]
    if found:
        yield from wrap("Texts and comments are left as they are. These may mean it:", _WIDTH)
        yield from found[:_MOST_MENTIONS]
    if len(found) > _MOST_MENTIONS:
        yield f"  and {len(found) - _MOST_MENTIONS} more"


def _says(line: str, one: Renamed, changed: bool) -> bool:
    """Whether the line names the old id between backquotes, or in a comment as a word that is none of plain English."""
    if one.kind is IdKind.OPTION:
        question, _, option = map(re.escape, one.old.partition("."))
        return re.search(rf"`{question}(: |\.){option}`", line) is not None
    old = re.escape(one.old)
    if re.search(rf"`{old}[`:]", line):
        return True
    return not changed and "-" in one.old and re.search(rf"(?:^|\s)#.*(?<![\w-]){old}(?![\w-])", line) is not None


def _short(line: str) -> str:
    text = one_line(line)
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 3]}..."


def _article(one: Renamed) -> Iterator[str]:
    """What hangs on the id of an article beside its references: nothing but its place among others of its rank."""
    if one.kind is not IdKind.ARTICLE:
        return
    own = next(article for article in one.tree.articles if article.id == one.old)
    yield from wrap(f"The article stays in the file {own.mark.file}.", _WIDTH)
    others = [article.id for article in one.tree.articles if article.rank == own.rank and article is not own]
    if sum(name < one.old for name in others) != sum(name < one.new for name in others):
        told = f"Articles of one rank stand in the order of their ids, so its place among those of rank {own.rank} changes."
        yield from wrap(told, _WIDTH)


def _answers_files(one: Renamed) -> Iterator[str]:
    """How whoever brings an answers file with the old id learns of the new one."""
    if one.kind not in (IdKind.QUESTION, IdKind.OPTION):
        return
    there = (Path(one.tree.folder) / "retired.yaml").exists()
    place = "add this line to retired.yaml" if there else "make a file retired.yaml with this line"
    told = f"Answers files that hold the old {one.kind} are refused from now on. So that people are told why, {place}:"
    yield from wrap(told, _WIDTH)
    yield f'  {one.old}: "It became `{one.new.rpartition(".")[2]}`."'
