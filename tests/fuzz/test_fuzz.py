"""The fuzzers, a little in every run of the tests: what is kept in the corpus, some new inputs, and that they can find."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz import loop
from tests.fuzz.random_folders import random_folder
from tests.fuzz.seeds import SESSIONS, compare_record, run_sessions
from tests.fuzz.targets import TARGETS, Target
from tests.support import ANKLE, ankle
from tests.support.second_evaluator import SecondEvaluator

KEPT = [(name, file) for name in TARGETS for file in loop.corpus(name)]
EXAMPLES = {"sql": 6}  # each of which plans a query; of the others, 25


@pytest.mark.parametrize(("name", "file"), KEPT, ids=[f"{name}-{file.name}" for name, file in KEPT])
def test_what_is_kept_holds(name: str, file: Path) -> None:
    TARGETS[name].run(file.read_bytes())


@pytest.mark.parametrize("name", [name for name in TARGETS if name != "sessions"])
def test_new_inputs_hold(name: str) -> None:
    if name == "sql":
        pytest.importorskip("duckdb", reason="DuckDB is not installed")
    kept = [file.read_bytes() for file in loop.corpus(name)]

    @settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=EXAMPLES.get(name, 25))
    @given(st.randoms(use_true_random=False))
    def holds(chance: Random) -> None:
        TARGETS[name].run(TARGETS[name].draw(chance, kept))

    holds()


def test_sessions_come_to_what_their_file_and_the_second_evaluator_say() -> None:
    # run.py does a million of them
    for seed in range(int(os.environ.get("SESSIONS", "2000")) // SESSIONS):
        run_sessions(str(seed).encode())


def test_the_second_evaluator_sees_a_rule_that_is_left_out(tmp_path: Path) -> None:
    folder = shutil.copytree(ANKLE, tmp_path / "ankle")
    rules = folder / "rules.yaml"
    text = rules.read_text(encoding="utf-8")
    rules.write_text(text.replace("urgency: ambulance", "urgency: routine"), encoding="utf-8")
    second, chance = SecondEvaluator(folder), Random(1)
    with pytest.raises(AssertionError, match="second evaluator"):
        [compare_record(ankle(), second, chance) for _ in range(100)]  # type: ignore[func-returns-value]


def test_random_folders_hold_every_form(tmp_path: Path) -> None:
    written = ""
    for seed in range(40):
        random_folder(tmp_path, Random(seed))
        written += "".join((tmp_path / f"{name}.yaml").read_text(encoding="utf-8") for name in ("tree", "rules"))
    forms = "all any not at-least clear none unsure asked min max opens at-once from ask-again ask-which sensitive partly raise"
    assert [form for form in forms.split() if f'"{form}"' not in written] == []


def _asks_for_too_much(_data: bytes) -> None:
    bytearray(2**30)


def _fails(_data: bytes) -> None:
    raise RuntimeError("seeded")


def _never_ends(_data: bytes) -> None:
    while True:
        pass


@pytest.mark.parametrize(
    ("run", "fault"), [(_fails, "RuntimeError: seeded"), (_asks_for_too_much, "MemoryError"), (_never_ends, "TooSlow")]
)
def test_a_fault_is_found_and_kept_once(
    run: object, fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(loop, "SECONDS", 0.05)
    target, tally = Target(lambda chance, kept: b"x", run), loop.Tally(tmp_path / "finds")  # type: ignore[arg-type]
    for _ in range(2):
        tally.add("answers", b"input", loop.fault_of(target, b"input"))
    kept, told = sorted((tmp_path / "finds").iterdir())
    assert kept.read_bytes() == b"input"
    assert fault in told.read_text(encoding="utf-8")
    assert list(tally.found.values()) == [2]
    assert capsys.readouterr().out.count("FOUND") == 1
