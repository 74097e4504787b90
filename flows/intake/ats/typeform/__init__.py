"""Typeform: submitted forms as JSON."""
