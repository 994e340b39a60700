"""`mentorship worker`: computes proposals and sends letters, beside the web."""

import click

from mentorship.app import create_app
from mentorship.jobs import consumer, replay_tombstones, sweep


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now, then stop.")
def worker(once: bool) -> None:
    """Do what the web asks for in the background: proposals, letters, deadlines."""
    app = create_app()
    if once:
        with app.app_context():
            sweep()
        return
    with app.app_context():
        # The database may be an older copy that was put back a moment ago.
        replay_tombstones()
    consumer(app).run()
