"""The mixed-model equations: effects and their errors at given variances."""
