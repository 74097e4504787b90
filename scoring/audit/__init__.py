"""Audits: what really decides who gets in, by requisition and over time."""
