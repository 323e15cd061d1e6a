"""What `nervecheck new` writes: the smallest questions folder that passes check, prove and test, and what to run next."""

from __future__ import annotations

from pathlib import Path
from shlex import quote

from nervecheck.base.text import typed

_STARTER = Path(__file__).parent / "starter"
_FORMAT = "README.md"
_SCHEMAS = ".schemas"


def new_folder(shipped: Path) -> dict[str, str]:
    """The files of the new folder, their texts by their names, in the order of the names.

    The page about the format, and the schemas that an editor reads, come from the questions that the program ships, so that
    they are always those that are true.
    """
    paths = [path for path in _STARTER.rglob("*") if path.is_file()]
    texts = {path.relative_to(_STARTER).as_posix(): path.read_text(encoding="utf-8") for path in paths}
    schemas = [f"{_SCHEMAS}/{name.removesuffix('.yaml')}.schema.json" for name in texts if "/" not in name]
    texts |= {name: (shipped / name).read_text(encoding="utf-8") for name in (_FORMAT, *schemas)}
    return dict(sorted(texts.items()))


def next_steps(folder: Path) -> str:
    """What stands in the new folder, and the commands that an author runs on it, one a line."""
    name = quote(str(folder))
    steps = [
        (f"nervecheck check {name}", "List every mistake, with its place and what would be right:"),
        (f"nervecheck prove {name}", "Prove for all possible answers that no danger sign is sent home:"),
        (f"nervecheck test {name}", "Run the stories in vignettes/:"),
        (typed("ask", str(folder)), "Answer the questions yourself:"),
    ]
    return (
        f"{folder} now holds questions about a grazed knee, as an example to change.\n"
        "They pass each of these commands as they stand. Run them after each change:\n\n"
        + "".join(f"{says}\n  {command}\n" for command, says in steps)
        + "\nBegin in tree.yaml. The first lines of each file say what to change first.\n"
        f"{_FORMAT} explains every key, and every message of check.\n"
    )
