"""The rating pack: unrated answers for one rater, without saying whose they are."""

import textwrap
from itertools import groupby

from openpyxl import Workbook

from reports.kit.form_sheet import PACK_WIDTHS, FormSheet, Lists
from reports.kit.new_book import new_book
from reports.kit.scorecard import meaning_of
from reports.text import clean_text
from reports.theme import Styles
from schemas.books.kit import PackItem, RatingPack
from schemas.books.scorecard_layout import (
    COLUMN_ANSWER,
    PACK_NOTE,
    pack_identity,
    question_item,
)

_HOW = (
    "Each row is one candidate's answer in their own words; whose it is you are not told, and "
    "answers of one person do not stand together. Rate each on its own against the described "
    "behaviour: what the answer says, not how well it is written. Pick “not asked” where an "
    "answer says nothing about the question. If you know whose an answer is, leave its rating "
    "empty. Rate alone; others rate some of the same answers, so that ratings stay comparable. "
    "Save, and drop the file in the inbox under any name."
)
_LONGEST_PIECE = 1_500
"""Signs of an answer in one row; a longer row would be higher than any program shows."""


def pack_book(pack: RatingPack) -> Workbook:
    """Make the workbook in which one rater rates the answers given to them.

    Rows stand in the pack's order, gathered by question. The hidden sheet says by identifiers
    alone whose answer a row is; people do not see it, but it is not secret from someone who
    takes the file apart.
    """
    book = new_book()
    styles = Styles(book)
    blank = book.worksheets[0]
    lists = Lists(book, styles)
    page = FormSheet(book.create_sheet("Answers to rate", index=1), styles, lists, PACK_WIDTHS)
    page.line("Answers to rate", "title", 30)
    where = f"{pack.role} · rated by {pack.rater_id} · {len(pack.items)} answers"
    page.line(where, "subtitle", 18)
    page.line(_HOW, "explained_muted")
    numbered = sorted(
        enumerate(pack.items, start=1), key=lambda entry: entry[1].question.question_id
    )
    for _, block in groupby(numbered, key=lambda entry: entry[1].question.question_id):
        _question(page, list(block))
    page.finish(where)
    book.remove(blank)
    lists.seal(
        tuple(
            pack_identity(number, item, pack.rater_id)
            for number, item in enumerate(pack.items, start=1)
        )
    )
    book.properties.title = "Answers to rate"
    book.properties.creator = "Twokeys"
    return book


def _question(page: FormSheet, block: list[tuple[int, PackItem]]) -> None:
    question = block[0][1].question
    page.line(f"{question.dimension}: {question.text}", "band")
    page.headings("Answer", "What the ratings mean", COLUMN_ANSWER, PACK_NOTE)
    for number, item in block:
        first, *rest = _pieces(item.answer)
        shown = f"{item.code}\n{first}"
        page.answers(number, [(question_item(question), shown)], meaning_of(question), "asked")
        for piece in rest:
            page.line(piece, "explained")


def _pieces(answer: str) -> list[str]:
    """An answer in pieces that a row can show; line breaks stay."""
    text = clean_text(answer)
    if len(text) <= _LONGEST_PIECE:
        return [text]
    return textwrap.wrap(
        text, _LONGEST_PIECE, replace_whitespace=False, drop_whitespace=True, break_on_hyphens=False
    )
