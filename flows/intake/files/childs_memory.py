"""How much memory a child may take. Imports nothing that takes time, as children start often."""

import resource
from pathlib import Path

ALLOWANCE = 256 << 20


def mapped_bytes() -> int:
    """Bytes of address space in use."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    return pages * resource.getpagesize()


def limit_memory(space: int) -> None:
    """Let this process have so many bytes of address space, and leave no dump of its memory."""
    resource.setrlimit(resource.RLIMIT_AS, (space, space))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
