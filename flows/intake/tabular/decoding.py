"""Answers to numbers, a whole table at once.

Each distinct answer to each question is decoded once in Python; the rows refer to it by number.
Messages are built for faulty rows only.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import polars as pl

from flows.intake.tabular.answers import COMMA_NUMBER, NO_SCALE, POINT_NUMBER, decode
from flows.intake.tabular.coding import Numbering, Pairing
from flows.intake.tabular.context import Context
from flows.intake.tabular.decoder import Cell, CellKey, Decoder
from flows.intake.tabular.findings import Findings
from flows.intake.tabular.legends import ENOUGH, changed_scale
from flows.intake.tabular.shape import Given
from schemas.fault import Fault, faults_of
from schemas.words import Kind

Counts = Iterable[tuple[CellKey, int]]
"""Distinct answers, each with how often it appears; one may be there more than once."""


@dataclass
class Distinct:
    """Numbers the distinct answers to each question, in every stretch alike.

    Attributes:
        keys: Question and text of each number.
        texts: Numbers the texts.
        counts: How often each number came, exactly up to `ENOUGH`.
    """

    keys: list[CellKey] = field(default_factory=list)
    texts: Numbering = field(default_factory=Numbering)
    counts: list[int] = field(default_factory=list)
    _rare: pl.Series = field(default_factory=lambda: pl.Series(dtype=pl.Boolean))
    _pairs: Pairing = field(default_factory=Pairing)

    def numbered(self, given: Given) -> pl.DataFrame:
        """The frame of `given` with `answer`, the number of each."""
        written = self.texts.numbers(given.frame["raw"])
        n_texts = len(self.texts.texts)
        numbers = self._pairs.numbers(given.frame["asked"], written, len(given.questions), n_texts)
        new = [
            (*given.questions[asked], self.texts.texts[text])
            for asked, text in self._pairs.pairs[len(self.keys) :]
        ]
        self.keys += new
        self.counts += [0] * len(new)
        self._rare = pl.concat([self._rare, pl.Series([True] * len(new), dtype=pl.Boolean)])
        self._count(numbers)
        return given.frame.with_columns(numbers.alias("answer"))

    @property
    def counted(self) -> Counts:
        """Each distinct answer with how often it came."""
        return zip(self.keys, self.counts, strict=True)

    def _count(self, numbers: pl.Series) -> None:
        """Count those that have not come often enough, which are few once a stretch was read."""
        rare = self._rare[numbers]
        if rare.any():
            for number, n in numbers.filter(rare).value_counts().iter_rows():
                self.counts[number] += n
            self._rare = pl.Series([n < ENOUGH for n in self.counts], dtype=pl.Boolean)


@dataclass
class Decoding:
    """Reads the answers of one table, and says what is wrong with them.

    Attributes:
        decoder: Reads each distinct one; it must know the decimal mark before the first is read.
        context: Where they are found.
        found: What is wrong with them.
    """

    decoder: Decoder
    context: Context
    found: Findings = field(default_factory=Findings)
    _faulty: pl.Series = field(default_factory=lambda: pl.Series(dtype=pl.Boolean))
    _told: pl.Series = field(default_factory=lambda: pl.Series(dtype=pl.Boolean))
    _patterns: dict[tuple[int, str | None], dict[str, object]] = field(default_factory=dict)

    def decode(self, frame: pl.DataFrame, new: list[CellKey]) -> tuple[pl.DataFrame, pl.Series]:
        """Read some rows.

        Args:
            frame: With the numbers of the distinct answers.
            new: The distinct answers that are in none of the rows before.

        Returns:
            The frame, but for the columns of a wide table that have no scale; and where it says
            something that can be read.
        """
        self._learn(new)
        if self.decoder.source.form == "wide":
            frame = self._without_scaleless(frame)
        answers = frame["answer"]
        if self._faulty.any():
            told = frame.select("row", "answer")
            self._find_faults(told.filter(self._faulty[answers]))
        nameless = self.decoder.nameless
        if nameless:
            bad = pl.col("answer").is_in(nameless)
            self.found.add(frame, bad, None, self.context.nameless())
        return frame, self._told[answers]

    def _learn(self, new: list[CellKey]) -> None:
        cells = self.decoder.learn(new)
        faulty = [bool(cell.answer.code) for cell in cells]
        told = [cell.is_told for cell in cells]
        self._faulty = pl.concat([self._faulty, pl.Series(faulty, dtype=pl.Boolean)])
        self._told = pl.concat([self._told, pl.Series(told, dtype=pl.Boolean)])

    def _without_scaleless(self, frame: pl.DataFrame) -> pl.DataFrame:
        """A wide column without a scale is one fault of its own: no row of it can be mended."""
        cells = self.decoder.cells
        lacks = dict.fromkeys(cell.key[2] for cell in cells if cell.answer.code == NO_SCALE)
        self.found.faults += [self.context.scaleless(heading) for heading in lacks]
        closed = [at for at, cell in enumerate(cells) if cell.key[2] in lacks]
        return frame.filter(~pl.col("answer").is_in(closed)) if closed else frame

    def _find_faults(self, bad: pl.DataFrame) -> None:
        """Add a fault for each faulty answer; words are found for those that are listed only."""
        self.found.rows.append(bad["row"])
        listed = bad.head(self.found.room("answers", bad.height, self.context.more_faults))
        cells = self.decoder.cells
        like = {at: self._pattern(cells[at]) for at in listed["answer"].unique()}
        self.found.faults += faults_of(like[at] | {"row": row} for row, at in listed.iter_rows())

    def _pattern(self, cell: Cell) -> dict[str, object]:
        """The fault of one distinct answer, without its row: one for all that are read alike."""
        name, _, heading, _ = cell.key
        place = name if cell.answer.code == NO_SCALE else heading
        key = (id(cell.answer), place)
        if key not in self._patterns:
            self._patterns[key] = dict(self._found(cell))
        return self._patterns[key]

    def _found(self, cell: Cell) -> Fault:
        name, _, heading, raw = cell.key
        if cell.asked is None or cell.answer.code == NO_SCALE:
            unknown = self.context.unknown_question(name or "")
            return unknown.model_copy(update={"value": name or ""})
        pattern = self.context.pattern(cell.answer, cell.asked.rule, heading)
        return pattern.model_copy(update={"value": raw or ""})


def decimal_mark(keys: Iterable[CellKey], decoder: Decoder) -> str:
    """The decimal mark: declared, else a comma where only commas are seen and they make sense.

    `7,11` on a scale that ends at 5 is two answers and not one.
    """
    if decoder.source.decimal is not None:
        return decoder.source.decimal
    keys = list(keys)
    texts = {key[3] for key in keys if key[3] is not None}
    if any(POINT_NUMBER.fullmatch(text.strip()) for text in texts):
        return "."
    commas = {text for text in texts if COMMA_NUMBER.fullmatch(text.strip())}
    fitting = []
    for key in keys if commas else ():
        if key[0] is not None and key[3] in commas:
            asked = decoder.asked(key[:3])
            fitting.append(asked is not None and not decode(key[3], asked.rule, ",").code)
    return "," if sum(fitting) * 2 > len(fitting) else "."


def scale_changes(counts: Counts, decoder: Decoder, sheet: str) -> list[Fault]:
    """A fault for each question whose answers are on two scales.

    Args:
        counts: Every distinct answer of the table.
        decoder: How they are read.
        sheet: The sheet's name.
    """
    answers: dict[tuple[str, str, str], dict[str, int]] = {}
    for (name, group, heading, raw), n in counts:
        if name is not None and raw is not None:
            given = answers.setdefault((name, group, heading), {})
            given[raw] = min(given.get(raw, 0) + n, ENOUGH)
    changes: dict[tuple[tuple[str, int], ...], str] = {}
    faults = []
    for question, given in sorted(answers.items()):
        asked = decoder.asked(question)
        if asked is None or asked.rule.kind in (Kind.TEXT, Kind.CHOICE, Kind.FLAG):
            continue
        told = tuple(sorted(given.items()))
        if told not in changes:
            changes[told] = changed_scale(given)
        if changes[told]:
            faults.append(
                Fault(
                    code="scale_changes",
                    message=f"The scale changes inside one question: {changes[told]}.",
                    expected="One scale in one file. Split the export where the form was changed "
                    "and declare a Source file for each part.",
                    sheet=sheet,
                    column=question[2],
                    costs="file",
                )
            )
    return faults
