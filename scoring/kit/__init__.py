"""The scorecard kit: what is asked, by whom, and who rates what came unrated."""
