"""What differs between two questions folders: whose urgency changes among the vignettes, and by which rules."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from nervecheck.authoring.diff_people import Example, known_part, people_in, searched, solved
from nervecheck.authoring.diff_rules import RuleChange, rule_changes
from nervecheck.authoring.prove.two_trees import ask_alike
from nervecheck.authoring.vignettes import examine_vignettes
from nervecheck.base.errors import FileProblems, UsageError
from nervecheck.base.problems import Problem, within
from nervecheck.engine.answer import Answer, Answers
from nervecheck.engine.needed import progress
from nervecheck.engine.triage import decided_by, triage
from nervecheck.tree.load import load
from nervecheck.tree.model import Tree
from nervecheck.tree.terms import Urgency

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from nervecheck.authoring.vignettes import Vignette
    from nervecheck.engine.triage import Fired

BUDGET = 20_000


class Direction(StrEnum):
    """How an urgency changed from the old folder to the new one; open where a folder asks what the story does not say."""

    LESS = "less-urgent"
    MORE = "more-urgent"
    OPEN = "open"
    SAME = "same"


class Side(NamedTuple):
    """What a story comes to in one folder: bounds, as it may not answer all that the folder asks, and the deciding rules.

    `left_out` holds the answers that the folder does not know, `unanswered` the questions it would ask next.
    """

    lowest: Urgency
    highest: Urgency
    rules: tuple[Fired, ...]
    left_out: tuple[str, ...]
    unanswered: tuple[str, ...]


class Story(NamedTuple):
    """A vignette in both folders; `folder` is the one it was read from."""

    vignette: Vignette
    folder: str
    old: Side
    new: Side

    @property
    def direction(self) -> Direction:
        """How its urgency changed."""
        if self.new.highest < self.old.lowest:
            return Direction.LESS
        if self.new.lowest > self.old.highest:
            return Direction.MORE
        settled = {self.old.lowest, self.old.highest, self.new.lowest, self.new.highest}
        return Direction.SAME if len(settled) == 1 else Direction.OPEN


class Diff(NamedTuple):
    """All that differs. Stories are in the order of the folders, the new one first; rules in that of their files.

    `questions` are those that were added, removed, or whose answers are others. `examples` are by rule, and under ""
    anybody who becomes less urgent. `by_solver` says whether all possible people were looked at.
    """

    old: Tree
    new: Tree
    stories: tuple[Story, ...]
    mistakes: tuple[Problem, ...]
    rules: tuple[RuleChange, ...]
    examples: dict[str, Example]
    by_solver: bool

    @property
    def is_less_urgent(self) -> bool:
        """Whether anybody became less urgent: a story, or a person shown for a rule."""
        stories = any(story.direction is Direction.LESS for story in self.stories)
        return stories or any(example.new < example.old for example in self.examples.values())


def diff(old: Path, new: Path, budget: int = BUDGET) -> Diff:
    """All that differs between the two folders; raises FileProblems with the mistakes of both, each under its folder."""
    before, after = load_named(old), load_named(new)
    stories, mistakes = _stories(before, after)
    rules = rule_changes(before, after)
    examples, by_solver = _examples(before, after, [change.id for change in rules if change.is_rule], stories, budget)
    return Diff(before, after, stories, mistakes, rules, examples, by_solver)


def _examples(
    old: Tree, new: Tree, rules: list[str], stories: tuple[Story, ...], budget: int
) -> tuple[dict[str, Example], bool]:
    """A person by changed rule, and whether the solver looked for them: it can only where both folders ask alike."""
    if ask_alike(old, new):
        with suppress(UsageError):  # it is not installed
            return solved(old, new, rules, budget), True
    people = [story.vignette.answers for story in stories]
    pairs = [(known_part(old, answers)[0], known_part(new, answers)[0]) for answers in people]
    return searched(old, new, rules, people_in(pairs, old, new, rules)), False


def load_named(folder: Path) -> Tree:
    """The folder without its promises; its problems (FileProblems) name the folder, as there is another one beside it."""
    try:
        return replace(load(folder, promises=False), named=str(folder))
    except FileProblems as bad:
        raise FileProblems([_within(folder, problem) for problem in bad.problems]) from None


def _within(folder: Path | str, problem: Problem) -> Problem:
    return replace(problem, mark=within(folder, problem.mark))


def _stories(old: Tree, new: Tree) -> tuple[tuple[Story, ...], tuple[Problem, ...]]:
    """Each vignette of both folders once, and the mistakes in those that cannot be played."""
    found: dict[tuple[str, tuple[tuple[str, Answer], ...]], Story] = {}
    mistakes = list[Problem]()
    for tree in (new, old):
        vignettes, problems = examine_vignettes(tree)
        mistakes += [_within(tree.folder, problem) for problem in problems]
        for one in vignettes:
            key = one.case.id, tuple(one.answers.items())
            if key not in found:
                found[key] = Story(one, tree.folder, _side(old, one.answers), _side(new, one.answers))
    return tuple(found.values()), tuple(mistakes)


def _side(tree: Tree, answers: Answers) -> Side:
    known, left_out = known_part(tree, answers)
    outcome, bounds = triage(tree, known), progress(tree, known)
    if bounds.complete:
        return Side(outcome.urgency, outcome.urgency, decided_by(outcome), left_out, ())
    return Side(bounds.lowest, bounds.highest, decided_by(outcome), left_out, bounds.missing)


def stories_of(found: Diff, direction: Direction) -> Iterator[Story]:
    """The stories whose urgency changed so, in their order."""
    return (story for story in found.stories if story.direction is direction)
