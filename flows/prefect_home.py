"""Prefect's own settings: its home inside the workspace, and nothing that calls out."""

import os
from contextlib import suppress

from flows.workspace.layout import Workspace

STARTUP_SECONDS = 120
"""A fresh database takes an ephemeral server 15 to 26 s on a busy two-core machine."""


def set_prefect_home(workspace: Workspace, *, pages: bool = False) -> None:
    """Point Prefect at the workspace. Must be called before Prefect is imported.

    Settings that the user's environment gives already win, so that a run can be sent to a
    running server with `PREFECT_API_URL`.
    """
    workspace.prefect_home.mkdir(mode=0o700, exist_ok=True)
    with suppress(PermissionError):
        workspace.prefect_home.chmod(0o700)
    for name, value in settings(workspace, pages=pages).items():
        os.environ.setdefault(name, value)


def settings(workspace: Workspace, *, pages: bool) -> dict[str, str]:
    """The environment that Prefect starts with.

    Args:
        workspace: Whose home.
        pages: Whether its server shows pages; a server for one run starts sooner without them.
    """
    return {
        "PREFECT_HOME": str(workspace.prefect_home),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_UI_ENABLED": "true" if pages else "false",
        "PREFECT_SERVER_UI_V2_ENABLED": "false",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": str(STARTUP_SECONDS),
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "PREFECT_LOGGING_TO_API_ENABLED": "false",
        "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
    }
