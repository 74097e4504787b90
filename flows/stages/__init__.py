"""The stages of a night as plain functions that know nothing of Prefect."""
