"""`python -m minigrad kata 3`: the command line."""

from minigrad.dojo.command import main

main()
