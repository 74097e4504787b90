"""Errors that a user can mend, each with the exit code that a script can act on."""

from typing import ClassVar


class TwokeysError(Exception):
    """Base of the errors that the command prints without a traceback."""

    exit_code: ClassVar[int] = 2


class ConfigurationError(TwokeysError):
    """The workspace's configuration is wrong; nothing was written."""


class WorkspaceError(TwokeysError):
    """The folder is not a workspace, or cannot be used as one."""


class UnreadableFileError(TwokeysError):
    """A dropped file cannot be read at all; its message is the reason shown to the recruiter."""

    exit_code: ClassVar[int] = 1


class EmptyPoolError(TwokeysError):
    """A figure was asked for over no candidates or no ratings."""


class TableError(TwokeysError):
    """An analyst's table lacks a column, or a column is not what the figure needs."""


class KitError(TwokeysError):
    """A kit was asked for a role, an opening or an interview that is not declared."""


class LedgerError(TwokeysError):
    """The ledger is missing, altered, locked by another run, or of a later version."""


class UnknownCandidateError(TwokeysError):
    """No candidacy in the workspace answers to the identifier given."""
