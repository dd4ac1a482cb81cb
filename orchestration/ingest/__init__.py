"""Export files in, typed and content-named Parquet out: laws 1, 2, 5 and 8 of the house."""
