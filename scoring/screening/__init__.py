"""Screening: live responses become the shortlist of each open requisition."""
