"""Audits over requisitions and months."""
