"""Making a workspace that runs at once."""

from importlib.resources import as_file, files
from pathlib import Path
from shutil import copyfile

from flows.workspace.layout import Workspace
from schemas.errors import WorkspaceError

DEFAULT_CULTURE = "customer-focused"


def cultures() -> tuple[str, ...]:
    """The cultures that are shipped."""
    folder = files("flows.workspace") / "starter" / "culture"
    return tuple(
        sorted(
            item.name.removesuffix(".yaml")
            for item in folder.iterdir()
            if item.name.endswith(".yaml")
        )
    )


def create_workspace(root: Path, culture: str = DEFAULT_CULTURE) -> Workspace:
    """Write the starter configuration and the folders into `root`.

    Raises:
        WorkspaceError: The culture is not shipped, or the folder already holds something.
    """
    if culture not in cultures():
        raise WorkspaceError(f"There is no culture {culture}; shipped: {', '.join(cultures())}.")
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise WorkspaceError(f"{root} already holds something; name a new or an empty folder.")
    workspace = Workspace(root.resolve())
    workspace.make_folders()
    with as_file(files("flows.workspace") / "starter") as starter:
        copyfile(starter / "culture" / f"{culture}.yaml", workspace.config / "culture.yaml")
        for source in sorted(starter.rglob("*")):
            relative = source.relative_to(starter)
            if source.is_file() and relative.parts[0] != "culture" and source.suffix != ".py":
                target = workspace.config / relative
                target.parent.mkdir(parents=True, exist_ok=True)
                copyfile(source, target)
    return workspace
