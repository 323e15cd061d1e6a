"""What is fuzzed: the one table where a new target gets its row."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tests.fuzz import files, seeds, texts

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random


class Target(NamedTuple):
    """How an input is drawn, the kept ones at hand, and what is done with it.

    An input is bytes, so that it can be kept in a file. `run` lets through whatever the program must not raise, and raises
    AssertionError where something wrong came out. With `of_bytes` any bytes are an input, and atheris may look for them.
    `mebibytes` is the new memory that one input may take.
    """

    draw: Callable[[Random, list[bytes]], bytes]
    run: Callable[[bytes], None]
    of_bytes: bool = False
    mebibytes: int = 200


TARGETS: dict[str, Target] = {
    "answers": Target(files.draw_answers, files.run_answers, of_bytes=True),
    "folders": Target(files.draw_folder, files.run_folder, of_bytes=True),
    "articles": Target(files.draw_article, files.run_article, of_bytes=True),
    "texts": Target(texts.draw_texts, texts.run_texts),
    "conditions": Target(seeds.draw_seed, seeds.run_conditions),
    "sql": Target(seeds.draw_seed, seeds.run_sql, mebibytes=2000),
    "sessions": Target(seeds.draw_seed, seeds.run_sessions),
}
