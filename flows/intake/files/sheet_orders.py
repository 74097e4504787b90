"""How a parent and the child that reads a workbook find what the other wrote."""

SHEETS = "sheets.json"
"""Says what sheets there are, when all are read."""
BESIDE = "beside"
"""The folder in a child's folder into which its fork reads."""
