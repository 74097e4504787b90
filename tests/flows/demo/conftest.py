"""A workspace with the sample company's exports in its inbox."""

from pathlib import Path

import pytest

from flows.demo.company import write_demo
from flows.workspace.create import create_workspace


@pytest.fixture(scope="session")
def demo_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("demo") / "workspace"
    create_workspace(root)
    write_demo(root)
    return root
