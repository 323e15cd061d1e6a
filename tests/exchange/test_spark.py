"""The query on Spark comes to what it comes to on DuckDB. Skipped where Java or PySpark is missing: both are large."""

from __future__ import annotations

import shutil
from typing import Any

import pytest

from nervecheck.authoring.vignettes import read_vignettes
from nervecheck.exchange.sql.query import Dialect, query
from nervecheck.tree.model import Tree
from tests.support import ankle, shipped
from tests.support.table_rows import by_engine, by_query, row, spark_columns

if shutil.which("java") is None:
    pytest.skip("Java is not installed", allow_module_level=True)
pyspark = pytest.importorskip("pyspark.sql", reason="PySpark is not installed")


@pytest.fixture(scope="module", params=["local[1]", "local[2]"])
def session(request: pytest.FixtureRequest) -> Any:
    """Spark on this machine, with one worker and with two; Spark warns of much that is no fault of ours."""
    builder = pyspark.SparkSession.builder.master(request.param).config("spark.driver.memory", "4g")
    session = builder.config("spark.ui.enabled", "false").getOrCreate()
    yield session
    session.stop()


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("tree", [ankle(), shipped()])
def test_every_vignette_comes_to_the_same_on_spark(session: Any, tree: Tree) -> None:
    people = [vignette.answers for vignette in read_vignettes(tree)]
    rows = [tuple(row(tree, answers, number).values()) for number, answers in enumerate(people)]
    session.createDataFrame(rows, spark_columns(tree)).createOrReplaceTempView("answers")
    found = {int(result["id"]): by_query(result.asDict()) for result in session.sql(query(tree, Dialect.SPARK)).collect()}
    assert [found[number] for number in range(len(people))] == [by_engine(tree, answers) for answers in people]
