"""What `nervecheck uses` tells: every place that names one question, option, rule or the like."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, assert_never

from nervecheck.authoring.id_kinds import IdKind
from nervecheck.authoring.references import references
from nervecheck.base.errors import UsageError
from nervecheck.base.problems import quoted
from nervecheck.base.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nervecheck.authoring.references import Reference
    from nervecheck.tree.model import Tree

_MOST_NEAR = 5


class Uses(NamedTuple):
    """One thing of that id: what it is, what a person reads of it, and every place of it in file order."""

    kind: IdKind
    name: str
    title: str
    places: tuple[Reference, ...]


def uses(tree: Tree, name: str, kind: IdKind | None = None) -> tuple[Uses, ...]:
    """The places of everything with that id, one entry for each kind of thing that has it; of one kind where that is given.

    Raises UsageError with the nearest ids where nothing has it.
    """
    every = references(tree)
    there = known(every, name, kind)
    return tuple(
        Uses(one, name, _title(tree, one, name), tuple(ref for ref in every if (ref.kind, ref.name) == (one, name)))
        for one in there
    )


def known(every: Iterable[Reference], name: str, kind: IdKind | None = None) -> tuple[IdKind, ...]:
    """The kinds of thing that have this id, at least one; raises UsageError with the nearest ids where there is none."""
    defined = [(one.kind, one.name) for one in every if one.defines]
    found = tuple(one for one in IdKind if (one, name) in defined and kind in (None, one))
    if not found:
        what = "Nothing" if kind is None else f"No {kind}"
        raise UsageError(f"{what} has the id {quoted(name)}. {_nearest(name, defined, kind)}")
    return found


def account(found: tuple[Uses, ...]) -> str:
    """The places under a heading for each kind of thing, and how many there are."""
    return "\n".join(line for one in found for line in _told(one)) + "\n"


def counted(number: int, word: str) -> str:
    """The number with the word, which takes an s unless it is one."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _told(one: Uses) -> Iterator[str]:
    yield f"{one.kind} '{one.name}': {one.title}"
    yield from (f"  {place.mark}: {place.words}" for place in one.places)
    named = [place.mark.file for place in one.places if not place.defines]
    if named:
        yield f"  {counted(len(named), 'place')} in {counted(len(set(named)), 'file')} name{'s' if len(named) == 1 else ''} it."
    else:
        yield "  Nothing names it."


def _title(tree: Tree, kind: IdKind, name: str) -> str:
    """What a person reads of it."""
    question, _, option = name.partition(".")
    match kind:
        case IdKind.QUESTION:
            title = tree.questions[name].ask
        case IdKind.OPTION:
            title = next(one.label for one in tree.questions[question].options if one.id == option)
        case IdKind.FINDING:
            title = tree.findings[name].says
        case IdKind.RULE:
            title = next(rule.title for rule in tree.rules.rules if rule.id == name)
        case IdKind.SOURCE:
            title = tree.sources[name].title
        case IdKind.ARTICLE:
            title = next(article.title for article in tree.articles if article.id == name)
        case IdKind.CAUSE:
            title = next(cause.name for cause in (tree.causes.causes if tree.causes else ()) if cause.id == name)
        case IdKind.CAUTION:
            title = tree.cautions[name].say
        case IdKind.PROMISE:
            title = "what must hold for every possible person"
        case _:
            assert_never(kind)
    return one_line(title)


def _nearest(name: str, defined: list[tuple[IdKind, str]], kind: IdKind | None) -> str:
    """A sentence with the ids that may be meant, each with what it is; an option also by its last part alone."""
    from difflib import get_close_matches  # only mistakes pay for it

    offered = [(one, full) for one, full in defined if kind in (None, one)]
    parts = [(one, full) for one, full in offered if one is IdKind.OPTION and full.partition(".")[2] == name]
    close = get_close_matches(name[:120], {full for _, full in offered}, n=_MOST_NEAR, cutoff=0.65)
    meant = [*parts, *((one, full) for text in close for one, full in offered if full == text)][:_MOST_NEAR]
    if meant:
        *most, last = [f"{full} ({one})" for one, full in dict.fromkeys(meant)]
        return f"Did you mean {', '.join(most)}{' or ' if most else ''}{last}?"
    if kind is not None:
        return ""
    things = "question, finding, rule, source, article, cause, caution or promise"
    return f"It may be the id of a {things}, or question.option; of no section and no vignette."
