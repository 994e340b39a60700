"""`mentorship check`: is everything as a production needs it?"""

import click
from flask import Config

from mentorship import config


@click.command()
def check() -> None:
    """Name every setting that would be unsafe in production; exit 1 when there is one."""
    settings = Config(".")
    config.load(settings, instance=config.instance_folder(), overrides={"ENV": "production"})
    faults = config.check(settings)
    for fault in faults:
        click.echo(f"✗ {fault}")
    for warning in config.warnings(settings):
        click.echo(f"! {warning}")
    if faults:
        raise SystemExit(1)
    click.echo("✓ Ready for production.")
