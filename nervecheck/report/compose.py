"""Report -> Document: fixes order and headings once, for every format that people read.

What to do comes first and last. What to watch for stands between the urgency and the likely causes: the one must not colour the
other. Then reading, the visit, what was not looked at, and the summary for whoever sees the person next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nervecheck.report.blocks import causes_blocks, reading_blocks, references
from nervecheck.report.document import Banner, Block, Bullets, Document, Heading, Pairs, Paragraph
from nervecheck.report.make import content

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nervecheck.report.facts import Flag, Report, Said
    from nervecheck.tree.model import Tree


_NO_SIGN = "No danger sign was found among those that were asked."


def compose(report: Report) -> Document:
    """The document of the report."""
    return (
        *action(report),
        *_why(report),
        *_limits(report),
        *_nets(report),
        *causes_blocks(report.causes),
        *reading_blocks(report.excerpts, report.more),
        *_visit(report),
        *_summary(report),
        *_sources(report),
        banner(report),
    )


def action(report: Report) -> Document:
    """What to do now, and what not to do: all that somebody in a hurry needs."""
    return (banner(report), *_steps(report))


def banner(report: Report) -> Banner:
    """What to do now, with the number to call."""
    return Banner(report.urgency, report.word, report.headline, tuple(_number_lines(report)))


def _number_lines(report: Report) -> Iterator[str]:
    numbers = report.numbers
    if report.urgency == "ambulance":
        yield f"Call {numbers.emergency}."
    elif report.urgency == "emergency":
        where = f"Where: {numbers.hospital}. " if numbers.hospital else ""
        yield f"{where}If you need an ambulance, call {numbers.emergency}."
    else:
        advice = f"Advice line: {numbers.advice}. " if numbers.advice else ""
        yield f"{advice}If a danger sign begins, call {numbers.emergency}."
    if numbers.also:
        yield f"Also: {numbers.also}."


def _steps(report: Report) -> Iterator[Block]:
    """In an emergency what the person's own signs call for comes first; else, and once it was lifted, how to get help."""
    own = _top(report)
    special, general = [step for flag in own for step in flag.do], list(report.steps)
    help_first = report.escalated or report.urgency not in ("emergency", "ambulance")
    yield Bullets(_once([*general, *special] if help_first else [*special, *general]))
    avoid = _once([*(step for flag in own for step in flag.avoid), *report.avoid])
    if avoid:
        yield Heading("What not to do", 3)
        yield Bullets(avoid)


def _top(report: Report) -> list[Flag]:
    """The most urgent rules that fired: what the result rests on, also when something else lifted it."""
    return [flag for flag in report.flags if flag.urgency == report.flags[0].urgency]


def _why(report: Report) -> Iterator[Block]:
    yield Heading("Why")
    top = _top(report)
    for flag in top:
        yield from _flag(flag)
    for lifted in report.escalated:
        yield Paragraph(lifted.why)
        yield Bullets(tuple(_quoted(lifted.because)))
    if report.self_care_why:
        yield Paragraph(report.self_care_why)
    if not report.flags and not report.self_care_why:
        yield Paragraph(
            "No danger sign was found. A visit is advised, and not home care alone, because of this:"
            if report.missed
            else _NO_SIGN
        )
        yield Bullets(tuple(_quoted(report.missed)))
    rest = [flag for flag in report.flags if flag not in top]
    if rest:
        yield Heading("Also found", 3)
        for flag in rest:
            yield from _flag(flag)


def _flag(flag: Flag) -> Iterator[Block]:
    yield Paragraph(f"{flag.title}. {flag.why}")
    yield Bullets((*_quoted(flag.because), *flag.raised))
    yield Paragraph(_basis(flag))


def _quoted(answers: Iterable[Said]) -> Iterator[str]:
    for said in answers:
        if said.answers:
            yield f'You answered "{"; ".join(said.answers)}" to: {said.ask}'
        if said.unsure:
            yield f'You were not sure about "{"; ".join(said.unsure)}" at: {said.ask}'


def _basis(flag: Flag) -> str:
    basis = f"Sources: {', '.join(flag.sources)}." if flag.sources else "Basis: the authors' judgement, no source."
    return f"{basis} Rule {flag.rule}, reviewed {flag.reviewed}."


def _limits(report: Report) -> Iterator[Block]:
    if report.notes:
        yield Heading("Not covered" if not report.covered else "Covered in part")
        yield from (Paragraph(f"{note.say} {note.ask}") for note in report.notes)


def _nets(report: Report) -> Iterator[Block]:
    watch = [net for net in report.safety_nets if net.changes]
    if watch:
        yield Heading("Watch for")
    for net in watch:
        yield Paragraph(net.heading)
        yield Bullets(net.changes)
    courses = [net.course for net in report.safety_nets if net.course]
    if courses:
        yield Heading("What to expect")
    yield from (Paragraph(course) for course in courses)


def _visit(report: Report) -> Iterator[Block]:
    if report.visit.tell:
        yield Heading("What to tell the doctor or nurse")
        yield Bullets(report.visit.tell)
    if report.visit.ask:
        yield Heading("Questions to ask")
        yield Bullets(report.visit.ask)


def _summary(report: Report) -> Iterator[Block]:
    yield Heading("What was not looked at")
    yield Bullets(report.not_assessed)
    yield Heading("Summary for a doctor or nurse")
    summary = report.summary
    parts = {
        "Said": summary.said,
        "Denied": summary.denied,
        "Not chosen, beside what was said": summary.not_chosen,
        "Not known": summary.not_known,
    }
    for title, rows in parts.items():
        if rows:
            yield Heading(title, 3)
            yield Pairs(tuple((said.topic, "; ".join(said.answers)) for said in rows))
    if summary.not_asked:
        yield Heading("Danger questions not asked, as they could not change the result", 3)
        yield Paragraph("; ".join(said.topic for said in summary.not_asked) + ".")
    if report.ignored:
        yield Heading("Answered but not asked of this person, so not used", 3)
        yield Bullets(report.ignored)


def _sources(report: Report) -> Iterator[Block]:
    content = report.content
    yield Heading("Where this comes from")
    if report.sources:
        yield references(report.sources)
    yield from (Paragraph(text) for text in report.told)
    yield Paragraph("Keep this page and show it to whoever sees you.")
    yield Paragraph(
        f"Questions {content.version} ({content.hash}), reviewed {content.reviewed} by {content.reviewed_by}. "
        f"Program {content.program}."
    )


def _once(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))


def about(tree: Tree) -> Document:
    """Intended use, limits, review state, versions and licence."""
    made = content(tree)
    return (
        Bullets(tree.advice.about),
        Paragraph(tree.about.scope),
        Paragraph(f"Program {made.program}, licence MIT. Questions {made.version} ({made.hash})."),
        Paragraph(f"The questions were reviewed on {made.reviewed} by {made.reviewed_by}."),
    )
