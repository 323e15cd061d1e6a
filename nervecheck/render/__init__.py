"""One small renderer for each format: a document, or for JSON the report, as text.

In: a `Document` or a `Report`. Out: text. A renderer translates blocks and decides nothing else. Start at `markdown.py`.
Never import the engine here; Rich belongs in `terminal.py` alone.
"""
