"""A workbook as bytes: the same workbook gives the same bytes, on any day."""

import re
from contextlib import closing
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

from reports.sheetdata import sheet_data

_EPOCH = (1980, 1, 1, 0, 0, 0)
_EMPTY_ROWS = re.compile(rb"<sheetData\s*/>|<sheetData></sheetData>")
_PRIVATE = 0o600 << 16
ALTERNATIVE_TEXT = "alternative_text"
"""Attribute of a chart that holds its description for people who do not see it."""


def workbook_bytes(book: Workbook, made_at: datetime) -> bytes:
    """Write `book` as an .xlsx file. It can be written once.

    Args:
        book: The workbook.
        made_at: The document's time (the run's, not the clock's).
    """
    moment = made_at.astimezone(UTC).replace(tzinfo=None) if made_at.tzinfo else made_at
    book.properties.created = book.properties.modified = moment.replace(microsecond=0)
    out = BytesIO()
    with _Archive(out, "w", ZIP_DEFLATED) as archive:
        _Writer(book, archive).write_data()
    return out.getvalue()


class _Archive(ZipFile):
    """An archive whose members carry one fixed time."""

    def writestr(self, zinfo_or_arcname: str | ZipInfo, data: Any, *_: Any, **__: Any) -> None:
        name = getattr(zinfo_or_arcname, "filename", zinfo_or_arcname)
        member = ZipInfo(str(name), _EPOCH)
        member.compress_type = ZIP_DEFLATED
        member.external_attr = _PRIVATE
        super().writestr(member, data)


class _Drawing(SpreadsheetDrawing):
    """A drawing whose charts carry their alternative text."""

    __elements__ = SpreadsheetDrawing.__elements__

    def _chart_frame(self, idx: int) -> Any:
        frame = super()._chart_frame(idx)  # type: ignore[misc]  # the stubs lack it
        text = vars(self.charts[idx - 1]).get(ALTERNATIVE_TEXT)
        if text:
            frame.nvGraphicFramePr.cNvPr.descr = text
        return frame


class _RowlessWriter(WorksheetWriter):
    """Writes all of a sheet but its rows, which are spliced in."""

    rows_xml = ""

    def write_rows(self) -> None:
        stream: Any = self.xf
        with stream.send(True).element("sheetData"):
            pass
        stream.send(None)
        sheet: Any = self.ws
        self.rows_xml = sheet_data(sheet)

    def whole(self) -> bytes:
        rows = self.rows_xml.encode("utf-8")
        return _EMPTY_ROWS.sub(lambda _: rows, self.read(), count=1)


class _Writer(ExcelWriter):
    """openpyxl's writer, with rows from `sheet_data`."""

    def write_worksheet(self, ws: Any) -> None:
        ws._drawing = _Drawing()  # noqa: SLF001  # these names are openpyxl's own hooks
        ws._drawing.charts = ws._charts  # noqa: SLF001
        ws._drawing.images = ws._images  # noqa: SLF001
        writer: Any = _RowlessWriter(ws, BytesIO())
        with closing(writer.xf):  # what fails on the way leaves no stream open
            writer.write()
        ws._rels = writer._rels  # noqa: SLF001
        archive: ZipFile = vars(self)["_archive"]
        archive.writestr(ws.path[1:], writer.whole())
        self.manifest.append(ws)
