"""The folders of a workspace and what each is for."""

from dataclasses import dataclass
from pathlib import Path

from schemas.errors import WorkspaceError

CATALOG_VARIABLE = "TWOKEYS_CATALOG"
"""Environment variable with the catalog's address, for example of PostgreSQL, as SQLAlchemy reads
it; without it the catalog is a file of SQLite in the ledger."""
CATALOG_VERSION = 1
"""The version of the catalog's tables."""


@dataclass(frozen=True)
class Workspace:
    """A workspace by its root folder."""

    root: Path

    @property
    def config(self) -> Path:
        """Culture, roles, policy, requisitions and Source maps."""
        return self.root / "config"

    @property
    def inbox(self) -> Path:
        """Where exports and returned workbooks are dropped."""
        return self.root / "inbox"

    @property
    def fixme(self) -> Path:
        """One workbook for each file with faults."""
        return self.root / "fixme"

    @property
    def shortlists(self) -> Path:
        """One folder a requisition."""
        return self.root / "shortlists"

    @property
    def portfolio(self) -> Path:
        """The portfolio workbooks, one a run."""
        return self.root / "portfolio"

    @property
    def kits(self) -> Path:
        """Interview guides and forms to fill in, one folder a role."""
        return self.root / "kits"

    @property
    def ledger(self) -> Path:
        """The catalog and the responses."""
        return self.root / "ledger"

    @property
    def catalog(self) -> Path:
        """The catalog, where it is a file."""
        return self.ledger / "catalog.sqlite"

    @property
    def responses(self) -> Path:
        """The responses of each dropped file."""
        return self.ledger / "responses"

    @property
    def archive(self) -> Path:
        """Originals, by content digest."""
        return self.root / "archive"

    @property
    def prefect_home(self) -> Path:
        """Prefect's own database and settings, readable by the owner only."""
        return self.root / ".prefect"

    def folders(self) -> tuple[Path, ...]:
        """Every folder that a workspace has."""
        return (
            self.config,
            self.config / "roles",
            self.config / "sources",
            self.inbox,
            self.fixme,
            self.shortlists,
            self.portfolio,
            self.ledger,
            self.archive,
        )

    def make_folders(self) -> None:
        """Make what is missing; what is there stays."""
        for folder in self.folders():
            folder.mkdir(parents=True, exist_ok=True)
        self.prefect_home.mkdir(mode=0o700, exist_ok=True)


def open_workspace(root: Path) -> Workspace:
    """Take a folder as a workspace.

    Raises:
        WorkspaceError: It is not one.
    """
    workspace = Workspace(root.resolve())
    if not workspace.config.is_dir():
        raise WorkspaceError(
            f"{root} is not a workspace: it has no config folder. "
            f"Make one with: twokeys init {root}"
        )
    workspace.make_folders()
    return workspace
