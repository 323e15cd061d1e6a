"""Which options of a question change something for people who are known: each of them without the option and with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nervecheck.authoring.prove.sample import Sample, known_of
from nervecheck.engine.compiled import Test, tests_in
from nervecheck.tree.model import Question, QuestionType

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from nervecheck.authoring.prove.answer_variables import AnswerVariables
    from nervecheck.authoring.prove.encoding import Encoding
    from nervecheck.authoring.prove.part import Solution

Known = dict[int, int]


def options_that_matter(encoding: Encoding, question: Question, people: Sequence[Solution]) -> set[str]:
    """The options (of a yes-no question "yes") whose choice changes a test of what anybody sees, for one of these people.

    There may be more such options: of what waits for an urgency, which would bring nearly every rule with it, only what names
    the question is looked at, and only for the first of the people.
    """
    own, names = encoding.first.given[question.id], [option.id for option in question.options] or ["yes"]
    if not own.free:  # there is nothing else to answer
        return set()
    seen, near = encoding.seen[question.id], list[Test]()
    for test in seen:
        if encoding.waits(test) and question.id not in encoding.waiting:
            break
        near.append(test)
    found = _moved_by(near, encoding, question, names, people)
    late = [test for test in seen[len(near) :] if not encoding.opens_late(test) and _names(test, question)]
    return found | _moved_by(late, encoding, question, [name for name in names if name not in found], people[:1])


def _names(test: Test, question: Question) -> bool:
    return any(part.question == question.id for part in tests_in(test))


def _moved_by(
    tests: Iterable[Test], encoding: Encoding, question: Question, names: Sequence[str], people: Sequence[Solution]
) -> set[str]:
    """The options among these whose choice changes one of the tests for one of the people."""
    if not names:
        return set()
    # all people stand once for each option, in blocks side by side
    own, width, size = encoding.first.given[question.id], len(people), len(people) * len(names)
    once = (1 << width) - 1
    blocks = {name: once << width * at for at, name in enumerate(names)}
    repeat = ((1 << size) - 1) // once
    known = {variable: bits * repeat for variable, bits in known_of(people).items()}
    change = _ticked if question.type is QuestionType.MANY else _picked
    changed, about = change(own, known, blocks), encoding.formula.about[own.free[0]]
    without = Sample(encoding.formula, size, known | changed[0])
    with_ = Sample(encoding.formula, size, known | changed[1], without, about)
    left = dict(blocks)
    for test in tests:
        literal = encoding.first.holds(test)
        differ = without.holds(literal) ^ with_.holds(literal)
        if differ:
            left = {name: block for name, block in left.items() if not differ & block}
        if not left:
            break
    return blocks.keys() - left.keys()


def _ticked(own: AnswerVariables, known: Known, blocks: Mapping[str, int]) -> tuple[Known, Known]:
    """What changes in a list, without the option of each block and with it, all others as they are."""
    without = dict.fromkeys(own.rest, 0)
    for name, block in blocks.items():
        without |= {variable: known.get(variable, 0) & ~block for variable in (own.ticks[name], own.doubts[name])}
    return without, without | {own.ticks[name]: without[own.ticks[name]] | block for name, block in blocks.items()}


def _picked(own: AnswerVariables, known: Known, blocks: Mapping[str, int]) -> tuple[Known, Known]:
    """The same where one option is chosen. Without it, people keep their own answer, or if that is the option, give another."""
    nobody = dict.fromkeys(own.free, 0)
    without = nobody | {variable: known.get(variable, 0) & ~blocks.get(name, 0) for name, variable in own.ticks.items()}
    silent = blocks.get(own.calm, 0)
    for people in without.values():
        silent &= ~people
    without[own.free[0]] |= silent
    return without, nobody | {own.ticks[name]: block for name, block in blocks.items() if name != own.calm}
