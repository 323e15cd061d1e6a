"""How the prover grows: the shipped questions, and the same repeated 2, 5 and 10 times.

Run by hand: python tests/bench/proof.py

Each copy has its own questions, findings, rules and promises beside the others, all feeding the one urgency. All checks pass,
as most of the time would go into the counter-examples of what fails, which says nothing of a folder that grows. So two things
are not as they stand. Articles and lines of advice are not repeated: options that only serve those say in a copy that they
inform. And there is no promise of how urgent somebody is at most, as any other copy can raise that. Times are of the processor,
as a machine is seldom idle; the last is by the clock, in two processes as `nervecheck prove` has them on Linux.
"""

from __future__ import annotations

import resource
import shutil
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from nervecheck.authoring.prove import prove
from nervecheck.authoring.prove.verdict import Kind
from nervecheck.cli.second_process import shared_out
from nervecheck.tree.load import load, nodes

if TYPE_CHECKING:
    from collections.abc import Collection

SHIPPED = Path(__file__).parents[2] / "questions"


def grown(times: int, folder: Path, informing: Collection[str] = ()) -> Path:
    """The shipped folder with `times` copies of everything that is asked and judged, but for the one last list.

    In the copies the options of `informing`, each as "question: option", say that they only inform.
    """
    shutil.copytree(SHIPPED, folder, ignore=shutil.ignore_patterns("vignettes"))
    plain: dict[str, Any] = {path.stem: yaml.load(path.read_text(), Loader=yaml.BaseLoader) for path in folder.glob("*.yaml")}
    last = plain["tree"]["sections"].pop()
    questions = {question["id"] for section in plain["tree"]["sections"] for question in section["questions"]}
    named = {*plain["findings"], *(cause["id"] for cause in plain["causes"]["causes"])}
    if times > 1:
        plain["promises"] = [promise for promise in plain["promises"] if "at-most" not in promise["then"]]
    whole = _renamed(plain, questions, named, "")
    _inform(plain, informing)
    copies = [whole, *(_renamed(plain, questions, named, f"-{n}") for n in range(2, times + 1))]
    for copy in copies[1:]:
        whole["tree"]["sections"] += copy["tree"]["sections"]
        whole["findings"] |= copy["findings"]
        whole["promises"] += copy["promises"]
        for key in ("frames", "causes", "pairs"):
            whole["causes"][key] += copy["causes"].get(key, [])
        for key in ("rules", "not-covered"):
            whole["rules"][key] += copy["rules"][key]
    whole["rules"]["self-care"]["when"] = {"all": [copy["rules"]["self-care"]["when"] for copy in copies]}
    whole["tree"]["sections"].append(last)
    for name in ("tree", "rules", "findings", "promises", "causes"):
        (folder / f"{name}.yaml").write_text(yaml.dump(whole[name], Dumper=_Plain, sort_keys=False, width=10_000))
    return folder


def _inform(plain: dict[str, Any], informing: Collection[str]) -> None:
    for question in (question for section in plain["tree"]["sections"] for question in section["questions"]):
        for option in question.get("options", []):
            if f"{question['id']}: {option['id']}" in informing:
                option["informs"] = "true"


def only_informing(place: Path) -> set[str]:
    """The options that change nothing in a copy, where no articles and lines of advice read them."""
    failed = prove(load(grown(2, place)), kinds=[Kind.MATTERS]).failed
    return {verdict.subject.replace("-2: ", ": ") for verdict in failed}


# keys whose value may be the id of a finding or of a cause
_NAMING = {"when", "all", "any", "not", "if", "of", "finding", "defining", "excluded", "for", "against"}


class _Plain(yaml.SafeDumper):
    """Writes no anchors, which the program does not read."""

    def ignore_aliases(self, _: object) -> bool:
        return True


def _renamed(part: Any, questions: set[str], findings: set[str], tail: str, key: str = "") -> Any:
    """The same data, with every question, finding, section, rule and promise named for its copy."""
    if isinstance(part, dict):
        # an option's id stays as it is: it is told from a question's by having a label
        inside = {
            name: f"{value}{tail}" if name == "id" and "label" not in part else _renamed(value, questions, findings, tail, name)
            for name, value in part.items()
        }
        # a condition or a list of weights names things by its keys, a record (which has an id) does not
        renamed = questions | findings if "id" not in part else set()
        return {f"{name}{tail}" if name in renamed else name: value for name, value in inside.items()}
    if isinstance(part, list):
        return [_renamed(value, questions, findings, tail, key) for value in part]
    named = part in questions if key == "opens" else part in findings and key in _NAMING
    return f"{part}{tail}" if named else part


def main() -> None:
    """Prints a line for each size."""
    # ten copies hold more values, and larger files, than are read of any other folder
    nodes.MAX_BYTES *= 10
    nodes.read.__defaults__, nodes.decode.__defaults__ = (10_000_000,), (nodes.MAX_BYTES,)
    print("copies  questions  rules  checks  load s  prove s  failed   MiB  in two s")
    with tempfile.TemporaryDirectory() as place:
        informing = only_informing(Path(place) / "q")
    for times in (1, 2, 5, 10):
        with tempfile.TemporaryDirectory() as place:
            start = time.process_time()
            tree = load(grown(times, Path(place) / "q", informing))
            loaded = time.process_time()
            proof = prove(tree)
            done = time.process_time()
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        sizes = f"{times:6}{len(tree.questions):11}{len(tree.rules.rules):7}{len(proof.verdicts):8}"
        begun = time.perf_counter()
        prove(tree, share=shared_out)
        in_two = time.perf_counter() - begun
        print(f"{sizes}{loaded - start:8.2f}{done - loaded:9.2f}{len(proof.failed):8}{memory:6}{in_two:10.2f}")


if __name__ == "__main__":
    main()
