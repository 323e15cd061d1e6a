"""In words, what stands at a place of a questions folder: "guard of the question 'ces'", "evidence of the cause 'heat'"."""

from __future__ import annotations

from typing import Any

from nervecheck.authoring.vignettes import Case, VignettesFile
from nervecheck.base.problems import quoted
from nervecheck.tree import causes, hazards, library, model, promises, rules
from nervecheck.tree.load import nodes

_CALLED: dict[Any, str] = {
    model.Section: "section",
    model.Question: "question",
    model.Option: "option",
    model.Finding: "finding",
    rules.Rule: "rule",
    rules.Limit: "limit",
    library.Source: "source",
    library.Region: "region",
    library.Caution: "caution",
    library.Article: "article",
    causes.Cause: "cause",
    causes.Frame: "frame",
    promises.Promise: "promise",
    hazards.Hazard: "hazard",
    hazards.Disagreement: "disagreement of sources",
    Case: "vignette",
}
_GUARDED = (model.Section, model.Question, model.Option)
# below these keys stands what the whole record is there for, so that its name says enough
_WHOLE = ("when", "if", "finding", "for", "against", "about")
_SAYS = {
    "sources": "source of",
    "opens": "opened by",
    "weights": "weight in",
    "quote": "answer quoted by",
    "answers": "answers of",
    "base": "answers shared by",
    "source": "source of",
    "rules": "rule expected by",
    "not-rules": "rule ruled out by",
    "causes": "named by",
    "cautions": "named by",
    "promises": "control of",
    "defining": "defining pattern of",
    "excluded": "exclusion from",
}


def named_by(record: Any, key: str, owner: str) -> str:
    """What names something below this key of a record, whose that is being told by `owner`."""
    if key == "when" and record in _GUARDED:
        return f"guard of the {owner}"
    if key in _WHOLE:
        return owner
    return f"{_SAYS.get(key, f'`{key}` of')} the {owner}"


def owner_of(record: Any, name: str, node: nodes.Node, key: str, outer: str) -> str:
    """What to call the record of a node: by its name, or else by what tells it apart; `outer` is what it stands in."""
    if name and record in _CALLED:
        return f"{_CALLED[record]} '{name}'"
    if record is rules.Raise:
        return f"raise to {_text(node, 'to')} of the {outer}"
    if record is rules.Escalation:
        return f"escalation to {_text(node, 'to')}"
    if record is VignettesFile:
        return "vignettes of the file"
    if record is rules.SelfCare:
        return "condition of self-care"
    if record is causes.Evidence:
        return f"evidence of the {outer}"
    if record is causes.Pair:
        return f"pair of the causes '{_text(node, 'for')}' and '{_text(node, 'against')}'"
    if record in (library.Line, library.Sign):
        where = f"the {outer}" if outer else f"`{key}`"
        return f"line {_short(_text(node, 'say'))} of {where}"
    if record is hazards.HazardsFile:
        return "hazard log"
    return "part `causes` of the advice" if record is library.AboutCauses else outer


def _text(node: nodes.Node, key: str) -> str:
    value = node.get(key) if isinstance(node, nodes.Mapping) else None
    return value.text if isinstance(value, nodes.Scalar) else ""


def _short(text: str) -> str:
    return quoted(text) if len(text) <= 30 else f"'{' '.join(text[:30].split())}...'"
