"""Root reads and writes whatever it likes. Tests of what is forbidden give that power away for as long as they last."""

from __future__ import annotations

import ctypes
import os
import struct
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

_VERSION_3 = 0x20080522
_OVERRIDE = 1 << 1 | 1 << 2  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH


@contextmanager
def bound_by_permissions() -> Iterator[None]:
    """Meanwhile the permissions of files hold for this process, whoever runs it."""
    if os.geteuid() != 0:
        yield
        return
    if not hasattr(ctypes.CDLL(None), "capset"):
        pytest.skip("run as another user than root")
    header, found = struct.pack("=Ii", _VERSION_3, 0), ctypes.create_string_buffer(24)
    libc = ctypes.CDLL(None, use_errno=True)
    libc.capget(header, found)
    effective, *rest = struct.unpack("=6I", found.raw)
    libc.capset(header, struct.pack("=6I", effective & ~_OVERRIDE, *rest))
    try:
        yield
    finally:
        libc.capset(header, found)
