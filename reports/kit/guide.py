"""The interview guide: what to ask, what ratings mean, what a red flag is, and who asks what."""

from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

from reports.kit.new_book import new_book
from reports.kit.page_breaks import break_pages
from reports.layout.fit import LINE_HEIGHT, MOST_HEIGHT, n_lines
from reports.layout.page import add_page, protect, set_print
from reports.theme import Styles
from schemas.books.kit import Sitting
from schemas.config.culture import Culture, RedFlag, ValuesDimension
from schemas.config.questions import Dimension, Question
from schemas.config.role import Role
from schemas.words import Track

_POINT, _TEXT, _ASKED_IN = 1, 2, 3
_WIDTHS = {"A": 9, "B": 84, "C": 17}
_TOP = 4
_PADDING = 4.0
_ASKS = {
    "past": "past conduct",
    "situational": "a situation",
    "task": "a piece of work",
    "test": "a test",
    "opinion": "an opinion",
}
_HOW = (
    (
        "Ask every candidate the same questions, in the same words and order. Probe for what they "
        "did, with whom, and what came of it; never help with the answer."
    ),
    "Ask about work only: nothing about family, age, health, origin, belief or leisure.",
    (
        "Listen for conduct. Rate what was said against the described behaviour, never the person "
        "against yourself: no hobbies, schools, manner or accent."
    ),
    (
        "Rate each question on its own, right after the interview and before you speak with the "
        "others. A good answer to one question says nothing about the next."
    ),
    "Write down what the candidate said or did. A rating without it cannot be defended.",
    "Where a question did not come up, pick “not asked”. It is no low rating.",
    (
        "Values and skill are two keys. Brilliance in one never makes up for the other, so do not "
        "let it into the other's ratings."
    ),
)
_SPLIT = (
    "Several people must rate each dimension, or one harsh or mild interviewer decides. Each "
    "letter stands for one interview. One person may take a values and a skill interview; four "
    "different people keep the keys more apart."
)


def guide_book(culture: Culture, role: Role, plan: Sequence[Sitting]) -> Workbook:
    """Make the guide that interviewers prepare with and hold in the interview.

    Args:
        culture: What the company stands for: values questions and red flags.
        role: What the work asks for: skill questions.
        plan: Which interview asks which question.
    """
    book = new_book()
    styles = Styles(book)
    blank = book.worksheets[0]
    footer = f"Interview guide · {role.title} · culture {culture.name}"
    title = f"Interview guide: {role.title}"
    first = _Page(book, styles, "Guide", title, "What to know before you ask.")
    _first(first, culture, plan)
    pages = [first]
    for track, dimensions, said in (
        (Track.VALUES, culture.dimensions, "Do they live what we say we stand for?"),
        (Track.SKILL, role.competencies, f"Can they do the work of a {role.title}?"),
    ):
        page = _Page(book, styles, f"{track.value.capitalize()} questions", "", said)
        for dimension in dimensions:
            _dimension(page, culture, dimension, [one for one in plan if one.track is track])
        pages.append(page)
    last = _Page(book, styles, "Red flags", "", "Conduct that was observed.")
    _flags(last, culture.red_flags)
    book.remove(blank)
    for page in (*pages, last):
        page.finish(footer)
    book.active = 0
    book.properties.title = title
    book.properties.creator = "Twokeys"
    return book


