"""`python -m mentorship.cli` is the `mentorship` command."""

from mentorship.cli import main

main(prog_name="mentorship")
