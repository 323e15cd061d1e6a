"""The outcome of mutants in words: what nothing noticed, at its place, and a summary by kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nervecheck.authoring.mutate.mutants import Kind
from nervecheck.authoring.mutate.run import End
from nervecheck.authoring.prove import write_inline
from nervecheck.base.text import clean, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nervecheck.authoring.mutate.run import Mutation, Result


def account(found: Mutation, width: int) -> str:
    """The survivors, each with somebody whom the change would reach, then counts by kind and of all."""
    lines = [line for result in found.results if result.end is End.SURVIVED for line in _survivor(result, width)]
    lines += [f"{' '.join(f'{end:>10}' for end in End)}  what was changed"]
    for kind in Kind:
        counts = [found.count(end, kind) for end in End]
        if any(counts):
            lines.append(f"{' '.join(f'{count:10}' for count in counts)}  {kind}")
    lines += [line for text in _last(found) for line in wrap(text, width)]
    return "\n".join(map(clean, lines)) + "\n"


def _survivor(result: Result, width: int) -> Iterator[str]:
    mutant, person = result.mutant, result.person
    yield from wrap(f"{mutant.mark}: {mutant.subject}: {mutant.words}. Nothing notices.", width, "", "  ")
    if person is not None:
        told = f"for example {person.before.id} would become {person.after.id}: {write_inline(person.answers)}"
        yield from wrap(told, width, "  ", "    ")


def _last(found: Mutation) -> Iterator[str]:
    by_story = sum(result.by.startswith("vignette ") for result in found.results)
    if found.count(End.EQUIVALENT):
        yield "Equivalent: the solver shows that nobody's urgency would change, so there is nothing to notice."
    if len(found.results) < found.total:
        yield f"{len(found.results)} of {found.total} possible changes were tried, drawn with --seed {found.seed}."
    yield (
        f"{found.count(End.KILLED)} noticed ({by_story} by a vignette), {found.count(End.SURVIVED)} not noticed, "
        f"{found.count(End.EQUIVALENT)} equivalent."
    )
