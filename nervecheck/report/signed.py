"""The line about signed reviews: a signature changes what is said of the questions, and no urgency or advice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nervecheck.report.dates import in_words
from nervecheck.tree.reviews import Scope

if TYPE_CHECKING:
    from nervecheck.tree.model import Tree
    from nervecheck.tree.reviews import Review


def review_line(tree: Tree) -> str:
    """Which clinicians signed for these questions and for what of them; that they changed since; or that none did."""
    current = [review for review in tree.reviews if review.hash == tree.digest]
    if current:
        left = [part.value for part in Scope if not any(part in review.scope for review in current)]
        rest = f" Not reviewed: {', '.join(left)}." if left else ""
        return " ".join(f"{_who(review)}: {', '.join(review.scope)}." for review in current) + rest
    if tree.reviews:
        last = max(tree.reviews, key=lambda review: review.reviewed)
        return f"{_who(last)}, in version {last.version}. The questions changed since, and nobody signed for them as they are."
    return "No clinician has reviewed the questions."


def _who(review: Review) -> str:
    day = in_words(review.reviewed.isoformat())
    return f"Reviewed by {review.name}, {review.role} (registration {review.registration}), on {day}"
