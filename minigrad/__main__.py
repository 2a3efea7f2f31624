"""`python -m minigrad kata 3`: the command line, above all rooms."""

from minigrad.dojo import command
from minigrad.grading.command import add


def main() -> None:
    command.main(add)


if __name__ == "__main__":
    main()
