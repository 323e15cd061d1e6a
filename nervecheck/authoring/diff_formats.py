"""What differs between two questions folders, as text for a person, as JSON for a program, and as answers files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from nervecheck.authoring.diff import Direction, stories_of
from nervecheck.authoring.prove import write_inline
from nervecheck.base.problems import within
from nervecheck.base.text import clean, wrap
from nervecheck.interview.answers_file import write_answers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from nervecheck.authoring.diff import Diff, Side, Story
    from nervecheck.authoring.diff_people import Example
    from nervecheck.authoring.diff_rules import RuleChange
    from nervecheck.base.problems import Mark

_MISTAKES_SHOWN, _OPEN_SHOWN = 5, 20
_HEADS = {
    Direction.LESS: "Stories that are less urgent now:",
    Direction.MORE: "Stories that are more urgent now:",
    Direction.OPEN: "Stories that do not answer all that a folder asks, so their urgency is open:",
}


def terminal(found: Diff, width: int) -> str:
    """The stories whose urgency changed, the rules with an example each, anybody less urgent, and the counts."""
    lines = [str(problem) for problem in found.mistakes[:_MISTAKES_SHOWN]]
    for direction, head in _HEADS.items():
        stories = list(stories_of(found, direction))
        if stories:
            shown = stories[:_OPEN_SHOWN] if direction is Direction.OPEN else stories
            lines += [*wrap(head, width), *(line for story in shown for line in _story(story, found, width))]
            if len(shown) < len(stories):
                lines += wrap(f"- {len(stories) - len(shown)} more: `--format json` lists every one", width, "", "  ")
            lines.append("")
    if found.rules:
        lines.append("Rules:")
        lines += [line for change in found.rules for line in _rule(change, found, width)]
        lines.append("")
    lines += [line for text in _last(found) for line in wrap(text, width)]
    return "\n".join(map(clean, lines)) + "\n"


def as_json(found: Diff, _width: int = 0) -> str:
    """One object: `stories` that changed, `rules` with an example each, `anybody_less_urgent`, and `counts`."""
    stories = [
        {
            "id": story.vignette.case.id,
            "place": _story_place(story),
            "change": str(story.direction),
            "old": _side_as_json(story.old),
            "new": _side_as_json(story.new),
        }
        for direction in _HEADS
        for story in stories_of(found, direction)
    ]
    rules = [
        {
            "id": change.id,
            "change": str(change.change),
            "old": _place(found.old.folder, change.old) or None,
            "new": _place(found.new.folder, change.new) or None,
            "what": list(change.what),
            "example": _example_as_json(found.examples.get(change.id)),
        }
        for change in found.rules
    ]
    whole = {
        "old": found.old.digest,
        "new": found.new.digest,
        "counts": _counts(found),
        "stories": stories,
        "rules": rules,
        "anybody_less_urgent": _example_as_json(found.examples.get("")),
        "all_people_looked_at": found.by_solver,
        "problems": [str(problem) for problem in found.mistakes],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


# the formats that `diff` knows, by the name of each
REPORTERS: dict[str, Callable[[Diff, int], str]] = {"terminal": terminal, "json": as_json}


def example_files(found: Diff) -> Iterator[tuple[str, str]]:
    """File names and texts of answers files: each example as asked by the old and by the new folder, with what they say."""
    for name, example in found.examples.items():
        sides = (("old", found.old, example.old_answers), ("new", found.new, example.new_answers))
        for side, tree, answers in sides:
            head = f"# {name or 'Somebody who becomes less urgent'}: {example.old.id} in the old, {example.new.id} in the new\n"
            yield (
                f"{name or 'less-urgent'}-{side}.yaml",
                f"{head}# For the questions in {tree.folder}\n" + write_answers(tree, answers),
            )


def _story(story: Story, found: Diff, width: int) -> Iterator[str]:
    yield from wrap(f"- {story.vignette.case.id} ({_story_place(story)})", width, "", "  ")
    yield from wrap(f"old: {_side(story.old, found.old.folder)}", width, "    ", "      ")
    yield from wrap(f"new: {_side(story.new, found.new.folder)}", width, "    ", "      ")


def _side(side: Side, folder: str) -> str:
    level = side.lowest.id if side.lowest is side.highest else f"{side.lowest.id} to {side.highest.id}"
    rules = ", ".join(f"{fired.rule.id} ({_place(folder, fired.rule.mark)})" for fired in side.rules)
    parts = [f"{level}, by {rules or 'no rule'}"]
    if side.left_out:
        parts.append(f"left out, as this folder does not know it: {', '.join(side.left_out)}")
    if side.lowest is not side.highest:
        parts.append(f"it asks also: {', '.join(side.unanswered)}")
    return "; ".join(parts)


def _rule(change: RuleChange, found: Diff, width: int) -> Iterator[str]:
    places = [_place(found.old.folder, change.old), _place(found.new.folder, change.new)]
    yield from wrap(
        f"- {change.change}: {change.id} ({', now '.join(filter(None, places))}): {'; '.join(change.what)}", width, "", "  "
    )
    example = found.examples.get(change.id)
    if example is not None:
        yield from wrap(f"for example {_told(example)}", width, "    ", "      ")
    elif change.is_rule:
        nobody = "it changes nobody's urgency" if found.by_solver else "no example was found"
        yield f"    {nobody}"


def _told(example: Example) -> str:
    """The urgencies and all that the person is asked in either folder, where one may need less than the other."""
    return f"{example.old.id} became {example.new.id}: {write_inline({**example.old_answers, **example.new_answers})}"


def _last(found: Diff) -> Iterator[str]:
    """What holds of everybody, answers that were left out, and the counts."""
    example = found.examples.get("")
    if found.by_solver and example is None:
        yield "The solver went through all possible answers: nobody is less urgent now."
    elif found.by_solver and example is not None:
        yield f"The solver went through all possible answers. Somebody is less urgent now: {_told(example)}"
    else:
        yield "Examples were looked for among the stories and single changes of them, not among all possible answers."
    left_out = sum(bool(side.left_out) for story in found.stories for side in (story.old, story.new))
    if left_out:
        stories = "1 story gives" if left_out == 1 else f"{left_out} stories give"
        yield f"{stories} answers that the other folder does not know; these answers were left out."
    if found.mistakes:
        count = len(found.mistakes)
        told = "1 mistake" if count == 1 else f"{count} mistakes"
        yield f"{told} in stories, which were left out where they stand. `nervecheck test` on that folder lists every one."
    counts = _counts(found)
    counted = ", ".join(
        f"{counts[direction]} {words}" for direction, words in _WORDS.items() if counts[direction] or words != "open"
    )
    yield f"{len(found.stories)} stories: {counted}."


_WORDS = {Direction.MORE: "more urgent", Direction.LESS: "less urgent", Direction.SAME: "the same", Direction.OPEN: "open"}


def _counts(found: Diff) -> dict[Direction, int]:
    return {direction: sum(1 for _ in stories_of(found, direction)) for direction in Direction}


def _story_place(story: Story) -> str:
    return _place(story.folder, story.vignette.case.mark)


def _place(folder: str, mark: Mark | None) -> str:
    return "" if mark is None else str(within(folder, mark))


def _side_as_json(side: Side) -> dict[str, object]:
    return {
        "at_least": side.lowest.id,
        "at_most": side.highest.id,
        "rules": [fired.rule.id for fired in side.rules],
        "left_out": list(side.left_out),
        "unanswered": list(side.unanswered),
    }


def _example_as_json(example: Example | None) -> dict[str, object] | None:
    if example is None:
        return None
    answers = {"old_answers": write_inline(example.old_answers), "new_answers": write_inline(example.new_answers)}
    return {"old": example.old.id, "new": example.new.id, **answers}
