"""Parameters that several commands have alike."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Folder = Annotated[Path | None, typer.Option("--questions", metavar="DIR", help="Another questions folder.")]
Checked = Annotated[Path | None, typer.Argument(metavar="[DIR]", help="The questions folder.")]
ToFile = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here, not to stdout.")]
