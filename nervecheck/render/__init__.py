"""One small renderer for each format: a document, or for JSON the report, as text.

In: a `Document` or a `Report`. Out: text. A renderer translates blocks and decides nothing else; Rich is known here alone and
in `cli/display.py`. Never import the engine here.
"""
