"""The world: files, databases, the clock, Prefect flows and the command line."""
