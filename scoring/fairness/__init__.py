"""Fairness: rates by group, exact tests and intervals, strata, what a difference implies."""
