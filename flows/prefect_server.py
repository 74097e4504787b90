"""A Prefect server of the workspace's own, on loopback, for as long as the schedule is served.

An ephemeral server runs no scheduler, so the schedule needs a real one.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from schemas.errors import WorkspaceError

HOST = "127.0.0.1"
START_SECONDS = 120
STOP_SECONDS = 20


@contextmanager
def prefect_server() -> Iterator[str]:
    """Start a server, yield its API address, and stop it, by process id, at the end.

    A server that the environment names already (`PREFECT_API_URL`) is used and left running.

    Raises:
        WorkspaceError: The server did not answer in time.
    """
    given = os.environ.get("PREFECT_API_URL")
    if given:
        yield given
        return
    port = _free_port()
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", HOST, "--port"]
    with subprocess.Popen(  # noqa: S603  # our own interpreter, no text from outside
        [*command, str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            address = f"http://{HOST}:{port}/api"
            _wait_for(address, server)
            yield address
        finally:
            server.terminate()
            try:
                server.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                server.kill()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=2):  # noqa: S310  # loopback
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise WorkspaceError(
        "The Prefect server did not start. Start one with `prefect server start` to see why, and "
        "name it in PREFECT_API_URL."
    )
