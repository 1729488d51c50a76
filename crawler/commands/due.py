"""``scrapy due``: crawls the sites whose schedule says so; to be started every minute by anything.

Exit 0: all that ran were whole, or nothing was due; 1: one was not, or a site's file is wrong;
2: the command is misused.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import pwd
import sys
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.utils.conf import closest_scrapy_cfg

from crawler.dispatch import Dispatch
from crawler.install import PLACES, Install
from crawler.loader import SiteLoader

# Settings that a service gets from its environment: two may hold a password, the third is who asks.
FROM_ENVIRONMENT = ("FRONTIER", "INDEX", "CONTACT")


class Command(ScrapyCommand):
    """Run the sites that are due."""

    requires_project = True
    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012

    def syntax(self) -> str:
        """Return the arguments."""
        return "[options]"

    def short_desc(self) -> str:
        """Return the line that ``scrapy`` shows."""
        return "Crawl the sites whose schedule says so; start it every minute"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add what to print, how many at once, and whether to do it at all."""
        super().add_options(parser)
        parser.add_argument(
            "--print", choices=list(PLACES), help="what to install so that it starts every minute"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what is due and crawl nothing")
        parser.add_argument(
            "--jobs", type=int, metavar="N", help="sites crawled at once; default: one a core"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print or crawl, set the exit code."""
        if args or (opts.jobs is not None and opts.jobs < 1) or (opts.print and opts.dry_run):
            raise UsageError(
                "expected options only: --print, --dry-run or --jobs of 1 or more", print_help=False
            )
        if opts.print:
            self._print(opts)
            return
        assert self.settings is not None
        folder, data = SiteLoader.from_settings(self.settings).folder, Path(self.settings["DATA_DIR"])
        dispatch = Dispatch(folder, data, passed_on(opts), opts.jobs or os.cpu_count() or 1)
        if opts.dry_run:
            print("".join(f"{line}\n" for line in plan(dispatch)), end="")
        else:
            asyncio.run(dispatch.run())
        self.exitcode = 0 if dispatch.whole else 1

    def _print(self, opts: argparse.Namespace) -> None:
        assert self.settings is not None
        named = [pair for pair in opts.set if pair.partition("=")[0] not in ("DATA_DIR", *FROM_ENVIRONMENT)]
        install = Install(
            root=Path(closest_scrapy_cfg()).parent.absolute(),
            python=Path(sys.executable),
            data=Path(self.settings["DATA_DIR"]).absolute(),
            contact=self.settings["CONTACT"] or "",
            user=pwd.getpwuid(os.getuid()).pw_name if os.getuid() else "",
            settings=tuple(named),
            jobs=opts.jobs or 0,
        )
        try:
            print(PLACES[opts.print](install), end="")
        except ValueError as error:
            sys.stderr.write(f"{error}\n")
            self.exitcode = 2


def passed_on(opts: argparse.Namespace) -> list[str]:
    """Return the options of ours that every crawl gets too."""
    named = [("-s", pair) for pair in opts.set] + [("-L", opts.loglevel), ("--logfile", opts.logfile)]
    chosen = [word for option, value in named if value for word in (option, value)]
    return [*chosen, *(["--nolog"] if opts.nolog else [])]


def plan(dispatch: Dispatch) -> list[str]:
    """Return a line for each site that is due, with what keeps it from being crawled."""
    lines = []
    for moment, name in dispatch.due():
        reason = dispatch.holds(name)
        lines.append(f"{name}: due since {moment:%Y-%m-%d %H:%M} UTC{f', but {reason}' if reason else ''}")
    return lines
