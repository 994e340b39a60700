"""`mentorship serve`: gunicorn and one worker together, until either is stopped."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from types import FrameType

import click

from mentorship.app import create_app

ROOT = Path(__file__).parent.parent.parent
_GUNICORN = (
    "--worker-class=mentorship.cli.front_door.FrontDoor",
    "--workers=2",
    "--threads=4",
    "--no-control-socket",
    "--access-logfile=/dev/null",  # addresses and paths of visitors are not written down
    "--log-level=warning",
    "--forwarded-allow-ips=127.0.0.1",
)


@click.command()
@click.option("--bind", default="127.0.0.1:8000", show_default=True, help="Address and port.")
def serve(bind: str) -> None:
    """Serve the web pages and do the background work, in one go."""
    create_app()  # refuses here, in one voice, what every process would refuse
    run_together(bind)


def run_together(bind: str) -> None:
    """Web and worker run until one of them ends or this process is told to stop."""
    commands = (web_command(bind), [sys.executable, "-m", "mentorship.cli", "worker"])
    children = [subprocess.Popen(command, cwd=ROOT) for command in commands]  # noqa: S603 - ours

    def stop(_number: int, _frame: FrameType | None) -> None:
        for child in children:
            child.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    try:
        os.wait()
    finally:
        for child in children:
            if child.poll() is None:
                child.terminate()
            child.wait()


def web_command(bind: str) -> list[str]:
    """What starts the web pages at this address, without the worker."""
    web = [sys.executable, "-m", "gunicorn", f"--bind={bind}", *_GUNICORN, *_memory_folder()]
    return [*web, "wsgi:app"]


def _memory_folder() -> list[str]:
    # Heartbeats belong in memory: on a slow disk gunicorn takes a busy worker for a dead one.
    # Nothing but they stands there, so it may be a folder that others can write to.
    return ["--worker-tmp-dir=/dev/shm"] if Path("/dev/shm").is_dir() else []  # noqa: S108
