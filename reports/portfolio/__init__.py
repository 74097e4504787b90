"""The portfolio workbook of a run, one module a sheet."""
