"""Answers that came in words and that nobody has rated yet."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from schemas.books.kit import FormQuestion, PackItem, RatingPack
from schemas.books.scorecard_layout import PACK_INTERVIEW
from schemas.config.role import Role
from schemas.words import Kind, SourceName
from scoring.guides import Guides
from scoring.kit.forms import rated_question
from scoring.kit.rating_pack import assign_answers


@dataclass(frozen=True)
class Unrated:
    """One answer in words to a declared question."""

    requisition_id: str
    candidate_id: str
    interview: str
    question: FormQuestion
    answer: str

    @property
    def candidacy(self) -> str:
        """Requisition and candidate in one."""
        return f"{self.requisition_id}\x1f{self.candidate_id}"


def unrated_answers(
    responses: pl.DataFrame, guides: Guides, role: Role, requisition_id: str | None
) -> list[Unrated]:
    """Find answers in words to questions of the culture or the role.

    Answers that a rating pack has brought ratings for are left out. Where several raters wrote
    down the same candidate's answer in one interview, each text is one answer.

    Args:
        responses: Live responses, columns of `schemas.frames.STORED`.
        guides: The culture and the roles.
        role: Whose requisitions are looked at.
        requisition_id: Only this one; all of the role's when None.
    """
    rated = {
        (row["requisition_id"], row["candidate_id"], row["interview"], row["question"])
        for row in responses.filter(
            pl.col("source") == SourceName.SCORECARD.value, pl.col("value").is_not_null()
        ).iter_rows(named=True)
    }
    worded = responses.filter(pl.col("kind") == Kind.TEXT.value).with_columns(
        words=pl.coalesce("value_raw", "note").str.strip_chars()
    )
    found: list[Unrated] = []
    for row in worded.filter(pl.col("words").str.len_chars() > 0).iter_rows(named=True):
        wanted = requisition_id in (None, row["requisition_id"])
        if not wanted or not role.claims(row["requisition_id"]):
            continue
        place = guides.find(row["question"], role.id) or guides.find(row["question_text"], role.id)
        question = rated_question(place) if place else None
        interview = pack_interview(row["source"], row["interview"], row["rater_id"])
        if question is None or (
            (row["requisition_id"], row["candidate_id"], interview, question.question_id) in rated
        ):
            continue
        found.append(
            Unrated(row["requisition_id"], row["candidate_id"], interview, question, row["words"])
        )
    return found


def pack_interview(source: str, interview: str, writer: str) -> str:
    """The sitting under which a rating pack's ratings are recorded, one for each text.

    It tells apart texts of one candidate that answer one question, and names nobody.
    """
    told = hashlib.sha256(f"{source}\x1f{interview}\x1f{writer}".encode()).hexdigest()[:8]
    return f"{PACK_INTERVIEW} {told}"


def packs_of(
    answers: Sequence[Unrated], raters: Sequence[str], per_answer: int, role: Role
) -> list[RatingPack]:
    """Spread answers over raters and make each one's pack.

    Args:
        answers: What is to be rated.
        raters: Who rates, each once.
        per_answer: Raters an answer.
        role: For the title, and so that another role's answers are spread otherwise.

    Raises:
        ValueError: Fewer than two raters an answer where there are several raters.
    """
    seed = int(hashlib.sha256(role.id.encode()).hexdigest()[:8], 16)
    panels = assign_answers([one.candidacy for one in answers], len(raters), per_answer, seed)
    packs: list[RatingPack] = []
    for index, rater in enumerate(raters):
        mine = [one for one, panel in zip(answers, panels, strict=True) if index in panel]
        mine.sort(key=lambda one: _shuffled(one, rater))
        items = tuple(_item(number, one) for number, one in enumerate(mine, start=1))
        if items:
            packs.append(RatingPack(role=role.title, rater_id=rater, items=items))
    return packs


def _shuffled(one: Unrated, rater: str) -> str:
    """An order that says nothing of the candidates, another for each rater."""
    parts = (rater, one.candidacy, one.interview, one.question.question_id)
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _item(number: int, one: Unrated) -> PackItem:
    return PackItem(
        code=f"Answer {number}",
        requisition_id=one.requisition_id,
        candidate_id=one.candidate_id,
        interview=one.interview,
        question=one.question,
        answer=one.answer,
    )
