"""The schema of the JSON report takes every report that the program writes, and no other."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from nervecheck.authoring.report_schema import report as described
from nervecheck.authoring.schema import schema
from nervecheck.authoring.vignettes import read_vignettes
from nervecheck.render.json import render
from nervecheck.report import document, facts, picture_facts
from nervecheck.report.make import make_report, numbers_for
from tests.support import shipped

VIGNETTES = read_vignettes(shipped())[::14]


@cache
def validator() -> Draft202012Validator:
    return Draft202012Validator(schema("report", shipped))


@cache
def written(number: int) -> Any:
    """The JSON of the report on a vignette; every fifth says what would change it."""
    answers, numbers = VIGNETTES[number].answers, numbers_for(shipped(), "GB")
    return json.loads(render(make_report(shipped(), answers, numbers, full=not number % 5)))


@pytest.mark.parametrize("number", range(len(VIGNETTES)), ids=[one.case.id for one in VIGNETTES])
def test_every_report_is_valid(number: int) -> None:
    assert [f"{error.json_path}: {error.message}" for error in validator().iter_errors(written(number))] == []


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in the value."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects(inner)


def test_a_name_that_is_other_is_not_valid_anywhere() -> None:
    whole = copy.deepcopy(written(0))
    passed = []
    for record in objects(whole):
        for name in list(record):
            record["other"] = record.pop(name)
            passed += [name] if validator().is_valid(whole) else []
            record[name] = record.pop("other")
    assert passed == []


def test_a_value_of_another_type_is_not_valid() -> None:
    for name, other in (("covered", "yes"), ("steps", "rest"), ("urgency", "soon"), ("causes", []), ("format", "1")):
        assert not validator().is_valid({**written(1), name: other}), name


def test_no_two_records_share_a_name() -> None:
    parts: dict[str, Any] = {}
    described(parts)
    records = [one for module in (facts, picture_facts) for one in vars(module).values() if hasattr(one, "_fields")]
    blocks = [one for one in vars(document).values() if hasattr(one, "_fields")]
    used = {one.__name__.lower() for one in records if one is not facts.Report} | {"reference"}
    assert set(parts) == used | {f"block-{one.__name__.lower()}" for one in blocks if one is not document.Reference}
