"""What is dropped at the door: columns and questions that are never stored, whoever maps them.

Default-deny: a heading that is one of these is not read, even where a Source map names it. Only
its name is reported.
"""

import re
from functools import lru_cache

from pydantic import Field

from schemas.base import Contract
from schemas.config.role import spelling

LONGEST_NAME = 6
"""Words up to which a heading is a field's name; a longer one is a question that may merely use a
word (“serves customers of any age”), and is dropped only where it asks about the person."""


class Denied(Contract):
    """One sort of content that is never stored."""

    name: str = Field(description="What it is, as the report names it.")
    words: str = Field(description="Regular expression found in the names of such columns.")
    asks: str = Field(default="", description="Regular expression found in such questions.")


DENIED: tuple[Denied, ...] = (
    Denied(
        name="network address",
        words=r"\bip ?-?(?:address|addr|adresse)\b|\bipaddr(?:ess)?\b|^ip$|\bnetwork ?id\b"
        r"|\buser ?agent\b|\bdirección ip\b|\badresse ip\b",
    ),
    Denied(
        name="whereabouts",
        words=r"\blocation ?(?:latitude|longitude)\b|\blatitude\b|\blongitude\b|^location$"
        r"|\bgeo ?location\b|\bgeo ?point\b|\bgps\b|\baltitude\b|\bbreitengrad\b|\blängengrad\b"
        r"|\bhome address\b|\bpostcode\b|\bzip ?code\b",
    ),
    Denied(
        name="equal-opportunity answer",
        words=r"\bgender\b|\bsex\b|\bpronouns?\b|\brace\b|\bracial\b|\bethnic\w*|\bhispanic\b"
        r"|\bveteran\b|\bsexual orientation\b|\breligio\w*|\bmarital\b|\bpregnan\w*|\bcaste\b"
        r"|\beeoc?\b|\bequal (?:employment )?opportunity\b|\bself[ -]identification\b"
        r"|^demographics?(?: (?:data|details|information|questions?|questionnaire|survey|form))?$"
        r"|\bdiversity (?:survey|answer|question)\w*"
        r"|\bgeschlecht\b|\bgénero\b|\bsexo\b|\bgenre\b|\bherkunft\b",
        asks=r"\b(?:your|you identify|do you consider yourself|are you a)\b.*\b(?:gender|sex|race"
        r"|ethnic\w*|veteran|religio\w*|orientation|marital|hispanic)\b",
    ),
    Denied(
        name="age or birth",
        words=r"^age$|\bage (?:group|range|band)\b|\bdate of birth\b|\bbirth ?(?:date|day)\b"
        r"|\byear of birth\b|\balter\b|\bedad\b|\bgeburts\w*",
        asks=r"\bhow old are you\b|\byour (?:age|date of birth|birthday)\b",
    ),
    Denied(
        name="disability or health",
        words=r"\bdisab\w*|\bdisablity\b|\baccomm?odation ?(?:type|request|need)\w*|\bhealth\b"
        r"|\bmedical\b|\bbehinderung\b|\bdiscapacidad\b|\bhandicap\b",
        asks=r"\bdo you have (?:a|any) (?:disab\w*|health|medical)\b|\byour disab\w*",
    ),
    Denied(
        name="citizenship",
        words=r"\bcitizen ?ship\b|\bcitizen\b|\bnationality\b|\bvisa\b|\bwork permit\b"
        r"|\bstaatsangehörigkeit\b|\bnacionalidad\b",
        asks=r"\byour (?:citizenship|nationality|visa)\b",
    ),
    Denied(name="private note", words=r"\bprivate notes?\b|^private$"),
)
_TRADES = frozenset({"disability or health", "citizenship"})
_AN_INTERVIEW = re.compile(r"\binterview\b|\bpanel\b|\bphone screen\b")


@lru_cache(maxsize=4_096)
def denied(heading: str) -> Denied | None:
    """Which sort of never-stored content a column or question of this name holds, if any.

    Args:
        heading: A heading, a field's name (`ip_address`, `LocationLatitude`), or a question.
    """
    name = spelling(_spaced(heading))
    short = len(name.split()) <= LONGEST_NAME
    for sort in DENIED:
        if short and re.search(sort.words, name):
            return sort
        if sort.asks and re.search(sort.asks, name):
            return sort
    return None


def denied_section(title: str) -> Denied | None:
    """Which sort of never-stored content stands in a section, category or form of this title.

    An interview may be named by a trade (“Medical director interview”, “Visa officer panel”); it
    asks about that, not about the person.
    """
    sort = denied(title)
    by_trade = sort is not None and sort.name in _TRADES
    return None if by_trade and _AN_INTERVIEW.search(spelling(title)) else sort


def _spaced(heading: str) -> str:
    """`LocationLatitude` and `ip_address` as words."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    return re.sub(r"[_/]", " ", apart)
