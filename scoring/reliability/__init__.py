"""Reliability: how far ratings, levels and floor decisions can be trusted."""
