"""Thai beside English: `th.yml` by section, and what of it is missing (`python -m reports.i18n`)."""
