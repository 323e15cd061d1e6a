"""nervecheck: how soon to get help for the signs of a pinched nerve or of muscle spasm.

The Python API in short: `tree = load(folder)`, then `triage(tree, answers)`; `Interview(tree, {})` asks one by one.
"""

__version__ = "0.1.0"