class _Page:
    """A sheet that grows downwards."""

    def __init__(
        self, book: Workbook, styles: Styles, name: str, title: str, subtitle: str
    ) -> None:
        self.grid = add_page(book, styles, name, title or name, subtitle)
        self.grid.widths(_WIDTHS)
        self.row = _TOP
        self._blocks: list[int] = []

    def across(self, text: str, look: str) -> None:
        """One text over the whole width."""
        self.grid.put(self.row, _POINT, text, look)
        self.grid.merge(self.row, _POINT, _ASKED_IN)
        self._grow(n_lines(text, sum(_WIDTHS.values())))

    def line(self, point: str, text: str, asked_in: str, looks: tuple[str, str, str]) -> None:
        """A point, a text and a remark."""
        cells = ((_POINT, point), (_TEXT, text), (_ASKED_IN, asked_in))
        for (column, said), look in zip(cells, looks, strict=True):
            self.grid.put(self.row, column, said or None, look)
        self._grow(max(n_lines(text, _WIDTHS["B"]), n_lines(asked_in, _WIDTHS["C"])))

    def gap(self) -> None:
        """An empty row; a page may end here."""
        self.row += 1
        self._blocks.append(self.row)

    def finish(self, footer: str) -> None:
        """Protect the sheet and set up its print: portrait, whole blocks on a page."""
        sheet: Any = self.grid.sheet
        set_print(sheet, footer, _ASKED_IN, None)
        sheet.page_setup.orientation = "portrait"
        sheet.oddFooter.center.text = None  # it holds nothing personal
        break_pages(sheet, self._blocks, tuple(_WIDTHS.values()))
        protect(sheet)

    def _grow(self, lines: int) -> None:
        self.grid.height(self.row, min(MOST_HEIGHT, LINE_HEIGHT * lines + _PADDING))
        self.row += 1


def _first(page: _Page, culture: Culture, plan: Sequence[Sitting]) -> None:
    for heading, text in (("Vision", culture.vision), ("Mission", culture.mission)):
        page.across(heading, "section")
        page.across(text, "explained")
    page.across("Values", "section")
    for value in culture.values:
        page.line("•", value.statement, "", ("prose", "prose", "prose"))
    page.gap()
    page.across("How to interview", "section")
    for number, text in enumerate(_HOW, start=1):
        page.line(f"{number}", text, "", ("label", "prose", "prose"))
    page.gap()
    page.across("Who asks what", "section")
    page.across(_SPLIT, "explained_muted")
    page.line("", "Interview", "Questions", ("heading", "heading", "heading"))
    for sitting in plan:
        count = f"{len(sitting.question_ids)}"
        page.line("", sitting.name, count, ("wrapped", "strong", "wrapped"))


def _dimension(
    page: _Page, culture: Culture, dimension: Dimension, plan: Sequence[Sitting]
) -> None:
    needed = ", required" if dimension.required else ""
    page.across(f"{dimension.name}{needed}", "band")
    if dimension.definition:
        page.across(dimension.definition, "explained")
    served = _served(culture, dimension)
    if served:
        page.across(served, "explained_muted")
    for number, question in enumerate(dimension.questions):
        asked_in = _asked_in(question, plan)
        page.line("" if number else "Ask", question.text, asked_in, ("label", "strong", "small"))
    for point, text in sorted(dimension.anchors.items(), reverse=True):
        page.line(f"{point}", text, "", ("strong", "wrapped", "wrapped"))
    page.gap()


def _served(culture: Culture, dimension: Dimension) -> str:
    if not isinstance(dimension, ValuesDimension):
        return ""
    statements = {value.id: f"“{value.statement}”" for value in culture.values}
    return "Serves " + " and ".join(
        statements.get(name, f"our {name}") for name in dimension.serves
    )


def _asked_in(question: Question, plan: Sequence[Sitting]) -> str:
    names = [sitting.name for sitting in plan if question.id in sitting.question_ids]
    return "\n".join([", ".join(names), _ASKS[question.asks]]).strip()


def _flags(page: _Page, flags: Sequence[RedFlag]) -> None:
    page.across(
        "A red flag is observed conduct, or a stated preference with a case, never a topic that "
        "was mentioned. It is counted, never averaged away: record it with what you observed.",
        "explained_muted",
    )
    page.gap()
    for flag in flags:
        page.across(flag.name, "band")
        page.across(flag.definition, "explained")
        page.line("Counts", flag.counts, "", ("label", "wrapped", "wrapped"))
        page.line("Does not", flag.does_not_count, "", ("label", "wrapped", "wrapped"))
        page.gap()
