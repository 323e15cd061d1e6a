"""What the program and its development rest on: bounds, the lock with its hashes, and the licences.

After a change of pyproject.toml: `.ci/lock`, and this file once with WRITE_EXPECTED=1.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageMetadata, distribution

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support import SHIPPED
from tests.support.golden import compare

ROOT = SHIPPED.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / ".ci" / "requirements-dev.lock").read_text(encoding="utf-8")
LOCKED = dict(re.findall(r"(?m)^([a-z0-9-]+)==(\S+) \\$", LOCK))


def wanted(groups: Iterable[str]) -> list[Requirement]:
    """What pyproject.toml asks for, always and for these extras."""
    texts = [*PROJECT["dependencies"], *(text for name in groups for text in PROJECT["optional-dependencies"][name])]
    return [Requirement(text) for text in texts if not text.startswith(PROJECT["name"])]


FOR_USERS = wanted(name for name in PROJECT["optional-dependencies"] if name not in ("dev", "fuzz"))


@pytest.mark.parametrize("needed", FOR_USERS, ids=str)
def test_what_users_install_has_a_lowest_version(needed: Requirement) -> None:
    assert [part.operator for part in needed.specifier if part.operator == ">="] == [">="]


@pytest.mark.parametrize("needed", wanted(("prove", "dev")), ids=str)
def test_the_lock_holds_a_version_within_each_bound(needed: Requirement) -> None:
    assert needed.specifier.contains(LOCKED[canonicalize_name(needed.name)], prereleases=True)


def test_each_locked_version_has_hashes_and_no_address() -> None:
    entries = re.split(r"(?m)^(?=[a-z0-9])", LOCK)[1:]
    assert len(entries) == len(LOCKED)
    assert [entry for entry in entries if not re.fullmatch(r"\S+==\S+( \\\n    --hash=sha256:[0-9a-f]{64})+\n", entry)] == []


def licences() -> Iterator[tuple[str, str, str]]:
    """Package, licence and what needs it first, for all that users install; what is needed directly comes before the rest."""
    to_see, seen = [(one, PROJECT["name"]) for one in FOR_USERS], set[str]()
    while to_see:
        one, by = to_see.pop(0)
        name = canonicalize_name(one.name)
        if name in seen or (one.marker is not None and not one.marker.evaluate({"extra": ""})):
            continue
        seen.add(name)
        found = distribution(name)
        yield name, licence(found.metadata), by
        to_see += [(Requirement(text), name) for text in found.requires or ()]


def licence(said: PackageMetadata) -> str:
    """The licence that a package names for itself, in one of three ways."""
    for key in ("License-Expression", "License", "Classifier"):
        for text in said.get_all(key) or ():
            if "::" not in text or text.startswith("License ::"):
                return str(text).rpartition(":: ")[2].removesuffix(" License")
    return "none named"


def test_the_licences_are_listed() -> None:
    rows = sorted(licences())
    assert len(rows) > len(FOR_USERS)
    table = "".join(f"| {' | '.join(row)} |\n" for row in [("package", "licence", "needed by"), ("---",) * 3, *rows])
    compare(ROOT / ".ci" / "licences.md", f"# Licences of what users install besides nervecheck (MIT)\n\n{table}")
