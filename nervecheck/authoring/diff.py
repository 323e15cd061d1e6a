"""What differs between two questions folders: whose urgency changes among the vignettes, and by what."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from nervecheck.authoring.diff_alike import decide_alike
from nervecheck.authoring.diff_people import Direction, known_part, people_in, searched, solved
from nervecheck.authoring.diff_questions import question_changes
from nervecheck.authoring.diff_rules import rule_changes
from nervecheck.authoring.diff_words import word_changes
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

    from nervecheck.authoring.diff_people import Example, Sought
    from nervecheck.authoring.diff_rules import PartChange
    from nervecheck.authoring.diff_words import WordChange
    from nervecheck.authoring.vignettes import Vignette
    from nervecheck.engine.triage import Fired

BUDGET = 20_000


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
    """All that differs. Stories are in the order of the folders, the new one first; parts in that of their files, rules first.

    Where both folders `decide_alike`, nobody's urgency can differ: no story was played, and only `words` can be told.
    `examples` are by the key of a part, or `ANYBODY`, and by whether that person is less or more urgent now. `by_solver` says
    whether all possible people were looked at; it gave up those in `given_up`.
    """

    old: Tree
    new: Tree
    stories: tuple[Story, ...]
    mistakes: tuple[Problem, ...]
    parts: tuple[PartChange, ...]
    examples: dict[Sought, Example]
    by_solver: bool
    given_up: set[Sought]
    words: tuple[WordChange, ...]
    decide_alike: bool = False

    @property
    def is_less_urgent(self) -> bool:
        """Whether anybody became less urgent: a story, or another person who was found."""
        return self._is_anybody(Direction.LESS)

    @property
    def is_changed(self) -> bool:
        """Whether anybody's urgency changed, or may have: a story, or another person who was found."""
        return any(map(self._is_anybody, (Direction.LESS, Direction.MORE, Direction.OPEN)))

    def _is_anybody(self, way: Direction) -> bool:
        return any(story.direction is way for story in self.stories) or any(found is way for _, found in self.examples)


def diff(old: Path, new: Path, budget: int = BUDGET) -> Diff:
    """All that differs between the two folders; raises FileProblems with the mistakes of both, each under its folder."""
    before, after = (load_named(folder, promises=True) for folder in (old, new))
    words = word_changes(before, after)
    if decide_alike(before, after):
        return Diff(before, after, (), (), (), {}, True, set(), words, decide_alike=True)
    stories, mistakes = _stories(before, after)
    parts = (*rule_changes(before, after), *question_changes(before, after))
    return Diff(before, after, stories, mistakes, parts, *_examples(before, after, parts, stories, budget), words)


def _examples(
    old: Tree, new: Tree, parts: tuple[PartChange, ...], stories: tuple[Story, ...], budget: int
) -> tuple[dict[Sought, Example], bool, set[Sought]]:
    """People by changed part, whether the solver looked for them (it can where both ask alike), what it gave up."""
    if ask_alike(old, new):
        with suppress(UsageError):  # it is not installed
            examples, given_up = solved(old, new, parts, budget)
            return examples, True, given_up
    people = [story.vignette.answers for story in stories]
    pairs = [(known_part(old, answers)[0], known_part(new, answers)[0]) for answers in people]
    return searched(old, new, parts, people_in(pairs, old, new, parts)), False, set()


def load_named(folder: Path, promises: bool = False) -> Tree:
    """The folder as `load` gives it; its problems (FileProblems) name the folder, as there is another one beside it."""
    try:
        return replace(load(folder, promises), named=str(folder))
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
