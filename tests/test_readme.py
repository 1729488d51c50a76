"""What the README tells a newcomer to type works, and the rows it shows are of the formats that there are."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from loopback import Crawl
from server import serve

from postprocess.formats import FORMATS

TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", TEXT, re.S)


def test_make_knows_the_commands_of_the_readme() -> None:
    """Make demo and make test are targets."""
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    named = re.findall(r"^make (\w+)$", TEXT, re.M)
    assert named and set(named) <= set(targets)


def test_first_site_can_be_followed_to_a_checked_dataset(tmp_path: Path) -> None:
    """The site file, the recipe and the commands under "your first site" run as they stand."""
    site, recipe = (text for language, text in BLOCKS if language == "toml")
    server = serve(0)
    port = f":{server.server_address[1]}/"
    crawl = Crawl(tmp_path)
    crawl.site("myforum", site.replace(":8765/", port).replace("delay_s = 0.1", "delay_s = 0"))
    (tmp_path / "my.toml").write_text(recipe, encoding="utf-8")
    commands = [line for language, text in BLOCKS if language == "sh" for line in text.splitlines()]
    tools = [
        shlex.split(line.removeprefix(".venv/bin/")) for line in commands if line.startswith(".venv/bin/")
    ]
    try:
        for tool, *arguments in tools:
            if tool == "scrapy":
                done = crawl.run(*(each.replace(":8765/", port) for each in arguments))
            elif tool == "pairmill":
                command = [sys.executable, "-m", "postprocess.cli", *arguments]
                done = subprocess.run(
                    command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False
                )
            else:
                assert arguments == ["seeds/demo/server.py"]
                continue
            assert done.returncode == 0, f"{tool} {arguments}: {done.stdout}{done.stderr}"
    finally:
        server.shutdown()
        server.server_close()
    assert {tool for tool, *_ in tools} == {"python", "scrapy", "pairmill"}
    assert (tmp_path / "datasets" / "my" / "README.md").exists()


@pytest.mark.parametrize("name", sorted(set(FORMATS)))
def test_a_row_of_each_format_is_shown(name: str) -> None:
    """The README shows a row of every format, with just the keys that the format writes."""
    file = "data/train-00000-of-00001.parquet" if name == "parquet" else f"{name}.jsonl"
    block = re.search(rf"`{re.escape(file)}`:.*?```json\n(.*?)```", TEXT, re.S)
    assert block, f"no row of {file}"
    row = json.loads(block[1])
    written = {
        "alpaca": {"instruction", "input", "output", "system", "history"},
        "sharegpt": {"conversations", "system", "tools"},
        "messages": {"messages"},
        "trl-sft": {"prompt", "completion"},
        "pretraining": {"text", "url"},
    }
    if name in written:
        assert set(row) == written[name]
    else:
        assert {"id", "task", "prompt", "response", "sources", "urls", "license"} <= set(row)
