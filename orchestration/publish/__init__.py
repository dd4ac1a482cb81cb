"""The reports schema as Parquet, and the site that is rendered from it."""
