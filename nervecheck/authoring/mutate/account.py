"""The outcome of mutants in words: what nothing noticed, at its place, and a table by kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nervecheck.authoring.mutate.mutants import Kind
from nervecheck.authoring.mutate.run import End
from nervecheck.authoring.prove import write_inline
from nervecheck.base.text import clean, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nervecheck.authoring.mutate.run import Mutation, Result

_HEAD = ("what was changed", "made", *End)


def account(found: Mutation, width: int) -> str:
    """The survivors, each with somebody whom the change would reach, then a table by kind, and how it was drawn."""
    lines = [line for result in found.results if result.end is End.SURVIVED for line in _survivor(result, width)]
    lines += [*_table(found), *(line for text in _last(found) for line in wrap(text, width))]
    return "\n".join(map(clean, lines)) + "\n"


def _survivor(result: Result, width: int) -> Iterator[str]:
    mutant, person = result.mutant, result.person
    yield from wrap(f"{mutant.mark}: {mutant.subject}: {mutant.words}. Nothing notices.", width, "", "  ")
    if person is not None:
        told = f"for example {person.before.id} would become {person.after.id}: {write_inline(person.answers)}"
        yield from wrap(told, width, "  ", "    ")


def _table(found: Mutation) -> Iterator[str]:
    kinds = [kind for kind in Kind if any(found.count(end, kind) for end in End)]
    counts = [[kind.value, *_counts([found.count(end, kind) for end in End])] for kind in kinds]
    rows = [[*_HEAD], *counts, ["all", *_counts([found.count(end) for end in End])]]
    widths = [max(len(row[at]) for row in rows) for at in range(len(_HEAD))]
    for name, *numbers in rows:
        columns = (number.rjust(wide) for number, wide in zip(numbers, widths[1:], strict=True))
        yield "  ".join([name.ljust(widths[0]), *columns])


def _counts(ends: Sequence[int]) -> list[str]:
    return [str(sum(ends)), *map(str, ends)]


def _last(found: Mutation) -> Iterator[str]:
    if found.count(End.EQUIVALENT):
        yield "Equivalent: the solver shows that nobody's urgency would change, so there is nothing to notice."
    if len(found.results) < found.total:
        yield f"{len(found.results)} of {found.total} possible changes were tried, drawn with --seed {found.seed}."
