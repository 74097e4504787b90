"""What a plain install brings, and the names that it may not clash with."""

import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.conftest import ROOT

OURS = ("flows", "schemas", "scoring", "reports")


def test_no_other_distribution_owns_our_names() -> None:
    owners = packages_distributions()
    assert {name: owners.get(name, ["twokeys"]) for name in OURS} == {
        name: ["twokeys"] for name in OURS
    }


def test_nothing_directly_in_flows_shadows_another_module() -> None:
    """Prefect puts that folder first on the import path when it loads a flow by its file."""
    names = {
        path.stem
        for path in (ROOT / "flows").iterdir()
        if path.suffix == ".py" or (path.is_dir() and (path / "__init__.py").is_file())
    } - {"__init__"}
    taken = set(sys.stdlib_module_names) | set(packages_distributions()) | set(OURS)
    assert names & taken == set()


def test_a_flow_file_loads_as_prefect_loads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "flows"))
    import nightly  # as the file form of an entry point names it

    assert nightly.nightly.name == "nightly"


def test_the_bounds_without_which_prefect_dies_are_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    bounds = {line.split(">")[0].split("<")[0]: line for line in project["dependencies"]}
    assert bounds["prefect"] == "prefect>=3.8,<4"
    assert bounds["fastapi"] == "fastapi<0.151"
    assert bounds["sqlalchemy"].endswith("<2.1")


def test_every_package_says_that_it_is_typed() -> None:
    assert all((ROOT / name / "py.typed").is_file() for name in OURS)


@pytest.mark.parametrize("package", OURS)
def test_every_folder_of_code_is_a_package_with_a_docstring(package: str) -> None:
    folders = {path.parent for path in (ROOT / package).rglob("*.py")}
    for folder in folders:
        text = (folder / "__init__.py").read_text(encoding="utf-8")
        assert text.startswith('"""'), folder


def test_no_file_is_too_long_to_read() -> None:
    long = {
        path.relative_to(ROOT).as_posix(): lines
        for package in OURS
        for path in (ROOT / package).rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 300
    }
    assert long == {}


def test_imports_point_one_way(capsys: pytest.CaptureFixture[str]) -> None:
    from importlinter import cli  # only here

    assert cli.lint_imports(config_filename=str(ROOT / "pyproject.toml")) == cli.EXIT_STATUS_SUCCESS
    assert "0 broken" in capsys.readouterr().out


def test_the_readme_names_every_command() -> None:
    from flows.cli import COMMANDS  # only here

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = readme.split("<!-- commands")[1].split("\n\n`-w`")[0]
    named = {
        line.split("`")[1].removeprefix("twokeys ")
        for line in table.splitlines()
        if "`" in line[:4]
    }
    assert named == set(COMMANDS)


def test_links_in_the_documents_lead_somewhere() -> None:
    for document in ROOT.glob("*.md"):
        for part in document.read_text(encoding="utf-8").split("](")[1:]:
            target = part.split(")")[0].split("#")[0]
            if target and "://" not in target:
                assert (document.parent / Path(target)).exists(), f"{document.name}: {target}"
