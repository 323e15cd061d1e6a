"""All in two trees that is read to a person, or that a record rests on, side by side: what was said and what is said now.

The fields of the model are walked, so that a new one is told without a line here. What the changes of parts tell already
(rules, questions) is left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from difflib import SequenceMatcher
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from nervecheck.authoring.diff_alike import WORDS
from nervecheck.authoring.diff_rules import Change, escalations_by_name, written_otherwise
from nervecheck.base.problems import quoted
from nervecheck.base.text import one_line
from nervecheck.tree.conditions import Condition
from nervecheck.tree.load import article_body
from nervecheck.tree.load.files import files_in
from nervecheck.tree.model import Option, Question, Section, TreeFile
from nervecheck.tree.promises import Promise
from nervecheck.tree.rules import Escalation, Limit, Raise, Rule, SelfCare
from nervecheck.tree.terms import Urgency

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nervecheck.tree.library import Article
    from nervecheck.tree.model import Tree

_TOLD_AS_PARTS = (TreeFile, Section, Question, Option, Rule, Raise, Limit, Escalation, SelfCare)
_HOLDS_MORE = ("options", "raise_")  # fields of these that are told as parts, and hold words as well
_RECORDS = ("hazards", "disagreements", "mark", "id")  # fields that are compared as records of their own, or are no content
_TITLES = ("ask", "title", "name", "says", "say", "label", "hazard", "about", "does", "step", "headline", "why")
_PARAGRAPH = re.compile(r"\n\s*\n|\n(?=[-*] |[0-9]+\. )")
STORIES = "vignettes"
_LIKE = 0.5  # how much of two texts must be the same for the one to be told as the other, changed


class WordChange(NamedTuple):
    """One text that is not the same: of which record of which file, and which key of it; `key` is "" for the whole record.

    Of a text that is new `old` is None, of one that is gone `new`, of a file of stories both. Of what is no text, such as a
    condition, `what` says what happened to it.
    """

    file: str
    record: str
    key: str
    change: Change
    old: str | None
    new: str | None
    what: str = ""


class _Found(NamedTuple):
    """What differs inside of a record."""

    key: str
    old: str | None
    new: str | None
    what: str = ""


_Name = tuple[str, str, str]  # the file of a record, what it is called, and the key where it is a part of one


def word_changes(old: Tree, new: Tree) -> tuple[WordChange, ...]:
    """All changes by file, promises and rules first; of a file in its order, and what was removed last."""
    before, after = _records(old), _records(new)
    files = list(dict.fromkeys(name[0] for name in (*after, *before)))
    names = sorted(dict.fromkeys((*after, *before)), key=lambda name: files.index(name[0]))
    found = [change for name in names for change in _of_record(name, before.get(name), after.get(name))]
    return (*found, *_stories(Path(old.folder), Path(new.folder)))


def _records(tree: Tree) -> dict[_Name, Any]:
    """Every record that has a name, by its file and that name."""
    rules, causes, hazards = tree.rules, tree.causes, tree.hazards
    listed: list[tuple[str, str, Mapping[str, Any]]] = [
        ("promises.yaml", "promise ", _by_id(tree.promises)),
        ("rules.yaml", "rule ", _by_id(rules.rules)),
        ("rules.yaml", "", {"self-care": rules.self_care}),
        ("rules.yaml", "escalate ", escalations_by_name(tree)),
        ("rules.yaml", "not-covered ", _by_id(rules.not_covered)),
        ("tree.yaml", "", {"head of the file": tree.about}),
        ("tree.yaml", "section ", _by_id(tree.about.sections)),
        ("tree.yaml", "question ", tree.questions),
        # evidence may name an option as a finding, which is no record of the file
        ("findings.yaml", "finding ", {name: one for name, one in tree.findings.items() if "." not in name}),
        ("causes.yaml", "frame ", _by_id(causes.frames if causes else ())),
        ("causes.yaml", "cause ", _by_id(causes.causes if causes else ())),
        ("causes.yaml", "pair ", _named(causes.pairs if causes else ())),
        ("advice.yaml", "", {"advice": tree.advice}),
        ("cautions.yaml", "caution ", tree.cautions),
        ("hazards.yaml", "", {"head of the file": hazards} if hazards else {}),
        ("hazards.yaml", "hazard ", _by_id(hazards.hazards if hazards else ())),
        ("hazards.yaml", "disagreement ", _by_id(hazards.disagreements if hazards else ())),
        ("regions.yaml", "region ", tree.regions),
        ("sources.yaml", "source ", tree.sources),
        ("retired.yaml", "", tree.retired),
        ("reviews.yaml", "review by ", _named(tree.reviews)),
    ]
    found = {(file, f"{kind}{name}", ""): one for file, kind, records in listed for name, one in records.items()}
    for article in tree.articles:
        name = article.mark.file, f"article {article.id}"
        found |= {(*name, ""): article, (*name, "text"): _paragraphs(article, tree)}
    return found


def _by_id(records: Iterable[Any]) -> dict[str, Any]:
    return {record.id: record for record in records}


def _named(records: Iterable[Any]) -> dict[str, Any]:
    """The records of a list by their ids, or else by their first text; a second one of the same name is numbered."""
    found: dict[str, Any] = {}
    for record in records:
        name = name_once = _text(getattr(record, _naming(record)))
        number = 1
        while name in found:
            number += 1
            name = f"{name_once} {number}"
        found[name] = record
    return found


def _naming(record: Any) -> str:
    """The field that a record in a list is known by."""
    first: str = "why" if isinstance(record, Raise) else record._fields[0]
    return "id" if getattr(record, "id", "") else first


def _paragraphs(article: Article, tree: Tree) -> tuple[str, ...]:
    return tuple(one_line(part) for part in _PARAGRAPH.split(article_body(tree, article)))


def _of_record(name: _Name, before: Any, after: Any) -> Iterator[WordChange]:
    if before is not None and after is not None:
        yield from (_change(name, found) for found in _differing(name[2], before, after))
    elif not name[2]:
        yield _change(name, _Found("", before and _summary(before), after and _summary(after)))


def _change(name: _Name, found: _Found) -> WordChange:
    change = Change.CHANGED
    if not found.what and (found.old is None or found.new is None):
        change = Change.ADDED if found.old is None else Change.REMOVED
    return WordChange(name[0], name[1], found.key, change, found.old, found.new, found.what)


def _differing(key: str, before: Any, after: Any) -> Iterator[_Found]:
    """What differs between two values of one field, or between two records."""
    some = after if before is None else before
    if isinstance(some, Condition):
        if what := written_otherwise(before, after):
            yield _Found(key, None, None, what)
    elif isinstance(some, Mapping):
        for name in dict.fromkeys((*after, *before)):
            yield from _differing(_joined(key, name), before.get(name), after.get(name))
    elif hasattr(some, "_fields") and before is not None and after is not None:
        for name in _fields_of(some):
            yield from _differing(_joined(key, name.rstrip("_").replace("_", "-")), getattr(before, name), getattr(after, name))
    elif isinstance(some, tuple) and not hasattr(some, "_fields"):
        holds_records = any(hasattr(one, "_fields") for one in (*before, *after))
        yield from (_of_records if holds_records else _of_texts)(key, before, after)
    elif before != after:
        old, new = (None if value in (None, "") else _summary(value) for value in (before, after))
        yield _Found(key, old, new)


def _fields_of(record: Any) -> Iterator[str]:
    """The fields that are to be told here."""
    kind = type(record)
    for name in record._fields:
        told = kind not in _TOLD_AS_PARTS or name in WORDS[kind] or name in _HOLDS_MORE
        if told and name not in _RECORDS:
            yield name


def _of_records(key: str, before: tuple[Any, ...], after: tuple[Any, ...]) -> Iterator[_Found]:
    """What differs between two lists of records; one that has no id is known by its text, and told without that."""
    there, here = _named(before), _named(after)
    twins = _twins(list(there), list(here))
    for name, record in here.items():
        path = _path(key, name)
        if (twin := twins.get(name, name)) not in there:
            yield _Found(key if " " in name else path, None, _summary(record))
            continue
        for found in _differing(path, there[twin], record):
            yield found._replace(key=key) if found.key == f"{path}: {_naming(record)}" else found
    gone = (name for name in there if name not in here and name not in twins.values())
    yield from (_Found(key if " " in name else _path(key, name), _summary(there[name]), None) for name in gone)
    if list(there) != list(here) and there.keys() == here.keys():
        yield _Found(key, None, None, "other order")


def _path(key: str, name: str) -> str:
    return f"{key.removesuffix('s')} {quoted(name) if ' ' in name else name}"


def _of_texts(key: str, before: tuple[Any, ...], after: tuple[Any, ...]) -> Iterator[_Found]:
    """What differs between two lists of texts; of ids, which are single words, in one line."""
    there, here = [_text(one) for one in before], [_text(one) for one in after]
    new, gone = [text for text in here if text not in there], [text for text in there if text not in here]
    if not any(" " in text for text in (*new, *gone)):
        told = [f"{word}: {', '.join(texts)}" for word, texts in (("new", new), ("gone", gone)) if texts]
        if there != here:
            yield _Found(key, None, None, "; ".join(told) or "other order")
        return
    twins = _twins(there, here)
    yield from (_Found(key, twins.get(text), text) for text in new)
    yield from (_Found(key, text, None) for text in gone if text not in twins.values())


def _twins(before: list[str], after: list[str]) -> dict[str, str]:
    """For texts that are new, the most alike of those that are gone, each once. Ids, which are single words, have none."""
    gone = [text for text in before if text not in after and " " in text]
    twins: dict[str, str] = {}
    for text in (text for text in after if text not in before and " " in text):
        likeness = {one: _likeness(one, text) for one in gone}
        if likeness and likeness[best := max(gone, key=lambda one: likeness[one])] >= _LIKE:
            twins[text] = best
            gone.remove(best)
    return twins


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def _joined(key: str, name: str) -> str:
    return f"{key}: {name}" if key else name


def _summary(value: Any) -> str:
    """What a person reads of a value: a text itself; of a record the text that says what it is, or all its values."""
    if isinstance(value, Promise):
        return _summary(value.then)
    if not hasattr(value, "_fields"):
        return ", ".join(map(_text, value)) if isinstance(value, tuple) else _text(value)
    title = next((_text(text) for name in _TITLES if (text := getattr(value, name, ""))), "")
    if title:
        return f"to {value.to.id}: {title}" if isinstance(value, Raise) else title
    given = [(name, part) for name, part in value._asdict().items() if name != "mark" and part not in (None, "", ())]
    return ", ".join(f"{name.replace('_', '-')} {_summary(part)}" for name, part in given)


def _text(value: Any) -> str:
    match value:
        case Urgency():
            return value.id
        case Enum():
            return str(value.value)
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:g}"
        case date():
            return value.isoformat()
        case _:
            return one_line(str(value))


def _stories(old: Path, new: Path) -> Iterator[WordChange]:
    """The files of stories that are not the same, byte for byte: what a story expects is for `nervecheck test` to say."""
    before, after = ({path.name: path.read_bytes() for path in files_in(folder / STORIES, ".yaml")} for folder in (old, new))
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            change = Change.ADDED if name not in before else Change.CHANGED if name in after else Change.REMOVED
            yield WordChange(f"{STORIES}/{name}", name, "", change, None, None)
