"""Answers -> Report: gathers every fact about one person's answers. Words and order are `compose`'s."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nervecheck import __version__
from nervecheck.engine.answer import Answers, Number, Picked
from nervecheck.engine.compiled import reasons
from nervecheck.engine.plan import plan
from nervecheck.engine.ranking import ranking
from nervecheck.engine.triage import Fired, Outcome, triage
from nervecheck.report import pictured
from nervecheck.report.advice import Chosen, chosen
from nervecheck.report.answers_said import asked_after, in_words, said_for, summary_of
from nervecheck.report.excerpts import excerpts_for
from nervecheck.report.facts import Cited, Content, Flag, Lifted, Note, Numbers, Report, Told, Visit
from nervecheck.report.likely_causes import likely_causes
from nervecheck.report.signed import review_line
from nervecheck.report.would_change import would_change
from nervecheck.tree.library import Line, Source
from nervecheck.tree.model import Tree
from nervecheck.tree.rules import Escalation
from nervecheck.tree.terms import Urgency

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


MOST_LINES = 6
UNKNOWN_NUMBER = "your local emergency number (112, 911 or 999)"


def make_report(
    tree: Tree, answers: Answers, numbers: Numbers, told: tuple[str, ...] = (), date: str = "", full: bool = False
) -> Report:
    """The report on these answers, given at that date; `told` holds notes on their file, `full` adds what would change it."""
    outcome = triage(tree, answers)
    action = tree.advice.actions[outcome.urgency.id]
    found, lines = ranking(tree, answers, outcome), chosen(tree, answers, outcome)
    library = excerpts_for(tree, answers, outcome, found, lines.excluded)
    report = Report(
        date=date,
        urgency=outcome.urgency.id,
        word=action.word,
        headline=action.headline,
        numbers=numbers,
        steps=action.steps,
        avoid=action.avoid,
        covered=outcome.covered,
        notes=tuple(Note(limit.id, limit.say, limit.ask) for limit in outcome.limits),
        flags=tuple(_flag(fired, tree, answers, outcome, lines) for fired in outcome.fired),
        escalated=tuple(_lifted(step, tree, answers, outcome) for step in outcome.escalations),
        earned=said_for(outcome.earned, tree, answers),
        missed=said_for(outcome.missed, tree, answers),
        self_care=_self_care(tree) if outcome.urgency is Urgency.SELF_CARE else None,
        advice=lines.advised,
        causes=likely_causes(found, tree),
        excerpts=library.excerpts,
        more=library.more,
        visit=Visit(tuple(_visit(lines.tell, tree, answers)), tuple(_visit(lines.ask, tree, answers))),
        not_assessed=tree.advice.not_assessed,
        summary=summary_of(tree, answers, outcome),
        ignored=tuple(tree.questions[name].topic for name in outcome.ignored),
        told=told,
        sources=(),
        content=content(tree),
        would_change=would_change(tree, answers) if full else None,
        pictured=pictured.pictured(tree, answers, outcome.urgency, date),
        picture_sources=(),
    )
    return _with_sources(report, tree)


def _with_sources(report: Report, tree: Tree) -> Report:
    """The report with the sources of what it says, and of what its pictures show."""
    named = (dict.fromkeys(_used(report)), dict.fromkeys(pictured.sources(report)))
    used, drawn = (tuple(cited(name, tree.sources[name]) for name in names) for names in named)
    return report._replace(sources=used, picture_sources=drawn)


def _self_care(tree: Tree) -> Told:
    care = tree.rules.self_care
    return Told(care.why, care.sources, care.basis or "")


def _visit(lines: Iterable[Line], tree: Tree, answers: Answers) -> Iterator[str]:
    """The lines for a visit, at most six; one that quotes an answer is left out where there is none to quote."""
    said = [text for line in lines if (text := _with_quote(line, tree, answers))]
    yield from said[:MOST_LINES]


def _with_quote(line: Line, tree: Tree, answers: Answers) -> str:
    if not line.quote:
        return line.say
    given = answers.get(line.quote)
    if not isinstance(given, Picked | Number):
        return ""
    labels = in_words(tree.questions[line.quote], given).answers
    return f"{line.say}: {'; '.join(labels)}." if labels else ""


def _used(report: Report) -> Iterator[str]:
    """The id of every source behind what the report says, in the order of reading."""
    advice, causes = report.advice, report.causes
    care = () if report.self_care is None else (report.self_care,)
    for stated in (*report.flags, *care, *advice.steps, *advice.avoid, *advice.signs, *advice.expect):
        yield from stated.sources
    if causes is not None:
        yield from causes.sources
        for cause in (*(item for item in causes.likely if item.cause in causes.named), *causes.serious):
            yield from cause.sources
    for excerpt in report.excerpts:
        yield from excerpt.sources


def action_report(tree: Tree, urgency: Urgency, numbers: Numbers) -> Report:
    """A report that holds what to do at this urgency, and nothing about a person."""
    action, nobody = tree.advice.actions[urgency.id], make_report(tree, {}, numbers)
    told = nobody._replace(urgency=urgency.id, word=action.word, headline=action.headline, steps=action.steps)
    return told._replace(avoid=action.avoid, pictured=pictured.pictured(tree, {}, urgency, ""))


def numbers_for(tree: Tree, region: str | None, guessed: bool = False) -> Numbers:
    """The numbers of the region (upper-case ISO code); a guess from a language setting is worded as the guess it is.

    Raises KeyError for a region that is not in regions.yaml, unless it was guessed.
    """
    if region is None or (guessed and region not in tree.regions):
        return Numbers(UNKNOWN_NUMBER, "", "", "")
    place = tree.regions[region]
    if guessed:
        known = f"{place.emergency} in {_the(place.name)}. Elsewhere: 112 or your local number"
        return Numbers(known, "", "", "")
    return Numbers(place.emergency, place.advice, place.hospital, place.also)


def _the(country: str) -> str:
    return f"the {country}" if country.startswith(("United", "Netherlands", "Czech Rep", "Philipp")) else country


def _flag(fired: Fired, tree: Tree, answers: Answers, outcome: Outcome, lines: Chosen) -> Flag:
    rule = fired.rule
    do, avoid = lines.rules[rule.id]
    return Flag(
        rule=rule.id,
        title=rule.title,
        urgency=fired.urgency.id,
        why=rule.why,
        because=said_for((*fired.reasons, *asked_after(fired.reasons, tree, answers, outcome)), tree, answers),
        raised=tuple(step.why for step in fired.steps),
        do=do,
        avoid=avoid,
        sources=rule.sources,
        basis=rule.basis or "",
        reviewed=rule.reviewed.isoformat(),
    )


def _lifted(step: Escalation, tree: Tree, answers: Answers, outcome: Outcome) -> Lifted:
    test = next(test for item, test in plan(tree).escalations if item is step)
    return Lifted(step.why, said_for(reasons(test, outcome.view), tree, answers))


def cited(name: str, source: Source) -> Cited:
    """The source as a report names it."""
    checked = source.checked.isoformat() if source.checked is not None else ""
    return Cited(name, source.title, source.year, source.url, str(source.read), checked, str(source.extent or ""))


def content(tree: Tree) -> Content:
    """Which questions and which program this is."""
    about = tree.about
    day, said = about.reviewed.isoformat(), review_line(tree)
    return Content(about.title, about.version, tree.digest, day, about.reviewed_by, said, __version__)
