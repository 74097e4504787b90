"""Make a role's kit: the guide, a scorecard workbook a rater, and rating packs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import polars as pl
from openpyxl import Workbook

from flows.kits.unrated import packs_of, unrated_answers
from flows.kits.wanted import Wanted, opening_wanted, role_wanted
from flows.ledger.ledger import open_ledger
from flows.stages.openings import openings_of
from flows.stages.saving import save_whole
from flows.stages.write import safe_name
from flows.workspace.settings import Settings
from reports.kit.guide import guide_book
from reports.kit.rating_pack import pack_book
from reports.kit.scorecard import scorecard_book
from reports.save import workbook_bytes
from schemas.books.kit import FormQuestion, ScorecardForm, Sitting
from schemas.config.policy import Requisition
from schemas.config.role import Role
from schemas.config.scale import HIRING_VERDICT
from schemas.errors import KitError
from schemas.words import Track
from scoring.kit.forms import form_questions
from scoring.kit.interview_plan import split_questions


@dataclass(frozen=True)
class Kit:
    """What was made.

    Attributes:
        files: Written, or found as they would be written.
        notes: What else there is to say.
    """

    files: tuple[Path, ...]
    notes: tuple[str, ...]


def make_kit(settings: Settings, wanted: Wanted, made_at: datetime) -> Kit:
    """Write a role's kit into the workspace's folder `kits`.

    A file that is there and differs is left alone, for somebody may have filled it in; the new
    one gets a number.

    Args:
        settings: The workspace's configuration.
        wanted: What is asked for.
        made_at: The documents' time.

    Raises:
        KitError: The role, the opening or the interview is not known.
    """
    maker = _Maker(settings, wanted, made_at, role_wanted(settings.roles, wanted.role_id))
    maker.guide()
    if not wanted.raters:
        maker.notes.append("Name raters with --rater to get scorecards to fill in.")
        return maker.kit()
    ledger = open_ledger(settings.workspace)
    responses = ledger.live(settings.people).responses
    people = ledger.catalog.people().filter(person="candidate").drop_nulls("name")
    seen = responses["requisition_id"].unique().to_list()
    openings, _ = openings_of(settings, ledger.catalog.openings(), seen)
    maker.scorecards(openings, responses, dict(people.select("person_id", "name").rows()))
    maker.packs(responses)
    return maker.kit()


@dataclass
class _Maker:
    """One kit in the making."""

    settings: Settings
    wanted: Wanted
    made_at: datetime
    role: Role
    files: list[Path] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def raters(self) -> tuple[str, ...]:
        """Each rater once."""
        return tuple(dict.fromkeys(self.wanted.raters))

    @property
    def plan(self) -> tuple[Sitting, ...]:
        """Which interview asks what: as many a track as raters that the policy asks for."""
        n_sittings = self.settings.policy.coverage.raters_per_track
        values = split_questions(self.settings.culture.dimensions, Track.VALUES, n_sittings)
        return (*values, *split_questions(self.role.competencies, Track.SKILL, n_sittings))

    def kit(self) -> Kit:
        """What was made."""
        return Kit(tuple(self.files), tuple(self.notes))

    def guide(self) -> None:
        """Write the interview guide."""
        self._save("interview-guide.xlsx", guide_book(self.settings.culture, self.role, self.plan))

    def scorecards(
        self, openings: Sequence[Requisition], responses: pl.DataFrame, names: dict[str, str]
    ) -> None:
        """Write a workbook for each rater with a form for each candidate."""
        opening = opening_wanted(self.role, openings, self.wanted.requisition_id)
        if opening is None:
            self.notes.append("Name the opening with --requisition to get scorecards to fill in.")
            return
        known = responses.filter(requisition_id=opening.requisition_id)["candidate_id"]
        candidates = tuple(dict.fromkeys(self.wanted.candidates)) or tuple(known.unique().sort())
        if not candidates:
            self.notes.append(
                f"Nobody is known in requisition {opening.requisition_id} yet; name candidates "
                "with --candidate to get scorecards to fill in."
            )
            return
        questions = self._questions()
        for rater in self.raters:
            forms = [
                ScorecardForm(
                    requisition_id=opening.requisition_id,
                    requisition_title=opening.title,
                    candidate_id=candidate,
                    candidate_label=names.get(candidate, ""),
                    rater_id=rater,
                    interview=self.wanted.interview,
                    questions=questions,
                    flags=self.settings.culture.red_flags,
                    overall=HIRING_VERDICT,
                )
                for candidate in candidates
            ]
            parts = ("scorecard", rater, self.wanted.interview)
            name = "-".join(safe_name(part) for part in parts if part)
            name = f"{safe_name(opening.requisition_id)}/{name}.xlsx"
            self._save(name, scorecard_book(forms))

    def packs(self, responses: pl.DataFrame) -> None:
        """Write a blinded pack for each rater where answers came unrated."""
        answers = unrated_answers(
            responses, self.settings.guides, self.role, self.wanted.requisition_id
        )
        if not answers:
            return
        per_answer = self.wanted.per_answer or self.settings.policy.coverage.raters_per_track
        if per_answer < 2 <= len(self.raters):
            raise KitError("Each answer needs two raters or more; otherwise nothing links them.")
        packs = packs_of(answers, self.raters, per_answer, self.role)
        for pack in packs:
            self._save(f"rating-pack-{safe_name(pack.rater_id)}.xlsx", pack_book(pack))
        self.notes.append(
            f"{len(answers)} answers came unrated; they are spread over {len(packs)} packs, each "
            f"answer in {min(per_answer, len(self.raters))} of them."
        )

    def _questions(self) -> tuple[FormQuestion, ...]:
        """Those of the interview where the plan knows it; all otherwise."""
        questions = form_questions(self.settings.culture, self.role)
        sitting = next((one for one in self.plan if one.name == self.wanted.interview), None)
        if sitting is None:
            return questions
        return tuple(one for one in questions if one.question_id in sitting.question_ids)

    def _save(self, name: str, book: Workbook) -> None:
        target = self.settings.workspace.kits / self.role.id / name
        content = workbook_bytes(book, self.made_at)
        number = 1
        free = target
        while free.is_file() and free.read_bytes() != content:
            number += 1
            free = target.with_stem(f"{target.stem}-{number}")
        if not free.is_file():
            save_whole(free, content)
        self.files.append(free)
