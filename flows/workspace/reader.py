"""Reads every file under config/, says which are not read, and gathers what is wrong in all."""

from hashlib import sha256
from pathlib import Path

from flows.workspace.checking import AnyContract, Checked, load_contract
from schemas.fault import Fault

FILES = ("culture.yaml", "policy.yaml", "requisitions.yaml", "people.csv")
FOLDERS = ("roles", "sources")
_YAML = (".yaml", ".yml")
_DECLARES = (*_YAML, ".json", ".csv")
"""Endings of files that somebody may take for configuration."""


class Reader:
    """Reads configuration files and gathers the faults of all of them.

    Attributes:
        config: The workspace's config folder.
        faults: What is wrong, each with the name of its file.
    """

    def __init__(self, config: Path) -> None:
        self.config = config
        self.faults: list[tuple[str, Fault]] = []
        self._contents: dict[str, bytes] = {}
        self._names = _names(config)
        self._misnamed = self._strays()

    def one(self, name: str, kind: type[AnyContract]) -> Checked[AnyContract] | None:
        """Read a file; one that is missing is a fault, told once where it is misnamed."""
        path = self.config / name
        if path.is_file():
            self._contents[name] = path.read_bytes()
        elif name in self._misnamed:
            return None
        found, faults = load_contract(kind, path, f"config/{name}")
        self.faults.extend((f"config/{name}", fault) for fault in faults)
        return found

    def optional(self, name: str, kind: type[AnyContract]) -> Checked[AnyContract] | None:
        """Read a file that may be missing."""
        return self.one(name, kind) if (self.config / name).is_file() else None

    def folder(self, name: str, kind: type[AnyContract]) -> list[Checked[AnyContract]]:
        """Read every YAML file of a folder, in the order of their names."""
        paths = sorted(path for path in self._names if path.parts[0] == name and _is_read(path))
        found = [self.one(path.as_posix(), kind) for path in paths]
        return [item for item in found if item is not None]

    def digest(self) -> str:
        """SHA-256 over every configuration file, by name."""
        total = sha256()
        for name, content in sorted(self._contents.items()):
            total.update(f"{name}\0{len(content)}\0".encode())
            total.update(content)
        return total.hexdigest()

    def _strays(self) -> set[str]:
        """Say which files look like configuration and are not read; return the names meant."""
        meant: set[str] = set()
        for name in sorted(self._names):
            if _looks_declared(name) and not _is_read(name):
                near = _near(name)
                fault = Fault(
                    code="not_read",
                    message="this file is not read",
                    expected=self._remedy(near),
                    costs="file",
                )
                self.faults.append((f"config/{name.as_posix()}", fault))
                meant.add(near)
        return meant

    def _remedy(self, near: str) -> str:
        if Path(near) in self._names:
            return f"one file, config/{near}; move this one out of config"
        if near:
            return f"the name config/{near}"
        known = ", ".join((*FILES, *(f"{folder}/NAME.yaml" for folder in FOLDERS)))
        return f"one of the files that are read: {known}; move others out of config"


def _names(config: Path) -> set[Path]:
    """Every file, also where a folder is a link to another place, which rglob passes by."""
    found = {*config.rglob("*")}
    for folder in FOLDERS:
        found |= {*(config / folder).iterdir()}
    return {path.relative_to(config) for path in found if path.is_file()}


def _is_hidden(name: Path) -> bool:
    return any(part.startswith((".", "~")) for part in name.parts)


def _is_read(name: Path) -> bool:
    """Whether a file, by its path within config, is one of those that are read."""
    if len(name.parts) == 1:
        return name.name in FILES
    in_folder = len(name.parts) == 2 and name.parts[0] in FOLDERS
    return in_folder and name.suffix in _YAML and not _is_hidden(name)


def _looks_declared(name: Path) -> bool:
    """Whether it may be meant as configuration; tables beside Source files are not."""
    endings = _DECLARES if len(name.parts) == 1 else (*_YAML, ".json")
    return not _is_hidden(name) and name.suffix.lower() in endings


def _near(name: Path) -> str:
    """The name that a file in config/ most likely should have; empty where none is like it."""
    for known in FILES:
        if len(name.parts) == 1 and name.stem.casefold() == Path(known).stem:
            return known
    for folder in FOLDERS:
        if name.suffix.lower() in _YAML and name.parts[0].casefold() in {folder, folder[:-1]}:
            return f"{folder}/{name.stem}.yaml"
    return ""
