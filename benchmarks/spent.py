"""What this process and the children it has waited for have spent."""

import resource

BOTH = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def processor_seconds() -> float:
    """Seconds of processor time."""
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, BOTH))


def peak_mib(children: int = 1) -> float:
    """The most memory that may have been in use at once, in MiB.

    It is the peak of the process and that of its largest child, as if both came at the same time.
    A child's peak is never less than what the process held when it started the child.

    Args:
        children: How many children run at once, each counted as the largest.
    """
    own, largest = (resource.getrusage(who).ru_maxrss / 1024 for who in BOTH)
    return own + children * largest
