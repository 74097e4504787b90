"""The sheets of a shortlist workbook, one module a sheet."""
