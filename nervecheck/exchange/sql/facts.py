"""Named columns that build on each other, in as few steps as their order allows."""

from __future__ import annotations

from sqlglot import expressions as exp

LONGEST = 60  # PostgreSQL cuts a name after 63 bytes, and two names may then be one


def column(name: str) -> exp.Column:
    """The column of that name."""
    return exp.column(name, quoted=True)


class Facts:
    """Columns by name. One that is made of others stands in a later step than they do, so that each is worked out once."""

    def __init__(self) -> None:
        self._columns: dict[str, exp.Expr] = {}

    def __contains__(self, name: str) -> bool:
        return self.short(name) in self._columns

    def short(self, name: str) -> str:
        """The name, cut where it is too long for PostgreSQL, and then told apart by a number."""
        if len(name) <= LONGEST:
            return name
        from zlib import crc32

        return f"{name[: LONGEST - 9]} {crc32(name.encode()):08x}"

    def add(self, name: str, value: exp.Expr, comment: str = "") -> exp.Column:
        """The new column; its comment is written beside it."""
        name = self.short(name)
        self._columns[name] = exp.alias_(value, name, quoted=True, copy=False)
        if comment:
            self._columns[name].add_comments([comment])
        return column(name)

    def column(self, name: str) -> exp.Column:
        """The column that was added under this name."""
        return column(self.short(name))

    def steps(self) -> list[list[exp.Expr]]:
        """The columns of each step, in the order in which they were added.

        Each stands as late as those that are made of it allow: an engine plans every column that a step hands on.
        """
        before_last = dict.fromkeys(self._columns, 0)
        for name in reversed(self._columns):
            for part in self._columns[name].find_all(exp.Column):
                if part.name in before_last:
                    before_last[part.name] = max(before_last[part.name], before_last[name] + 1)
        most = max(before_last.values(), default=-1)
        return [[self._columns[name] for name, n in before_last.items() if n == left] for left in range(most, -1, -1)]
