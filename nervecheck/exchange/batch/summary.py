"""The summary of a run, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nervecheck.exchange.batch.run import Summary
    from nervecheck.tree.model import Tree

MOST_RULES = 15


def account(summary: Summary, tree: Tree, rejects: str, counted: str) -> str:
    """The counts by urgency and by rule, ended by a line end; `rejects` is where the records set aside are explained.

    `counted` is what the records are counted by: line, or row.
    """
    aside = summary.read - summary.decided
    lines = [
        f"Questions {tree.about.version}, {tree.digest}.",
        f"{summary.read:,} read, {summary.decided:,} decided, {aside:,} set aside.",
    ]
    if aside:
        lines.append(f"What is wrong with those: {rejects}")
    if summary.shared:
        lines.append(f"{summary.shared:,} have an id that another has as well: go by their {counted}.")
    lines += ["", *_table(summary.urgencies, summary.decided)]
    if summary.rules:
        shown = dict(list(summary.rules.items())[:MOST_RULES])
        lines += ["", "Rules that fired, the most frequent first:", *_table(shown, summary.decided)]
        more = len(summary.rules) - len(shown)
        lines += [f"and {more} more rules"] if more else []
    return "\n".join(lines) + "\n"


def _table(counts: dict[str, int], whole: int) -> list[str]:
    """A line each: the name, the number, and how many in 100 that is."""
    return [f"  {name:50}{count:>12,}{100 * count / whole if whole else 0:>8.1f} %" for name, count in counts.items()]
