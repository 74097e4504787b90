"""Readers for what applicant-tracking systems and their connectors write."""
