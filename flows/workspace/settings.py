"""The workspace's configuration: read whole, checked whole, refused whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import polars as pl

from flows.workspace.checking import AnyContract, load_contract
from flows.workspace.layout import Workspace, open_workspace
from flows.workspace.people import read_people
from schemas.culture import Culture
from schemas.errors import ConfigurationError
from schemas.fault import Fault
from schemas.policy import Policy, Requisition, Requisitions
from schemas.role import Role, tracks_overlap
from schemas.source import Source
from scoring.guides import Guides


@dataclass(frozen=True)
class Settings:
    """What talent operations declared."""

    workspace: Workspace
    culture: Culture
    roles: tuple[Role, ...]
    policy: Policy
    requisitions: tuple[Requisition, ...]
    sources: tuple[Source, ...]
    people: pl.DataFrame
    digest: str

    @cached_property
    def guides(self) -> Guides:
        """The culture and the roles, looked up by name."""
        return Guides(self.culture, self.roles)


def load_settings(root: Path) -> Settings:
    """Read and check all of a workspace's configuration.

    Raises:
        WorkspaceError: The folder is not a workspace.
        ConfigurationError: Anything is wrong; the message lists every fault of every file with
            its line, what is wrong and what would be right. Nothing was written.
    """
    workspace = open_workspace(root)
    reader = _Reader(workspace.config)
    culture = reader.one("culture.yaml", Culture)
    policy = reader.one("policy.yaml", Policy)
    openings = reader.optional("requisitions.yaml", Requisitions)
    roles = reader.folder("roles", Role)
    sources = reader.folder("sources", Source)
    people = read_people(workspace.config / "people.csv", reader.faults)
    requisitions = openings.requisitions if openings else ()
    reader.faults.extend(_across(culture, policy, roles, requisitions))
    if reader.faults or culture is None or policy is None:
        raise ConfigurationError(_listed(reader.faults))
    return Settings(
        workspace, culture, roles, policy, requisitions, sources, people, reader.digest()
    )


class _Reader:
    """Reads configuration files and gathers the faults of all of them."""

    def __init__(self, config: Path) -> None:
        self.config = config
        self.faults: list[tuple[str, Fault]] = []
        self._contents: dict[str, bytes] = {}

    def one(self, name: str, kind: type[AnyContract]) -> AnyContract | None:
        path = self.config / name
        if path.is_file():
            self._contents[name] = path.read_bytes()
        found, faults = load_contract(kind, path)
        self.faults.extend((f"config/{name}", fault) for fault in faults)
        return found

    def optional(self, name: str, kind: type[AnyContract]) -> AnyContract | None:
        return self.one(name, kind) if (self.config / name).is_file() else None

    def folder(self, name: str, kind: type[AnyContract]) -> tuple[AnyContract, ...]:
        paths = sorted((self.config / name).glob("*.yaml"))
        found = [self.one(f"{name}/{path.name}", kind) for path in paths]
        return tuple(item for item in found if item is not None)

    def digest(self) -> str:
        """SHA-256 over every configuration file, by name."""
        total = sha256()
        for name, content in sorted(self._contents.items()):
            total.update(f"{name}\0{len(content)}\0".encode())
            total.update(content)
        return total.hexdigest()


def _across(
    culture: Culture | None,
    policy: Policy | None,
    roles: Sequence[Role],
    requisitions: Sequence[Requisition],
) -> list[tuple[str, Fault]]:
    """Say what is wrong between contracts that are each right."""
    found: list[tuple[str, str]] = []
    if culture:
        for role in roles:
            name = f"config/roles/{role.id}.yaml"
            found += [(name, text) for text in tracks_overlap(culture, role)]
    ids = [role.id for role in roles]
    found += [
        ("config/roles", f"role {name} is declared more than once")
        for name in sorted({name for name in ids if ids.count(name) > 1})
    ]
    seen = [opening.requisition_id for opening in requisitions]
    found += [
        ("config/requisitions.yaml", f"requisition {name} is declared more than once")
        for name in sorted({name for name in seen if seen.count(name) > 1})
    ]
    known = ", ".join(sorted(ids)) or "none"
    for opening in requisitions:
        if opening.role not in ids:
            text = f"requisition {opening.requisition_id} names role {opening.role}, which is not"
            found.append(("config/requisitions.yaml", f"{text} declared; declared roles: {known}"))
    if culture and policy:
        found += [("config/policy.yaml", text) for text in _floor_faults(culture, policy, roles)]
    return [(name, Fault(code="meaning", message=text, costs="file")) for name, text in found]


def _floor_faults(culture: Culture, policy: Policy, roles: Sequence[Role]) -> list[str]:
    dimensions = [*culture.dimensions, *(c for role in roles for c in role.competencies)]
    required = {dimension.id for dimension in dimensions if dimension.required}
    return [
        f"dimension_floors.{name} is not a required dimension of the culture or of a role; "
        f"required: {', '.join(sorted(required)) or 'none'}"
        for name in sorted(policy.dimension_floors)
        if name not in required
    ]


def _listed(faults: Sequence[tuple[str, Fault]]) -> str:
    n_faults = f"{len(faults)} fault{'s' if len(faults) > 1 else ''}"
    lines = [f"The configuration has {n_faults}; nothing was written."]
    for name, fault in faults:
        line = f", line {fault.row}" if fault.row else ""
        wanted = f" Right would be: {fault.expected}." if fault.expected else ""
        lines.append(f"  {name}{line}: {fault.message}.{wanted}")
    return "\n".join(lines)
