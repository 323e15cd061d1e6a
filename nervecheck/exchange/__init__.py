"""Other programs in and out: `sql` writes the decision as one query, `batch` runs it over many records.

In: a `Tree`, and records in the form of `table.py`. Out: a query as text, or a file with one result a record. Start at
`sql/query.py`. Never decide anything here that the engine does not: tests hold the two equal.
"""
