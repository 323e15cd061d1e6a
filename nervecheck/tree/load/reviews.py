"""Problems of the signatures in reviews.yaml."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nervecheck.base.problems import Problem, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nervecheck.tree.model import Tree
    from nervecheck.tree.reviews import Review


def review_problems(tree: Tree) -> Iterator[Problem]:
    """Every signature for nothing, for another version than its hash is of, or given a second time."""
    seen: dict[tuple[str, str, str], Review] = {}
    for review in tree.reviews:
        if not review.scope:
            found = f"{quoted(review.name)} signed for nothing."
            yield Problem(review.mark, "bad-review", found, "Name what was read: `scope: [questions, rules]`.", at=("scope",))
        if review.hash == tree.digest and review.version != tree.about.version:
            found = f"The hash is that of version {quoted(tree.about.version)}, not of {quoted(review.version)}."
            yield Problem(review.mark, "bad-review", found, "Give the version that was read.", at=("version",))
        for part in review.scope:
            first = seen.setdefault((review.registration.casefold(), review.hash, part), review)
            if first is not review or review.scope.count(part) > 1:
                found = f"{quoted(review.name)} signed for '{part}' of these questions before."
                hint = "Name each part once." if first is review else f"The first is at {first.mark}."
                yield Problem(review.mark, "bad-review", found, hint, at=("scope", part))
