"""nervecheck: how soon to get help for the signs of a pinched nerve or of muscle spasm.

The Python API in short: `tree = load(folder)` from tree/load, then `triage(tree, answers)` from engine/triage.py;
`Interview(tree, {})` from interview/state.py asks one by one.
"""

__version__ = "0.1.0"
