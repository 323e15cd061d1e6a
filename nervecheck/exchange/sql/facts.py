"""Named columns that build on each other, in as few steps as their order allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import expressions as exp

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 60  # PostgreSQL cuts a name after 63 bytes, and two names may then be one


def column(name: str) -> exp.Column:
    """The column of that name."""
    return exp.column(name, quoted=True)


class Facts:
    """Columns by name. One that is made of others stands in a later step than they do, so that each is worked out once."""

    def __init__(self) -> None:
        self._steps: dict[str, int] = {}
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
        self._steps[name] = 1 + max((self._steps.get(part.name, 0) for part in value.find_all(exp.Column)), default=0)
        self._columns[name] = exp.alias_(value, name, quoted=True, copy=False)
        if comment:
            self._columns[name].add_comments([comment])
        return column(name)

    def column(self, name: str) -> exp.Column:
        """The column that was added under this name."""
        return column(self.short(name))

    def steps(self) -> Iterator[list[exp.Expr]]:
        """The columns of each step, in the order in which they were added."""
        for step in range(1, 1 + max(self._steps.values(), default=0)):
            yield [self._columns[name] for name, of in self._steps.items() if of == step]
