"""The decision of a questions folder as one SQL query: `query.py` writes it, `decision.py` says what it selects."""
