"""`python -m structurer`."""

from structurer.cli import main

main()
