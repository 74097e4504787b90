"""What is dropped at the door: private notes, protected traits, whereabouts."""

import re

_PRIVATE = re.compile(
    r"\bprivate notes?\b|\bgender\b|\bpronouns?\b|\brace\b|\bethnic|\bdisab|\bveteran\b"
    r"|\bcitizen|\bnationality\b|\bdate of birth\b|\bhow old\b|\byour age\b|\bmarital\b"
    r"|\breligi|\bsexual orientation\b|\bpregnan|\bequal opportunity\b|\beeoc?\b|\bip address\b",
    re.IGNORECASE,
)


def is_private(name: str) -> bool:
    """Whether a question or field of this name is never stored."""
    return _PRIVATE.search(name) is not None
