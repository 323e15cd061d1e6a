"""What to do now, and the reason: the banner, what is feared and the steps, as every page and every alarm begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nervecheck.report import quotes
from nervecheck.report.document import Banner
from nervecheck.report.pages import Piece, bullet, line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nervecheck.report.facts import Flag, Report

DENIED = "You said no to every danger sign asked about."


def action(report: Report) -> Iterator[Piece]:
    """The banner and the reason, then what to do and what not, each once.

    The reason is what the first rule fears; without one, that every danger sign was denied, where that is so.

    In an emergency what the person's own signs call for comes first; else, and once it was lifted, how to get help. Whoever may
    stay at home reads what eases it before when to book.
    """
    yield Piece(0, banner(report))
    # whoever knows what is feared does not talk themselves out of what to do
    reasons = feared(report) or ([(DENIED, ())] if quotes.denies_all(report) else [])
    yield from (line(1, text, sources) for text, sources in reasons[:1])
    own = [(1, text) for flag in top(report) for text in flag.do]
    general = [(2, text) for text in report.steps]
    advised = [(2 if number < 3 else 5, told.say) for number, told in enumerate(report.advice.steps)]
    help_first = report.escalated or report.urgency not in ("emergency", "ambulance")
    ranked = [*general, *own] if help_first else [*own, *general]
    ranked = [*advised, *ranked] if report.urgency == "self-care" else [*ranked, *advised]
    # in an emergency what must not be done is kept before general advice
    ranked += [(2 if help_first else 1, text) for flag in top(report) for text in flag.avoid]
    ranked += [(4, text) for text in (*(told.say for told in report.advice.avoid), *report.avoid)]
    sources = {told.say: told.sources for told in (*report.advice.steps, *report.advice.avoid)}
    seen: set[str] = set()
    for rank, text in ranked:
        if text not in seen:
            yield bullet(rank, text, sources.get(text, ()))
        seen.add(text)


def top(report: Report) -> list[Flag]:
    """The most urgent rules that fired: what the result rests on, also when something else lifted it.

    Those that rest on what was said outright come before those that rest on a "not sure".
    """
    flags = [flag for flag in report.flags if flag.urgency == report.flags[0].urgency]
    return sorted(flags, key=lambda flag: any(said.unsure and not said.answers for said in flag.because))


def feared(report: Report) -> list[tuple[str, tuple[str, ...]]]:
    """What the most urgent rules fear, each once, with its sources; the reason beside the action first."""
    found = dict[str, tuple[str, ...]]()
    for flag in top(report):
        found.setdefault(" ".join([flag.why, *flag.raised]), flag.sources)
    return list(found.items())


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
        yield f"{advice}In an emergency, call {numbers.emergency}."
    if numbers.also:
        yield f"Also: {numbers.also}."
