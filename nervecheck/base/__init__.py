"""What every folder shares: problems as data, errors with their exit codes, and text made safe to show.

In: words and places. Out: the same, as `Problem`, as an exception, or cleaned. Start at `problems.py`. Never import another
folder of the package here.
"""
