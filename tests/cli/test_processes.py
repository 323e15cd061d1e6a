"""Work over processes: in order, with what the work raises, and told where a process is ended from outside."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from nervecheck.base.errors import NotWritten
from nervecheck.cli.processes import over_processes


def times(factor: int, number: int) -> int:
    if number == 0:
        raise FileNotFoundError
    return factor * number


def ended(_shared: int, _part: int) -> None:
    os._exit(1)


def test_results_come_in_the_order_of_the_parts_and_few_are_held() -> None:
    taken: list[int] = []

    def parts() -> Iterator[int]:
        for number in range(1, 30):
            taken.append(number)
            yield number

    results = over_processes(times, 10, parts(), 2)
    assert next(results) == 10
    assert len(taken) < 10
    assert list(results) == [10 * number for number in range(2, 30)]


def test_what_the_work_raises_is_raised() -> None:
    with pytest.raises(FileNotFoundError):
        list(over_processes(times, 10, [1, 0, 1], 2))


def test_a_process_that_is_ended_from_outside_is_told() -> None:
    with pytest.raises(NotWritten, match="a process was ended from outside"):
        list(over_processes(ended, 1, [1, 2], 1))
