"""What `nervecheck test` finds: the vignettes played, and everything that makes the run fail, as problems at their places."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from nervecheck.authoring.coverage import Covered, coverage, percent
from nervecheck.authoring.vignettes import Played, choose_vignettes, play_all
from nervecheck.base.errors import UsageError
from nervecheck.base.problems import Mark, Problem
from nervecheck.tree.model import Tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FAILED = "vignette-failed"  # the code of a vignette that came out otherwise


class Counts(NamedTuple):
    """How many vignettes came out as expected and how many did not, the mistakes in others, and how many were not chosen."""

    passed: int
    failed: int
    mistakes: int
    not_chosen: int


class VignetteRun:
    """Vignettes of a tree, played. What they reach is told only where all of them were: `covered` is None elsewhere."""

    def __init__(self, tree: Tree, words: Sequence[str] = (), least: int = 0) -> None:
        """Plays all, or those whose id and file hold all the words; with `least`, a lower coverage (in 100) is a problem.

        Raises UsageError where no vignette is chosen, or where part of them is to reach something.
        """
        if words and least:
            raise UsageError("--min-coverage looks at what all vignettes reach. Leave it out, or leave -k out.")
        self.tree, self.words, self.least = tree, tuple(words), least
        self.choice = choose_vignettes(tree, words)
        self.played, self.mistakes = play_all(self.choice.vignettes, tree), self.choice.problems

    @cached_property
    def covered(self) -> tuple[Covered, ...] | None:
        """What the vignettes reach."""
        return None if self.words else coverage(self.played, self.tree)

    @property
    def failed(self) -> tuple[Played, ...]:
        """The vignettes that came out otherwise, in their order."""
        return tuple(one for one in self.played if one.differences)

    @property
    def counts(self) -> Counts:
        """The run in numbers."""
        failed, choice = len(self.failed), self.choice
        return Counts(len(self.played) - failed, failed, len(self.mistakes), choice.total - choice.chosen)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to test."""
        return not self.played and not self.mistakes

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Why the run fails, mistakes in vignettes first; none where it passes."""
        return tuple(self._problems())

    def _problems(self) -> Iterator[Problem]:
        yield from self.mistakes
        for one in self.failed:
            found = f"{one.vignette.case.id}: {'; '.join(one.differences)}."
            yield Problem(one.vignette.case.mark, FAILED, found, _fired(one))
        if self.is_empty:
            hint = "Each is a story in `vignettes/*.yaml`."
            yield Problem(Mark("vignettes"), "no-vignettes", "There are no vignettes: nothing was tested.", hint)
        elif self.covered is not None and (reached := percent(self.covered)) < self.least:
            found = f"The vignettes reach {reached:.0f} in 100 of all there is, and at least {self.least} are wanted."
            yield Problem(Mark("vignettes"), "low-coverage", found, "`nervecheck test --missed` lists what they miss.")


def _fired(one: Played) -> str:
    rules = ", ".join(f"{item.rule.id} ({item.rule.mark})" for item in one.outcome.fired)
    return f"Fired: {rules}." if rules else "No rule fired."
