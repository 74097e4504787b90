"""Intake: dropped files become canonical responses, companions and faults."""
