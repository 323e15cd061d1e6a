"""Answers -> Report: gathers every fact about one person's answers. Words and order are `compose`'s."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nervecheck import __version__
from nervecheck.engine.answer import Answer, Answers, NoneOfThese, NotSure, Number, Picked
from nervecheck.engine.compiled import OptionTest, reasons
from nervecheck.engine.needed import not_asked
from nervecheck.engine.plan import plan
from nervecheck.engine.ranking import ranking
from nervecheck.engine.triage import Fired, Outcome, offered, triage
from nervecheck.report import pictured
from nervecheck.report.advice import Chosen, chosen
from nervecheck.report.excerpts import excerpts_for
from nervecheck.report.facts import Cited, Content, Flag, Lifted, Note, NoTo, Numbers, Report, Said, Summary, Told, Visit
from nervecheck.report.likely_causes import likely_causes
from nervecheck.report.quotes import NONE
from nervecheck.report.signed import review_line
from nervecheck.report.would_change import would_change
from nervecheck.tree.library import Line, Source
from nervecheck.tree.model import Option, Question, QuestionType, Tree
from nervecheck.tree.rules import Escalation
from nervecheck.tree.terms import Urgency

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nervecheck.engine.compiled import SingleTest

MOST_LINES = 6
GATE = "gate"  # the part of an answer whose lines are no signs: the lists that they open say what is there
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
        flags=tuple(_flag(fired, tree, answers, lines) for fired in outcome.fired),
        escalated=tuple(_lifted(step, tree, answers, outcome) for step in outcome.escalations),
        earned=_said_for(outcome.earned, tree, answers),
        missed=_said_for(outcome.missed, tree, answers),
        self_care=_self_care(tree) if outcome.urgency is Urgency.SELF_CARE else None,
        advice=lines.advised,
        causes=likely_causes(found, tree),
        excerpts=library.excerpts,
        more=library.more,
        visit=Visit(tuple(_visit(lines.tell, tree, answers)), tuple(_visit(lines.ask, tree, answers))),
        not_assessed=tree.advice.not_assessed,
        summary=_summary(tree, answers, outcome),
        ignored=tuple(tree.questions[name].topic for name in outcome.ignored),
        told=told,
        sources=(),
        content=content(tree),
        would_change=would_change(tree, answers) if full else None,
        pictured=pictured.pictured(tree, answers, outcome.urgency, date),
        picture_sources=(),
    )
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


def _flag(fired: Fired, tree: Tree, answers: Answers, lines: Chosen) -> Flag:
    rule = fired.rule
    do, avoid = lines.rules[rule.id]
    return Flag(
        rule=rule.id,
        title=rule.title,
        urgency=fired.urgency.id,
        why=rule.why,
        because=_said_for(fired.reasons, tree, answers),
        raised=tuple(step.why for step in fired.steps),
        do=do,
        avoid=avoid,
        sources=rule.sources,
        basis=rule.basis or "",
        reviewed=rule.reviewed.isoformat(),
    )


def _lifted(step: Escalation, tree: Tree, answers: Answers, outcome: Outcome) -> Lifted:
    test = next(test for item, test in plan(tree).escalations if item is step)
    return Lifted(step.why, _said_for(reasons(test, outcome.view), tree, answers))


def _said_for(tests: Iterable[SingleTest], tree: Tree, answers: Answers) -> tuple[Said, ...]:
    """The answers behind the reasons, by question in the order asked; behind a denial, what was answered instead."""
    named: dict[str, set[str]] = {}
    for reason in tests:
        if reason.question in answers:
            named.setdefault(reason.question, set()).update(reason.options if isinstance(reason, OptionTest) else ())
    return tuple(
        in_words(question, _part(answers[name], named[name])) for name, question in tree.questions.items() if name in named
    )


def _part(answer: Answer, names: set[str]) -> Answer:
    """The part of the answer that has one of these names; all of it where none has."""
    if not isinstance(answer, Picked):
        return answer
    part = Picked(*(tuple(name for name in words if name in names) for words in (answer.yes, answer.unsure)))
    return part if part.yes or part.unsure else answer


def in_words(question: Question, answer: Answer) -> Said:
    """The answer in the words of the question."""
    said, unsure = [], []
    match answer:
        case Number(value):
            said.append(f"{value} {question.unit}".strip())
        case NoneOfThese():
            said.append(NONE)
        case NotSure():
            said.append("Not sure")
        case Picked():
            said += [_label(question, name) for name in answer.yes]
            unsure += [_label(question, name) for name in answer.unsure]
    clear = isinstance(answer, Picked) and question.type is QuestionType.MANY
    return _listed(question, said)._replace(unsure=tuple(unsure), signs=_signs(question, answer), clear=clear)


def _signs(question: Question, answer: Answer) -> tuple[str, ...]:
    """The labels of the danger signs among what was picked, sure or not."""
    named = (*answer.yes, *answer.unsure) if isinstance(answer, Picked) else ()
    return tuple(_label(question, name) for name in named if question.is_danger(name))


def _label(question: Question, name: str) -> str:
    """What the option is called on screen."""
    option = question.option(name)
    return option.label if option is not None else name.capitalize()


def _listed(question: Question, labels: Iterable[str] = ()) -> Said:
    part = GATE if question.gate else "" if question.reader is None else str(question.reader)
    return Said(question.id, question.topic, question.ask, tuple(labels), part=part)


def _summary(tree: Tree, answers: Answers, outcome: Outcome) -> Summary:
    said, denied, beside, unknown, no = list[Said](), list[Said](), list[Said](), list[Said](), list[NoTo]()
    for question, answer in ((tree.questions[name], answers[name]) for name in outcome.applied if name in answers):
        shown = offered(plan(tree), question, outcome.view)
        if question.reader is None:  # what has a place of its own on the next reader's page says so there
            no += _not_opened(tree, question, answer, answers) if question.gate else _no_to(question, answer, shown)
        match answer:
            case NoneOfThese():
                denied.append(_listed(question, (o.label for o in question.options if o.id in shown)))
            case NotSure():
                signs = tuple(_label(question, o.id) for o in question.options if o.danger) if question.asks_danger else ()
                unknown.append(_listed(question)._replace(signs=signs or ((question.topic,) if question.danger else ())))
            case _:
                whole = in_words(question, answer)
                said += [whole._replace(unsure=())] if whole.answers else []
                unknown += [whole._replace(answers=whole.unsure, unsure=())] if whole.unsure else []
                beside += _not_chosen(question, answer, shown)
    chosen_lines, denied_lines = _lines_of_gates(tree, answers)
    open_ = not_asked(tree, answers)
    unopened = tuple(line.label for line in chosen_lines if set(line.opens).intersection(open_))
    told = {name for line in (*chosen_lines, *denied_lines) for name in line.opens}
    danger = (_listed(tree.questions[name]) for name in open_ if name not in told and tree.questions[name].asks_danger)
    parts = {q.reader: False for q in tree.questions.values() if q.reader is not None}
    parts |= {q.reader: True for name in answers if (q := tree.questions[name]).reader is not None}
    unanswered = tuple(str(part) for part, answered in parts.items() if not answered)
    return Summary(
        said=tuple(said),
        denied=tuple(denied),
        not_chosen=tuple(beside),
        not_known=tuple(unknown),
        not_asked=tuple(danger),
        unopened=unopened,
        no=tuple(dict.fromkeys(no)),
        open=unanswered,
    )


def _lines_of_gates(tree: Tree, answers: Answers) -> tuple[list[Option], list[Option]]:
    """The lines of the gates that were chosen or not sure, and those that were denied."""
    chosen, denied = list[Option](), list[Option]()
    for question in tree.questions.values():
        answer = answers.get(question.id)
        if question.gate and isinstance(answer, Picked | NoneOfThese):
            named = (*answer.yes, *answer.unsure) if isinstance(answer, Picked) else ()
            for line in question.options:
                (chosen if line.id in named else denied).append(line)
    return chosen, denied


def _no_to(question: Question, answer: Answer, shown: tuple[str, ...]) -> list[NoTo]:
    """How many danger signs were shown and answered no; what was not sure is no no."""
    if not question.asks_danger or isinstance(answer, NotSure | Number):
        return []
    signs = ["yes"] if question.type is QuestionType.YES_NO else [o.id for o in question.options if o.danger and o.id in shown]
    named = (*answer.yes, *answer.unsure) if isinstance(answer, Picked) else ()
    left = [name for name in signs if name not in named]
    return [NoTo(question.topic, len(left), len(left) == len(signs))] if left else []


def _not_opened(tree: Tree, gate: Question, answer: Answer, answers: Answers) -> Iterator[NoTo]:
    """The lists that a gate left closed, by topic: a no to its line is a no to all of them that no other line opens."""
    _, denied = _lines_of_gates(tree, {gate.id: answer})
    opened = {name for line in _lines_of_gates(tree, answers)[0] for name in line.opens}
    for name in (name for line in denied for name in line.opens if name not in answers and name not in opened):
        yield NoTo(tree.questions[name].topic, 0, True)


def _not_chosen(question: Question, answer: Answer, shown: tuple[str, ...]) -> list[Said]:
    if not isinstance(answer, Picked) or question.type is not QuestionType.MANY or not question.asks_danger:
        return []
    rest = [o for o in question.options if o.danger and o.id in shown]
    left = [option.label for option in rest if option.id not in (*answer.yes, *answer.unsure)]
    return [_listed(question, left)] if left else []


def cited(name: str, source: Source) -> Cited:
    """The source as a report names it."""
    checked = source.checked.isoformat() if source.checked is not None else ""
    return Cited(name, source.title, source.year, source.url, str(source.read), checked, str(source.extent or ""))


def content(tree: Tree) -> Content:
    """Which questions and which program this is."""
    about = tree.about
    day, said = about.reviewed.isoformat(), review_line(tree)
    return Content(about.title, about.version, tree.digest, day, about.reviewed_by, said, __version__)
