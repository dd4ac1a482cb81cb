"""dbt in Dagster: the project's assets, and the two files that are written from other sources."""
