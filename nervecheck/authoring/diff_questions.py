"""The questions of two trees side by side: whom they are asked, what "not sure" counts as, and what a line stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nervecheck.authoring.diff_rules import Change, PartChange, PartKind, same_meaning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nervecheck.tree.model import Option, Question, Section, Tree


# fields of a question that are yes or no, with what is told where one has become yes, and where no
_FLAGS = {
    "core": ("everybody below emergency must answer it now", "not everybody below emergency must answer it any more"),
    "follow_up": ("asked below emergency now once its `when` holds", "no longer asked for its own sake"),
    "gate": ("its lines only open lists now", "its lines no longer only open lists"),
    "hand_over": ("offered after an emergency now", "offered after an emergency no longer"),
    "sensitive": ('offers "rather not say" now', 'offers "rather not say" no longer'),
    "ask_again": ("asks again about single lines that are not sure", "asks no longer about single lines that are not sure"),
    "ask_which": ("asks again which line might be true", "asks no longer which line might be true"),
}


def question_changes(old: Tree, new: Tree) -> tuple[PartChange, ...]:
    """What changed of sections and questions that can change an urgency, or who is asked; what was removed comes last.

    They come in the order asked. Words are not compared, and neither is the order.
    """
    there = {section.id: section for section in old.about.sections}
    found = [_section(there.get(section.id), section, old, new) for section in new.about.sections]
    found += [_question(old.questions.get(name), question, old, new) for name, question in new.questions.items()]
    gone = [question for name, question in old.questions.items() if name not in new.questions]
    found += [PartChange(PartKind.QUESTION, one.id, Change.REMOVED, one.mark, None, ("asked no longer",)) for one in gone]
    return tuple(one for one in found if one is not None)


def retired_note(name: str, tree: Tree) -> str:
    """What follows the id of a question, or question.option, that is gone and that old answers files are told of."""
    return " (retired)" if name in tree.retired else ""


def _section(before: Section | None, after: Section, old: Tree, new: Tree) -> PartChange | None:
    """A section that both trees have. What is new or gone of it is told by its questions."""
    if before is None:
        return None
    what = tuple(_guard(before, after, old, new))
    return PartChange(PartKind.SECTION, after.id, Change.CHANGED, before.mark, after.mark, what) if what else None


def _guard(before: Section, after: Section, old: Tree, new: Tree) -> Iterator[str]:
    if not same_meaning(before.when, after.when, old, new):
        yield "asked of others"
    if before.from_ is not after.from_:
        levels = ["never" if level is None else level.id for level in (before.from_, after.from_)]
        yield f"waits for {levels[1]}; before: {levels[0]}"
    if before.optional is not after.optional:
        yield "nobody must answer it now" if after.optional else "it must be answered now"


def _question(before: Question | None, after: Question, old: Tree, new: Tree) -> PartChange | None:
    if before is None:
        return PartChange(PartKind.QUESTION, after.id, Change.ADDED, None, after.mark, ("asked now",))
    what = tuple(_what(before, after, old, new))
    return PartChange(PartKind.QUESTION, after.id, Change.CHANGED, before.mark, after.mark, what) if what else None


def _what(before: Question, after: Question, old: Tree, new: Tree) -> Iterator[str]:
    if before.type is not after.type:
        yield f"it is of type {after.type}; before: {before.type}"
    sections = old.section_of(before.id), new.section_of(after.id)
    moved = sections[0].id != sections[1].id and any(_guard(*sections, old, new))
    if moved or not same_meaning(before.when, after.when, old, new):
        yield "asked of others"
    yield from _opened(_lines(before, old), _lines(after, new))
    bounds = [f"{question.low} to {question.high}" for question in (before, after)]
    if bounds[0] != bounds[1]:
        yield f"it allows {bounds[1]}; before: {bounds[0]}"
    if before.danger is not after.danger:
        yield '"yes" is a danger sign now' if after.danger else '"yes" is no danger sign any more'
    yield from _unsure(before, after)
    yield from _asking(before, after, old, new)
    yield from _options(before, after, old, new)


def _lines(question: Question, tree: Tree) -> set[str]:
    """The lines of gates that open the question."""
    return {f"{gate}.{line}" for gate, lines in tree.opened.get(question.id, {}).items() for line in lines}


def _opened(before: set[str], after: set[str]) -> Iterator[str]:
    if more := sorted(after - before):
        yield f"opened now by {', '.join(more)}"
    if less := sorted(before - after):
        yield f"opened no longer by {', '.join(less)}"


def _unsure(before: Question, after: Question) -> Iterator[str]:
    """What "not sure" about the whole question counts as."""
    words = ["not offered" if not q.offers_unsure else ", ".join(q.unsure or ()) or "nothing" for q in (before, after)]
    if words[0] != words[1]:
        yield f"not sure counts as: {words[1]}; before: {words[0]}"


def _asking(before: Question, after: Question, old: Tree, new: Tree) -> Iterator[str]:
    """What changed of how it is asked, which no urgency hangs on."""
    for field, (now, no_longer) in _FLAGS.items():
        if getattr(before, field) is not getattr(after, field):
            yield now if getattr(after, field) else no_longer
    if not same_meaning(before.at_once, after.at_once, old, new):
        yield "comes first under another condition"


def _options(before: Question, after: Question, old: Tree, new: Tree) -> Iterator[str]:
    there, here = ({option.id: option for option in question.options} for question in (before, after))
    if more := [name for name in here if name not in there]:
        yield f"new: {', '.join(more)}"
    if less := [name for name in there if name not in here]:
        told = [f"{name}{retired_note(f'{before.id}.{name}', new)}" for name in less]
        yield f"gone: {', '.join(told)}"
    for name in (name for name in here if name in there):
        yield from (f"{name} {words}" for words in _option(there[name], here[name], old, new))


def _option(before: Option, after: Option, old: Tree, new: Tree) -> Iterator[str]:
    if not same_meaning(before.when, after.when, old, new):
        yield "is shown to others"
    if before.danger is not after.danger:
        yield "is a danger sign now" if after.danger else "is no danger sign any more"
    if before.unsure_is_yes is not after.unsure_is_yes:
        yield f"not sure counts as {'yes; before: no' if after.unsure_is_yes else 'no; before: yes'}"
    if before.leaves_clear is not after.leaves_clear:
        yield "leaves the list clear now" if after.leaves_clear else "leaves the list clear no longer"
    if not same_meaning(before.settled, after.settled, old, new):
        yield "is settled by no answer any more" if after.settled is None else "is settled by other answers"
