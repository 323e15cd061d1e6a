"""Reviews that are overdue on a given day, or dated after it; signatures and sources too."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from nervecheck.base.problems import Level, Mark, Problem, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nervecheck.tree.model import Tree

REVIEW_YEARS = 3  # NHS England's content standard: a review at least every 3 years (library reference, section 3.0)


def overdue(tree: Tree, today: date) -> Iterator[Problem]:
    """Every record whose last review, or last check, is more than three years before this day, or after it."""
    for name, mark, reviewed in reviewed_records(tree):
        key = "checked" if mark.file == "regions.yaml" else "reviewed"
        if reviewed > today:
            found = f"'{name}' was reviewed on {reviewed.isoformat()}, which is yet to come."
            yield Problem(mark, "review-in-future", found, "Give the day on which it was read.", Level.WARNING, (key,))
        day = min(reviewed.day, 28) if reviewed.month == 2 else reviewed.day
        if today > reviewed.replace(year=reviewed.year + REVIEW_YEARS, day=day):
            found = f"'{name}' was last reviewed on {reviewed.isoformat()}."
            yield Problem(mark, "review-overdue", found, f"A review is due after {REVIEW_YEARS} years.", Level.WARNING, (key,))


def signed_in_future(tree: Tree, today: date) -> Iterator[Problem]:
    """Every signature that is dated after this day."""
    for review in tree.reviews:
        if review.reviewed > today:
            found = f"{quoted(review.name)} signed on {review.reviewed.isoformat()}, which is yet to come."
            yield Problem(review.mark, "review-in-future", found, "Give the day of the signature.", at=("reviewed",))


def sources_to_come(tree: Tree, today: date) -> Iterator[Problem]:
    """Every source of a year after that of this day."""
    for name, source in tree.sources.items():
        late = [year for year in source.year.split(", updated ") if year.isdigit() and int(year) > today.year]
        for year in late[:1]:
            found = f"'{name}' is of the year {year}, which is yet to come."
            yield Problem(source.mark, "bad-value", found, "Give the year that stands in the source.", at=("year",))


def reviewed_records(tree: Tree) -> Iterator[tuple[str, Mark, date]]:
    """Every record that says when it was reviewed: its id, its place and that day, by file."""
    yield tree.about.title, tree.about.mark, tree.about.reviewed
    yield "self-care", tree.rules.self_care.mark, tree.rules.self_care.reviewed
    yield from ((rule.id, rule.mark, rule.reviewed) for rule in tree.rules.rules)
    yield from ((article.id, article.mark, article.reviewed) for article in tree.articles)
    yield from ((name, caution.mark, caution.reviewed) for name, caution in tree.cautions.items())
    yield from ((code, region.mark, region.checked) for code, region in tree.regions.items())
    if tree.hazards is not None:
        yield from ((hazard.id, hazard.mark, hazard.reviewed) for hazard in tree.hazards.hazards)
    if tree.causes is not None:
        yield from ((frame.id, frame.mark, frame.reviewed) for frame in tree.causes.frames)
        yield from ((cause.id, cause.mark, cause.reviewed) for cause in tree.causes.causes)
