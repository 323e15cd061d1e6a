"""What of a report can be shown as a picture, as plain facts: places and side, the day to look again, figures and moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nervecheck.engine.answer import Picked
from nervecheck.report.dates import later
from nervecheck.report.picture_facts import Figure, Level, Next, Pictured, Site, Skin, Spot, Step
from nervecheck.tree.drawings import Side, frequency
from nervecheck.tree.terms import ReaderPart, Urgency

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nervecheck.engine.answer import Answer, Answers
    from nervecheck.report.facts import Report
    from nervecheck.tree.causes import Cause
    from nervecheck.tree.library import Article
    from nervecheck.tree.model import Question, Tree


def pictured(tree: Tree, answers: Answers, urgency: Urgency, date: str) -> Pictured:
    """What pictures of this result show; the date is that of the answers, in ISO form, or ""."""
    return Pictured(_levels(tree), site(tree, answers), _began(tree, answers), _next_day(tree, urgency, date))


def site(tree: Tree, answers: Answers) -> Site:
    """The places that were answered, in the order of the questions, and the side as far as it was said."""
    spots, sides, labels = list[Spot](), list[str](), list[str]()
    for question in tree.questions.values():
        answer = answers.get(question.id)
        if isinstance(answer, Picked):
            spots += _spots(question, answer)
            chosen = {option.label: option.side for option in question.options if option.side and option.id in answer.yes}
            sides += [
                str(one) for side in chosen.values() for one in ((Side.LEFT, Side.RIGHT) if side is Side.BOTH else (side,))
            ]
            labels += chosen
    return Site(tuple(spots), tuple(dict.fromkeys(sides)), "; ".join(labels))


def skin(cause: Cause) -> Skin | None:
    """The skin that the nerve of this cause serves, with where that is known from."""
    return None if cause.skin is None else Skin(tuple(str(area) for area in cause.skin.areas), cause.skin.sources)


def sources(report: Report) -> Iterator[str]:
    """The id of every source that the skin areas of the causes named rest on."""
    if report.causes is not None:
        named = (cause for cause in report.causes.likely if cause.cause in report.causes.named)
        yield from (name for cause in named if cause.skin is not None for name in cause.skin.sources)


def figures(article: Article, text: str) -> tuple[Figure, ...]:
    """The figures of the article whose sentence stands in this text of it, word for word."""
    return tuple(Figure(*frequency(sentence), sentence) for sentence in article.figures if stands_in(text, sentence))


def steps(article: Article, text: str) -> tuple[Step, ...]:
    """The drawn steps of the article that stand in this text of it, word for word."""
    return tuple(Step(drawn.step, str(drawn.move)) for drawn in article.moves if stands_in(text, drawn.step))


def stands_in(text: str, sentence: str) -> bool:
    """Whether the text holds the sentence word for word, however its lines are broken."""
    return f" {sentence} " in f" {' '.join(text.split())} "


def _spots(question: Question, answer: Picked) -> list[Spot]:
    """What was picked of a question that names parts of the body; what has no part of its own is named and not marked."""
    if all(option.body is None for option in question.options):
        return []
    picked = [option for option in question.options if option.id in (*answer.yes, *answer.unsure)]
    return [Spot(str(option.body or ""), option.label, option.id in answer.unsure) for option in picked]


def _began(tree: Tree, answers: Answers) -> str:
    """When it began, in the words of the answer; "" where that was not said."""
    words = (
        _one_label(question, answers.get(question.id))
        for question in tree.questions.values()
        if question.reader is ReaderPart.ONSET
    )
    return next((label for label in words if label), "")


def _one_label(question: Question, answer: Answer | None) -> str:
    picked = answer.yes if isinstance(answer, Picked) else ()
    option = question.option(picked[0]) if len(picked) == 1 else None
    return option.label if option is not None else ""


def _levels(tree: Tree) -> tuple[Level, ...]:
    """Every level with its word, the least urgent first."""
    return tuple(Level(urgency.id, tree.advice.actions[urgency.id].word) for urgency in Urgency)


def _next_day(tree: Tree, urgency: Urgency, date: str) -> Next | None:
    """What the person does on a later day, if anything; the day is "" where it is not known when the answers were given."""
    again = tree.advice.actions[urgency.id].again
    return None if again is None else Next(again.say, again.days, later(date, again.days) if date else "")
