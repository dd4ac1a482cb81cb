"""Thai beside English: `th.yml` by section; `python -m reports.i18n` lists what is missing."""
