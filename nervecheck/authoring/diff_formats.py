"""What differs between two questions folders, as text for a person, as JSON for a program, and as answers files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from nervecheck.authoring.diff import stories_of
from nervecheck.authoring.diff_people import ANYBODY, Direction
from nervecheck.authoring.diff_questions import retired_note
from nervecheck.authoring.diff_rules import Change, PartKind
from nervecheck.authoring.diff_words_format import READ_FIRST, counted, words_as_json, words_told
from nervecheck.authoring.prove import write_inline
from nervecheck.base.problems import within
from nervecheck.base.text import clean, wrap
from nervecheck.interview.answers_file import write_answers
from nervecheck.tree.terms import Urgency

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from nervecheck.authoring.diff import Diff, Side, Story
    from nervecheck.authoring.diff_people import Example
    from nervecheck.authoring.diff_rules import PartChange
    from nervecheck.base.problems import Mark

_MISTAKES_SHOWN, _OPEN_SHOWN = 5, 5
_HEADS = {
    Direction.LESS: "Stories that are less urgent now:",
    Direction.MORE: "Stories that are more urgent now:",
    Direction.OPEN: "Stories that cannot be compared, as they do not answer all that a folder asks:",
}
_NOT_TRIED = "Changes that no story here could try. Read each of them; what was removed stands first, then the most urgent:"
_WAYS = {Direction.LESS: "less urgent", Direction.MORE: "more urgent"}


_ALIKE = "What decides is written the same in both folders: no answer changes its urgency."


def terminal(found: Diff, width: int, every: bool = False) -> str:
    """The two folders, the counts and what they rest on; then the stories whose urgency changed, the changes, the questions.

    The gravest stand first, changed words last, and all of these if `every` is asked for. The counts are the last line as
    well, where whoever runs it on a terminal looks.
    """
    texts = [str(problem) for problem in found.mistakes[:_MISTAKES_SHOWN]]
    lines = [*texts, *(line for text in _folders(found) for line in wrap(text, width, "", "  ")), ""]
    about = (_counted(found), *(() if found.decide_alike else _rests_on(found)))
    lines += [*(line for text in about for line in wrap(text, width)), ""]
    for direction, head in _HEADS.items():
        stories = sorted(stories_of(found, direction), key=lambda story: -max(story.old.lowest, story.new.lowest))
        if stories:
            shown = stories[:_OPEN_SHOWN] if direction is Direction.OPEN else stories
            lines += [*wrap(head, width), *(line for story in shown for line in _story(story, found, width))]
            if len(shown) < len(stories):
                lines += wrap(f"- {len(stories) - len(shown)} more: `--format json` lists every one", width, "", "  ")
            lines.append("")
    for head, parts in _grouped(found):
        lines += [*wrap(head, width), *(line for part in parts for line in _part(part, found, width)), ""]
    lines += [line for text in _only_one_asks(found) for line in wrap(text, width, "", "  ")]
    lines += words_told(found.words, width, every)
    if found.words or not found.decide_alike:
        lines += wrap(_counted(found), width)
    return "\n".join(map(clean, lines)) + "\n"


def as_json(found: Diff, _width: int = 0, _every: bool = True) -> str:
    """One object: `stories` that changed, `parts` with somebody for each, `anybody`, `words`, and `counts`."""
    stories = [
        {
            "id": story.vignette.case.id,
            "place": _place(story.folder, story.vignette.case.mark),
            "change": str(story.direction),
            "old": _side_as_json(story.old),
            "new": _side_as_json(story.new),
        }
        for direction in _HEADS
        for story in stories_of(found, direction)
    ]
    parts = [
        {
            "kind": str(part.kind),
            "id": part.id,
            "change": str(part.change),
            "old": _place(found.old.folder, part.old) or None,
            "new": _place(found.new.folder, part.new) or None,
            "what": list(part.what),
            **_examples_as_json(part.key, found),
        }
        for part in found.parts
    ]
    whole = {
        "old": found.old.digest,
        "new": found.new.digest,
        "counts": _counts(found),
        "stories": stories,
        "parts": parts,
        "anybody": _examples_as_json(ANYBODY, found),
        "all_people_looked_at": found.by_solver,
        "decide_alike": found.decide_alike,
        "words": words_as_json(found.words),
        "problems": [str(problem) for problem in found.mistakes],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


# the formats that `diff` knows, by the name of each
REPORTERS: dict[str, Callable[[Diff, int, bool], str]] = {"terminal": terminal, "json": as_json}


def example_files(found: Diff) -> Iterator[tuple[str, str]]:
    """File names and texts of answers files: each example as asked by the old and by the new folder, with what they say."""
    titles = {part.key: part.title for part in found.parts}
    for (key, way), example in found.examples.items():
        sides = (("old", found.old, example.old_answers), ("new", found.new, example.new_answers))
        for side, tree, answers in sides:
            title = titles.get(key, f"Somebody who is {_WAYS[way]}")
            head = f"# {title}: {example.old.id} in the old, {example.new.id} in the new\n"
            yield (
                f"{'-'.join(filter(None, (key, way, side)))}.yaml",
                f"{head}# For the questions in {tree.folder}\n" + write_answers(tree, answers),
            )


def _folders(found: Diff) -> Iterator[str]:
    for side, tree in (("Old", found.old), ("New", found.new)):
        yield f"{side}: {tree.folder}, version {tree.about.version}, hash {tree.digest}"


def _story(story: Story, found: Diff, width: int) -> Iterator[str]:
    place = f"{'old ' if story.folder == found.old.folder else ''}{story.vignette.case.mark}"
    yield from wrap(f"- {story.vignette.case.id} ({place})", width, "", "  ")
    yield from wrap(f"old: {_side(story.old)}", width, "    ", "      ")
    yield from wrap(f"new: {_side(story.new)}", width, "    ", "      ")


def _side(side: Side) -> str:
    level = side.lowest.id if side.lowest is side.highest else f"between {side.lowest.id} and {side.highest.id}"
    parts = [f"{level}, by {', '.join(fired.rule.id for fired in side.rules) or 'no rule'}"]
    if side.left_out:
        parts.append(f"left out, as this folder does not know it: {', '.join(side.left_out)}")
    if side.lowest is not side.highest:
        parts.append(f"open, as it asks also: {', '.join(side.unanswered)}")
    return "; ".join(parts)


def _grouped(found: Diff) -> Iterator[tuple[str, list[PartChange]]]:
    """The parts under what they do: first by which somebody is less urgent, the most levels first; last those with nobody.

    Of those with nobody what was removed comes first, then the rules that call for the most.
    """
    groups: dict[str, list[PartChange]] = {}
    certain = found.by_solver and not found.given_up
    nobody = "Changes that make nobody more or less urgent:" if certain else _NOT_TRIED
    heads = {
        Direction.LESS: "Changes by which somebody is less urgent:",
        Direction.MORE: "Changes by which somebody is more urgent:",
    }
    order = [*heads.values(), nobody]
    for part in sorted(found.parts, key=lambda part: (READ_FIRST.index(part.change), -_called_for(part, found))):
        if not _is_alone(part):
            way = next((way for way in heads if (part.key, way) in found.examples), None)
            groups.setdefault(nobody if way is None else heads[way], []).append(part)
    for way, head in heads.items():
        groups.get(head, []).sort(key=lambda part, way=way: -found.examples[part.key, way].levels)  # type: ignore[misc]
    yield from ((head, groups[head]) for head in order if head in groups)


def _called_for(part: PartChange, found: Diff) -> Urgency:
    """The most that a rule calls for in either folder; of another part, the least."""
    rules = [rule for tree in (found.old, found.new) for rule in tree.rules.rules]
    own = [rule for rule in rules if part.kind is PartKind.RULE and rule.id == part.id]
    return max([Urgency.SELF_CARE, *(level for rule in own for level in (rule.urgency, *(step.to for step in rule.raise_)))])


def _is_alone(part: PartChange) -> bool:
    """Whether it is a question that only one of the folders asks."""
    return part.kind is PartKind.QUESTION and part.change is not Change.CHANGED


def _part(part: PartChange, found: Diff, width: int) -> Iterator[str]:
    place = f"old {part.old}" if part.new is None else str(part.new)
    if part.old is not None and part.new is not None and part.old != part.new:
        place += f", old {part.old}"
    yield from wrap(f"- {part.change}: {part.title} ({place}): {'; '.join(part.what)}", width, "", "  ")
    for way, words in _WAYS.items():
        if (example := found.examples.get((part.key, way))) is not None:
            yield from wrap(f"{words}, for example {_told(example)}", width, "    ", "      ")


def _only_one_asks(found: Diff) -> Iterator[str]:
    alone = [part for part in found.parts if _is_alone(part)]
    for change, words in ((Change.ADDED, "Asked now, and not before"), (Change.REMOVED, "Asked no longer")):
        if names := [f"{part.id}{retired_note(part.id, found.new)}" for part in alone if part.change is change]:
            yield f"{words}: {', '.join(names)}."
    if alone:
        yield ""


def _told(example: Example) -> str:
    """The urgencies and all that the person is asked in either folder, where one may need less than the other."""
    return f"{example.old.id} became {example.new.id}: {write_inline({**example.old_answers, **example.new_answers})}"


def _rests_on(found: Diff) -> Iterator[str]:
    """Who was looked at, what holds of everybody, and which answers and stories were left out."""
    if found.by_solver:
        yield "All possible answers were looked at, by the solver."
    else:
        yield (
            "The folders ask other things, so only the stories and single changes of them were looked at, and of those "
            "only who says the same in both. This does not show that the new folder is safe: read each change. A story that "
            "is not comparable may be the same, less or more urgent; `nervecheck test` says what it comes to in its own folder."
        )
    for way, words in _WAYS.items():
        if (example := found.examples.get((ANYBODY, way))) is not None:
            yield f"Somebody is {words} now: {_told(example)}."
        elif (ANYBODY, way) in found.given_up:
            yield f"The solver gave up before it could say whether anybody is {words} now."
        elif found.by_solver:
            yield f"Nobody is {words} now."
    left_out = sum(bool(side.left_out) for story in found.stories for side in (story.old, story.new))
    if left_out:
        stories = _some(left_out, "story gives", "stories give")
        yield f"{stories} answers that the other folder does not know; these answers were left out."
    if found.mistakes:
        told = _some(len(found.mistakes), "mistake", "mistakes")
        yield f"{told} in stories, which were left out where they stand. `nervecheck test` on that folder lists every one."


def _counted(found: Diff) -> str:
    if found.decide_alike:
        words = f"Words and sources: {counted(found.words)}." if found.words else "No word and no source differs."
        return f"{_ALIKE} {words}"
    counts = _counts(found)
    told = [f"{counts[way]} {words}" for way, words in _WORDS.items() if counts[way] or way is not Direction.OPEN]
    return f"{_some(len(found.stories), 'story', 'stories')}: {', '.join(told)}."


_WORDS = {
    Direction.MORE: "more urgent",
    Direction.LESS: "less urgent",
    Direction.SAME: "the same",
    Direction.OPEN: "not comparable",
}


def _counts(found: Diff) -> dict[Direction, int]:
    return {direction: sum(1 for _ in stories_of(found, direction)) for direction in Direction}


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


def _examples_as_json(key: str, found: Diff) -> dict[str, object]:
    """Somebody for each direction, null where there is nobody."""
    return {way.replace("-", "_"): _example_as_json(found.examples.get((key, way))) for way in _WAYS}


def _some(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"


def _example_as_json(example: Example | None) -> dict[str, object] | None:
    if example is None:
        return None
    answers = {"old_answers": write_inline(example.old_answers), "new_answers": write_inline(example.new_answers)}
    return {"old": example.old.id, "new": example.new.id, **answers}
