"""`python -m reports.i18n`: the texts that have no Thai, as stubs for th.yml."""

from __future__ import annotations

import sys

from reports.i18n.missing import as_yaml, missing, unused


def main() -> None:
    for section, texts in unused().items():
        for english in texts:
            sys.stderr.write(f"not used any more, {section}: {english}\n")
    found = missing()
    sys.stdout.write(as_yaml(found))
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
