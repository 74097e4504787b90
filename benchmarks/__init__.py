"""Speed, measured in one run; each module's `run` prints its own figures."""
