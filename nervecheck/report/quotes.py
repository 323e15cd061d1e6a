"""Answers as they are quoted: the labels that were ticked, with the topic where a label alone says too little."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nervecheck.report.facts import Report, Said

# how a whole list is denied
NONE = "None of these"
# what a person says of the trouble itself, in the order in which it is told
TROUBLE = ("feel", "site", "side", "onset", "began", "course", "severity")


def sure(said: Iterable[Said]) -> tuple[str, ...]:
    """What was said outright, each once."""
    return _quoted((one, one.answers) for one in said)


def doubted(said: Iterable[Said]) -> tuple[str, ...]:
    """What the person was not sure about, each once."""
    return _quoted((one, one.unsure) for one in said)


def of_parts(said: Iterable[Said], parts: Iterable[str]) -> tuple[Said, ...]:
    """The answers with one of these places on the next reader's page, in the order of the places."""
    listed = tuple(said)
    return tuple(one for part in parts for one in listed if one.part == part)


def denies_all(report: Report) -> bool:
    """Whether danger signs were asked about and every one was answered no."""
    summary = report.summary
    reported = any(one.signs for one in (*summary.said, *summary.not_known)) or report.flags
    return bool(summary.no) and not reported


def _quoted(pairs: Iterable[tuple[Said, tuple[str, ...]]]) -> tuple[str, ...]:
    found = dict[str, None]()
    for one, labels in pairs:
        if labels and labels != (NONE,):  # a denial is no words of theirs
            found |= dict.fromkeys(labels if one.clear else [f"{one.topic}: {'; '.join(labels)}"])
    return tuple(found)
