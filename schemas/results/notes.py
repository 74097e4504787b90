"""Marks on raters' notes: phrases that are no evidence. They never change a score."""

from typing import Literal

from pydantic import Field

from schemas.base import Contract

NoteCategory = Literal[
    "homophily",
    "leisure_pedigree",
    "gut",
    "polish",
    "gendered_personality",
    "age_proxy",
    "protected_personal",
    "label_not_evidence",
    "halo_compensation",
]


class NoteMark(Contract):
    """One phrase in a note that says nothing that an anchor could be held against."""

    category: NoteCategory
    phrase: str = Field(description="As it stands in the note.")
    start: int = Field(ge=0, description="Where it begins, in characters from 0.")
    why: str = Field(description="Why it is marked.")
    ask: str = Field(description="What to write in its place.")
