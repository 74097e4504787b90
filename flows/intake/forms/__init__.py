"""Exports of form tools: each known by its structure, then read as a wide table."""
