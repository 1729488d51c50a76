"""``scrapy boilerplate <site>``: the lines that repeat over a site, ready for its file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler import runs
from crawler.errors import SiteError, StoreError
from crawler.loader import SiteLoader
from crawler.probe.draft import text
from crawler.text import boilerplate


class Command(ScrapyCommand):
    """Show the boilerplate of a site's records."""

    requires_project = True
    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012

    def syntax(self) -> str:
        """Return the arguments."""
        return "<site>"

    def short_desc(self) -> str:
        """Return the line that ``scrapy`` shows."""
        return "Show the lines that repeat over a site's records, ready for its file"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:  # noqa: ARG002 (the interface's)
        """Print a table for the site's file; exit 1 where there are no records."""
        if len(args) != 1:
            raise UsageError("expected the name of one site; `scrapy list` names them", print_help=False)
        assert self.settings is not None
        data = Path(self.settings["DATA_DIR"])
        try:
            site = SiteLoader.from_settings(self.settings).load(args[0]).site  # type: ignore[attr-defined]
            found = [files.records for files in runs.earlier(data, site.name) if files.records.exists()]
            texts = (record.text for path in found for record in runs.records(path, tolerant=True))
            lines = sorted(boilerplate.lines(texts))
        except (KeyError, SiteError) as error:
            sys.stderr.write(f"{error.args[0]}\n")
            self.exitcode = 2
        except StoreError as error:
            sys.stderr.write(f"{error}\n")
            self.exitcode = 1
        else:
            self.exitcode = 0 if found else 1
            if not found:
                sys.stderr.write(f"{data / 'records' / site.name}: there are no records of this site\n")
            print(as_toml(lines) if lines else "# no line repeats over the records")


def as_toml(lines: list[str]) -> str:
    """Return the table of a site's file that takes the lines out.

    >>> print(as_toml(['say "hi"']))
    [steps.boilerplate]
    lines = [
      'say "hi"',
    ]
    """
    return "\n".join(["[steps.boilerplate]", "lines = [", *[f"  {text(line)}," for line in lines], "]"])
