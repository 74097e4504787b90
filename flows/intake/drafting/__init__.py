"""Drafts of Source maps, for exports that no reader knows or that name what no guide declares."""
