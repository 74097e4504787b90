"""HR Open Standards 4.2.1: assessment reports and interview status notifications."""
