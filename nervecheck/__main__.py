"""`python -m nervecheck`."""

from nervecheck.cli import main

main()
