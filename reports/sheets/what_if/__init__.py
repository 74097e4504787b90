"""The what-if sheet and its formulas."""
