"""What one person is told: `make_report(tree, answers, numbers)` gathers the facts, `compose(report)` puts them in order.

In: a `Tree` and answers. Out: a `Report`, which JSON shows as it is, and a `Document` of blocks for every other format.
Start at `make.py`, then `compose.py`. Never import a format, a colour or a width here.
"""
