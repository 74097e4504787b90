"""Whole tables of ratings: every coefficient, and what other programs print."""
