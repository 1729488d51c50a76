"""``scrapy steps [<site>]``: which text steps a page's record goes through, and with which limits."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.errors import SiteError
from crawler.loader import SiteLoader
from crawler.text.measures.limits import LIMITS, NEEDS
from crawler.text.options import limits, purpose
from crawler.text.steps import STEPS, Said, steps

NAME = 16  # columns of the longest name of a step


class Command(ScrapyCommand):
    """Show the text steps."""

    requires_project = True
    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012

    def syntax(self) -> str:
        """Return the arguments."""
        return "[<site>]"

    def short_desc(self) -> str:
        """Return the line that ``scrapy`` shows."""
        return "Show the text steps and their limits, those of a site if one is named"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:  # noqa: ARG002 (the interface's)
        """Print the steps in their order, set the exit code."""
        if len(args) > 1:
            raise UsageError("expected one site or none; `scrapy list` names them", print_help=False)
        assert self.settings is not None
        said: Said = {}
        try:
            if args:
                loader = SiteLoader.from_settings(self.settings)
                said = loader.load(args[0]).site.options  # type: ignore[attr-defined]
        except (KeyError, SiteError) as error:
            sys.stderr.write(f"{error.args[0]}\n")
            self.exitcode = 2
        else:
            print("\n".join(lines(said)))
            self.exitcode = 0


def lines(said: Said) -> Iterator[str]:
    """Yield a line for each step (name, on or off, purpose), and one for each of its limits."""
    running = steps(said)
    for name in STEPS:
        own = said.get(name)
        bound = own if isinstance(own, dict) else {}
        yield f"{name:{NAME}} {'on ' if name in running else 'off'}  {purpose(name)}"
        for limit, usual in limits(name).items():
            value = bound.get(limit, usual)
            said_value = by_language(limit) if value is None and limit in NEEDS else shown(value)
            yield f"{'':{NAME + 6}}{limit} = {said_value}"


def by_language(limit: str) -> str:
    """Return the limit of a measure for English, Chinese and other languages."""
    names = {"en": "en", "zh": "zh", "": "others"}
    return ", ".join(f"{LIMITS[tag].get(limit, 'none')} ({name})" for tag, name in names.items())


def shown(value: object) -> str:
    """Return a limit as a file writes it; one that is not set is said so."""
    if value is None:
        return "(not set)"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(shown, value))}]"
    if isinstance(value, int | float):
        return str(value)
    return "{}"
