"""Pages, or parts of pages, that scripts write."""

import sys
from pathlib import Path

import surface


def write(page: Path, text: str, by: str) -> None:
    """Writes a page; with the argument --check, fails instead when it is not as it would be written."""
    if sys.argv[1:] == ["--check"]:
        if not page.exists() or page.read_text() != text:
            sys.exit(f"{page.relative_to(surface.ROOT)} is not up to date. Run `{by}`, and look at the difference.")
        print(f"{page.relative_to(surface.ROOT)} is up to date.")
    else:
        page.write_text(text)
