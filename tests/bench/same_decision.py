"""Random people through the query, the smaller one of `batch`, and `triage`: any difference is printed. Run by hand:

    nice -n 19 python tests/bench/same_decision.py [RECORDS] [FIRST_SEED]

Ends with 1 at a difference. Tests do the same for 5,000.
"""

from __future__ import annotations

import sys
from collections import Counter

from tests.support import ankle, shipped
from tests.support.table_rows import Decided, People, by_engine, queried

AT_ONCE = 10_000


def main(count: int, seed: int) -> int:
    """Prints how many were compared and how they came out; gives the exit code."""
    seen = Counter[str]()
    for start in range(0, count, AT_ONCE):
        for tree in (shipped(), ankle()):
            people = People(tree, seed + start // AT_ONCE)
            drawn = [people.one() for _ in range(min(AT_ONCE, count - start) // 2)]
            expected = [by_engine(tree, answers) for answers in drawn]
            whole, smaller = queried(tree, drawn), queried(tree, drawn, whole=True)
            for answers, engine, *both in zip(drawn, expected, whole, smaller, strict=True):
                seen[engine.urgency or engine.status] += 1
                if both not in ([engine, engine], [engine, Decided("incomplete")]):
                    print(f"{tree.about.title}: {answers}\n engine: {engine}\n query and smaller query: {both}")
                    return 1
        print(f"{seen.total():,} compared, no difference: {dict(seen.most_common())}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, int(sys.argv[2]) if len(sys.argv) > 2 else 1))
