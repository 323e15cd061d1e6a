"""Many records at once on DuckDB: `run.py` reads, decides and writes; `rejects.py` says what is wrong with the rest.

`by_engine.py` adds what only the Python engine can say: likely causes, and reports.
"""
