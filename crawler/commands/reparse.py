"""``scrapy reparse <site>``: records again from the archive, without a request."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.errors import SiteError, StoreError
from crawler.loader import SiteLoader
from crawler.reparse import reparse
from crawler.runs import alone


class Command(ScrapyCommand):
    """Read a site's archive anew."""

    requires_project = True
    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012

    def syntax(self) -> str:
        """Return the arguments."""
        return "[options] <site>"

    def short_desc(self) -> str:
        """Return the line that ``scrapy`` shows."""
        return "Make the records of a site again from its archived pages"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the number of processes."""
        super().add_options(parser)
        parser.add_argument("--processes", type=int, default=0, help="how many; default: one a core")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Reparse, say what came out, set the exit code."""
        if len(args) != 1 or opts.processes < 0:
            raise UsageError("expected the name of one site; `scrapy list` names them", print_help=False)
        assert self.settings is not None
        data = Path(self.settings["DATA_DIR"])
        try:
            site = SiteLoader.from_settings(self.settings).load(args[0]).site  # type: ignore[attr-defined]
            with alone(data, site.name):
                lines, whole = reparse(data, site, opts.processes)
        except (KeyError, SiteError) as error:
            sys.stderr.write(f"{error.args[0]}\n")
            self.exitcode = 2
        except StoreError as error:
            sys.stderr.write(f"{error}\n")
            self.exitcode = 1
        else:
            print("\n".join(lines))
            self.exitcode = 0 if whole else 1
