"""The page that lists the text steps says what the code does."""

from __future__ import annotations

import re

from conftest import ROOT

from crawler.commands.steps import lines

PAGE = (ROOT / "docs" / "steps.md").read_text(encoding="utf-8")


def test_the_page_shows_what_the_command_prints() -> None:
    """A step, a limit or a default that changes changes the page."""
    shown = re.findall(r"```text\n(.*?)```", PAGE, re.S)[0]
    assert shown.splitlines() == list(lines({}))
