"""Draws inputs and runs them within limits of time and memory, keeps what is found, and tells how far it is."""

from __future__ import annotations

import hashlib
import resource
import secrets
import signal
import sys
import time
import traceback
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from tests.fuzz.targets import TARGETS

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from tests.fuzz.targets import Target

CORPUS = Path(__file__).parent / "corpus"
SECONDS = 2  # of the processor for one input, so that a busy computer is no find


class TooSlow(BaseException):
    """One input took longer than any may; no `except Exception` may swallow it."""


@dataclass
class Tally:
    """What was tried and found, since it began; a find is known by where it came from, so that each is kept once."""

    finds: Path
    began: float = field(default_factory=time.monotonic)
    told: float = 0
    tried: dict[str, int] = field(default_factory=dict)
    found: dict[str, int] = field(default_factory=dict)

    def add(self, name: str, data: bytes, fault: str | None) -> None:
        """Counts one input, keeps it if it is the first of its kind, and tells how far it is once a minute."""
        self.tried[name] = self.tried.get(name, 0) + 1
        if fault is not None:
            kind = f"{name}-{hashlib.sha256(_where(fault).encode()).hexdigest()[:8]}"
            self.found[kind] = self.found.get(kind, 0) + 1
            if self.found[kind] == 1:
                self._keep(kind, data, fault)
        if time.monotonic() - self.told >= 60:
            self.tell()

    def _keep(self, kind: str, data: bytes, fault: str) -> None:
        self.finds.mkdir(parents=True, exist_ok=True)
        (self.finds / kind).write_bytes(data)
        (self.finds / f"{kind}.txt").write_text(fault, encoding="utf-8", errors="backslashreplace")
        _say(f"FOUND {self.finds / kind}: {fault.strip().splitlines()[-1][:200]}")

    def tell(self) -> None:
        """One line: the inputs of each target, the kinds of find and how often each, the seconds."""
        self.told = time.monotonic()
        inputs = ", ".join(f"{name} {count:,}" for name, count in self.tried.items())
        finds = ", ".join(f"{kind} x{count}" for kind, count in self.found.items()) or "none"
        _say(f"inputs: {sum(self.tried.values()):,} ({inputs}); finds: {finds}; seconds: {self.told - self.began:.0f}")


def run(wanted: Namespace) -> int:
    """Runs what the command line asks for; 1 if something was found, else 0."""
    names = wanted.target or list(TARGETS)
    if wanted.replay is not None:
        fault = fault_of(TARGETS[names[0]], wanted.replay.read_bytes())
        _say(fault or "Nothing found.")
        return int(fault is not None)
    tally = Tally(wanted.finds)
    tally.told = tally.began
    if wanted.atheris:
        _led_by_atheris(names[0], wanted.seconds, tally)
    seed = wanted.seed if wanted.seed is not None else secrets.randbelow(10**9)
    _say(f"seed: {seed}")
    for name, data in _inputs(names, Random(seed)):
        if time.monotonic() - tally.began > wanted.seconds or sum(tally.tried.values()) == wanted.inputs:
            break
        tally.add(name, data, fault_of(TARGETS[name], data))
    tally.tell()
    return int(bool(tally.found))


def _inputs(names: list[str], chance: Random) -> Iterator[tuple[str, bytes]]:
    """Inputs for ever, the targets in turn."""
    kept = {name: [file.read_bytes() for file in corpus(name)] for name in names}
    for name in cycle(names):
        yield name, TARGETS[name].draw(chance, kept[name])


def corpus(name: str) -> list[Path]:
    """The inputs of this target that are kept, by name."""
    return sorted((CORPUS / name).glob("*"))


def fault_of(target: Target, data: bytes) -> str | None:
    """What is wrong with how the program takes this input, as a trace; None where nothing is."""
    limits = resource.getrlimit(resource.RLIMIT_AS)
    signal.signal(signal.SIGPROF, _too_slow)
    try:
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        resource.setrlimit(resource.RLIMIT_AS, (_in_use() + target.mebibytes * 2**20, limits[1]))
        target.run(data)
    except KeyboardInterrupt:
        raise
    except BaseException:
        return traceback.format_exc(limit=-6)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        resource.setrlimit(resource.RLIMIT_AS, limits)
    return None


def _too_slow(_number: int, _frame: object) -> None:
    raise TooSlow(f"over {SECONDS} s of processor time")


def _in_use() -> int:
    """The bytes of address space in use."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * resource.getpagesize()


def _where(trace: str) -> str:
    """The last place of the program in the trace and the kind of error: what makes two finds the same."""
    lines = trace.strip().splitlines()
    places = [line.strip() for line in lines if line.strip().startswith("File ")]
    return f"{places[-1] if places else ''} {lines[-1].split(':')[0]}"


def _led_by_atheris(name: str, seconds: float, tally: Tally) -> None:
    """Ends the process after so many seconds: atheris does not come back."""
    import atheris

    def one(data: bytes) -> None:
        tally.add(name, data, fault_of(TARGETS[name], data))

    new = tally.finds / f"corpus-{name}"  # what it keeps for itself goes here, and not into the corpus
    new.mkdir(parents=True, exist_ok=True)
    places = [str(new), str(CORPUS / name)]
    atheris.Setup([sys.argv[0], f"-max_total_time={int(seconds)}", "-max_len=20000", "-rss_limit_mb=0", *places], one)
    atheris.Fuzz()


def _say(text: str) -> None:
    sys.stdout.write(f"{time.strftime('%H:%M:%S')} {text}\n")
    sys.stdout.flush()
