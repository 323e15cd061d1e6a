"""Work that a copy of the process shares: what it gives, and what happens when the copy fails.

Each is run in a process of its own, as no copy is made beside threads, and the tests may run beside some.
"""

from __future__ import annotations

import os
import subprocess
import sys
from multiprocessing import Pipe
from pathlib import Path

import pytest

from nervecheck.authoring.prove import account, prove
from nervecheck.cli.second_process import _received, shared_out
from tests.support import small_tree
from tests.support.weak_legs import QUESTIONS

copied = pytest.mark.skipif(
    sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2, reason="a copy is made on Linux with two processors"
)
HEAD = "import os, sys; from nervecheck.cli.second_process import shared_out; me = os.getpid();"


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-W", "error", "-c", HEAD + code], capture_output=True, text=True, check=False)
    return done.stdout.strip() or done.stderr.strip().splitlines()[-1]


@copied
@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("print([at == me for at in shared_out([os.getpid] * 3, {1, 2}, lambda _: True)])", "[True, False, False]"),
        # what is not sent is done here
        ("print([at == me for at in shared_out([os.getpid] * 3, {1, 2}, lambda _: False)])", "[True, True, True]"),
        # as is all of a copy that ends before its time
        ("print(shared_out([os.getpid, lambda: os.getpid() == me or os._exit(9)], {1}, lambda _: True)[1])", "True"),
        ("shared_out([os.getpid, lambda: 1 / 0], {1}, lambda _: True)", "ZeroDivisionError: division by zero"),
        ("shared_out([lambda: 1 / 0, os.getpid], {1}, lambda _: True)", "ZeroDivisionError: division by zero"),
    ],
)
def test_work_is_shared_out(code: str, told: str) -> None:
    assert run(code) == told


@copied
def test_more_than_a_pipe_holds_is_sent() -> None:
    code = "print([len(one) for one in shared_out([lambda: 'a', lambda: 'b' * 10**7], {1}, lambda _: True)])"
    assert run(code) == "[1, 10000000]"


def test_what_is_cut_off_counts_as_not_sent() -> None:
    receiver, sender = Pipe(duplex=False)
    os.write(sender.fileno(), b"\x00\x00\x01\x00and so")  # 256 bytes are said to follow
    sender.close()
    assert _received(receiver) == {}


def test_beside_threads_no_copy_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("threading.active_count", lambda: 2)
    assert shared_out([os.getpid] * 2, {1}, lambda _: True) == [os.getpid()] * 2


RULES = """
rules:
  - {id: r, title: t, urgency: same-day, when: {legs: [weak, numb]}, why: w, basis: judgement, reviewed: 2026-01-01}
  - {id: s, title: t, urgency: ambulance, when: {walk: no}, why: w, basis: judgement, reviewed: 2026-01-01}
self-care: {when: {legs: none}, why: w, basis: judgement, reviewed: 2026-01-01}
"""
BROKEN = "- {id: p, if: {legs: ache}, then: {at-least: emergency}, basis: judgement}\n"


@copied
@pytest.mark.parametrize("promises", ["[]\n", BROKEN])
def test_a_proof_in_two_processes_is_the_same(promises: str, tmp_path: Path) -> None:
    """Also where something is refuted, which the copy cannot send."""
    tree = small_tree(tmp_path, QUESTIONS, RULES, promises=promises)
    code = (
        "from pathlib import Path; from nervecheck.tree.load import load;"
        "from nervecheck.authoring.prove import account, prove;"
        f"tree = load(Path({str(tree.folder)!r}));"
        "print(account(prove(tree, share=shared_out)))"
    )
    assert run(code) == account(prove(tree)).strip()
    assert bool(prove(tree).failed) is (promises == BROKEN)
