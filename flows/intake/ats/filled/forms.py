"""Put one answer of a form into the gathering: a rating, a red flag, a keyed answer, or text."""

import math
from dataclasses import dataclass, field

from flows.intake.ats.filled.flags import flags_ticked
from flows.intake.ats.filled.gathering import Cell, Cells, Gathering
from flows.intake.ats.filled.keyed import decode_answer
from flows.intake.ats.filled.remembered import decoded, folded, is_denied, is_denied_section
from flows.intake.ats.parsing.cells import text
from flows.intake.ats.parsing.spots import Spot
from schemas.config.scale import Scale
from schemas.fault import Fault
from schemas.words import Kind
from scoring.guides import Guides

OVERALL = "overall"
_YES_NO = {True: "yes", False: "no"}


@dataclass
class Form:
    """One filled-in form: what all of its answers share.

    Attributes:
        gathering: Gets the responses and the faults.
        guides: The declared culture and roles.
        where: The record's place in the file.
        head: Cells that every response of the form has.
        asked: How often each question has come so far, so that none replaces another.
        held: The form lacks what its responses need, so that all are held back to be mended.
    """

    gathering: Gathering
    guides: Guides
    where: Spot
    head: Cells
    asked: dict[str, int] = field(default_factory=dict)
    held: bool = False

    def rate(
        self,
        path: str,
        question: str,
        answer: object,
        scale: Scale,
        *,
        group: str = "",
        note: object = None,
        shown: str = "",
        means: object = None,
        kind: Kind = Kind.RATING,
    ) -> None:
        """Add a rating; a label outside its scale is a fault, and no answer has no value.

        Args:
            path: The field's path in the record.
            question: What the source calls the question.
            answer: As it came.
            scale: Its scale.
            group: Category, form or section.
            note: What the rater wrote beside it.
            shown: The question as people read it, where it differs.
            means: The part of the answer that says the point, where it is not the whole.
            kind: What sort of answer it is.
        """
        name = shown or question
        if self._is_closed(name, group):
            return
        raw = text(answer)
        cells: dict[str, Cell] = {
            "group": group,
            "note": text(note),
            "value_raw": raw,
            "question_text": name,
        }
        if folded(name) in self.guides.flags:
            self._flag(path, name, raw, cells)
            return
        cells |= {
            "question": self._apart(question if shown else _own_name(question), group),
            "kind": kind,
            "scale_low": scale.low,
            "scale_high": scale.high,
        }
        found = decoded(text(means) or raw, kind, scale)
        if found.code:
            self.gathering.fault(self.where.undecoded(found, raw or "", path))
            self._hold(path, cells)
        else:
            self.add(path, cells | {"value": found.value})

    def overall(
        self,
        path: str,
        answer: object,
        scale: Scale,
        *,
        shown: str = "",
        note: object = None,
        means: object = None,
    ) -> None:
        """Add an overall recommendation, which belongs to neither key."""
        name = shown or "Overall recommendation"
        self.rate(path, OVERALL, answer, scale, note=note, shown=name, means=means)

    def measure(
        self, path: str, question: str, answer: object, *, shown: str = "", kind: Kind
    ) -> None:
        """Add a number whose scale the export does not say; the guides may know it."""
        try:
            value = float(str(answer))
        except ValueError:
            self.write(path, question, answer, shown=shown)
            return
        cells: dict[str, Cell] = {
            "question": self._apart(question, ""),
            "question_text": shown or question,
            "kind": kind,
            "value_raw": text(answer),
            "value": value if math.isfinite(value) else None,
        }
        self.add(path, cells)

    def write(
        self, path: str, question: str, answer: object, *, group: str = "", shown: str = ""
    ) -> None:
        """Add an answer that has no scale of its own: flags, keyed answers, numbers, or text."""
        name = shown or question
        if self._is_closed(name, group):
            return
        written = _YES_NO[answer] if isinstance(answer, bool) else text(answer)
        if written is None:
            return
        cells: dict[str, Cell] = {"group": group, "value_raw": written, "question_text": name}
        before = len(self.gathering.faults)
        flags = flags_ticked(name, written, self.guides, self.where, path, self.gathering)
        if flags is None:
            self._keyed(path, question, name, written, cells)
        else:
            for flag, value in flags:
                self._add_flag(path, cells, flag, value)
        self._hold_if_faulty(before, path, cells | {"question": name})

    def add(self, path: str, cells: Cells) -> None:
        """Add a response with the cells that every response of the form has."""
        if self.held:
            self._hold(path, cells)
        else:
            self.gathering.respond({**self.head, **cells, "locator": self.where.at(path)})

    def _is_closed(self, name: str, group: str) -> bool:
        """Whether an answer is never stored, by its question or by the section it stands in."""
        closed = name if is_denied(name) else group if is_denied_section(group) else ""
        if closed:
            self.gathering.dropped.add(closed)
        return bool(closed)

    def _keyed(
        self, path: str, question: str, name: str, written: str, cells: dict[str, Cell]
    ) -> None:
        meant = decode_answer(name, written, self.guides, self.where, path, self.gathering)
        if meant is not None:
            self.add(
                path,
                cells
                | {
                    "question": self._apart(_own_name(question), str(cells["group"])),
                    "kind": meant.kind,
                    "value": meant.value,
                    "scale_low": meant.low,
                    "scale_high": meant.high,
                },
            )

    def _flag(self, path: str, question: str, raw: str | None, cells: dict[str, Cell]) -> None:
        before = len(self.gathering.faults)
        ticked = flags_ticked(question, raw or "", self.guides, self.where, path, self.gathering)
        for flag, value in ticked or ():
            self._add_flag(path, cells, flag, value)
        self._hold_if_faulty(before, path, cells | {"question": question})

    def _add_flag(self, path: str, cells: dict[str, Cell], flag: str, value: float) -> None:
        told: dict[str, Cell] = {"question": flag, "kind": Kind.FLAG, "value": value}
        self.add(path, cells | told | {"scale_low": 0.0, "scale_high": 1.0})

    def _hold_if_faulty(self, before: int, path: str, cells: Cells) -> None:
        if len(self.gathering.faults) > before:
            self._hold(path, cells)

    def _hold(self, path: str, cells: Cells) -> None:
        place: Cells = {"row": self.where.row, "locator": self.where.at(path)}
        self.gathering.hold({**self.head, **cells, **place})

    def _apart(self, question: str, group: str) -> str:
        """A question that came before in this form gets its group, or its number, to differ."""
        name = question.strip()
        if self.asked.get(name) and group:
            name = f"{name} [{group}]"
        self.asked[name] = self.asked.get(name, 0) + 1
        return name if self.asked[name] == 1 else f"{name} ({self.asked[name]})"


def _own_name(question: str) -> str:
    """A question that happens to be called `overall` is not the overall recommendation."""
    return "Overall" if question.strip() == OVERALL else question


def lacking(where: Spot, what: str, message: str, path: str, expected: str) -> Fault:
    """The fault of a record that does not say its candidate, its rater or another such thing."""
    return where.fault(f"missing_{what}", message, path, expected=expected)
