"""The ledger: responses as Parquet, and the catalog of files, runs and decisions."""
