"""A date in words, from its ISO form; the clock is read by nobody here."""

from __future__ import annotations

import datetime

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def in_words(date: str) -> str:
    """Such as "28 November 2026, 14:30", or the day alone where no time is given."""
    day, _, time = date.partition("T")
    year, month, number = day.split("-")
    return f"{int(number)} {_MONTHS[int(month) - 1]} {year}{f', {time[:5]}' if time else ''}"


def later(date: str, days: int) -> str:
    """The day so many days after that date, in ISO form, without a time."""
    return (datetime.date.fromisoformat(date[:10]) + datetime.timedelta(days=days)).isoformat()
