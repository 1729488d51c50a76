"""``make demo``: serves the bundled sites on loopback, crawls them, builds a dataset, shows what came of it.

It runs the commands that a user would, and then holds the records against what the sites show.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson
from server import serve
from truth import truth

from crawler.runs import earlier, read_report, records

ROOT = Path(__file__).parents[2]
SITES = ("demo-forum", "demo-social", "demo-novels")
KINDS = {"post": "posts", "status": "statuses", "chapter": "chapters"}
PORT = 8765


def main() -> int:
    """Run the demo; 0 if everything that the sites show is in the records and the dataset is sound."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--out", type=Path, default=Path("datasets/demo"))
    options = parser.parse_args()
    begun = time.monotonic()
    try:
        server = serve(options.port)
    except OSError as error:
        sys.stderr.write(f"port {options.port} cannot be used ({error.strerror}); try: make demo PORT=8766\n")
        return 1
    try:
        with TemporaryDirectory() as folder:
            sites = site_files(options.port, Path(folder))
            codes = [
                run("scrapy", "crawl", site, "-s", f"SITES_DIR={sites}", "-s", f"DATA_DIR={options.data}")
                for site in SITES
            ]
    finally:
        server.shutdown()
        server.server_close()
    codes.append(
        run("postprocess.cli", "build", "demo", "--data", str(options.data), "--out", str(options.out))
    )
    codes.append(run("postprocess.cli", "check", str(options.out)))
    lacking = missing(options.data, f"http://127.0.0.1:{options.port}")
    print(table(options.data, options.out, lacking))
    print(f"{time.monotonic() - begun:.0f} s; exit code {int(any(codes) or bool(lacking))}")
    return int(any(codes) or bool(lacking))


def run(module: str, *arguments: str) -> int:
    """Run one command of pairmill, named on stderr, its output kept for what goes wrong."""
    sys.stderr.write(f"$ {module.replace('postprocess.cli', 'pairmill')} {' '.join(arguments[:2])}\n")
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600, check=False)
    if done.returncode:
        sys.stderr.write(done.stdout + done.stderr)
    return done.returncode


def site_files(port: int, folder: Path) -> Path:
    """Return the folder of site files: seeds/, or a copy of the demo's for another port."""
    if port == PORT:
        return ROOT / "seeds"
    for site in SITES:
        text = (ROOT / "seeds" / f"{site}.toml").read_text(encoding="utf-8")
        (folder / f"{site}.toml").write_text(text.replace(f":{PORT}/", f":{port}/"), encoding="utf-8")
    return folder


def missing(data: Path, base: str) -> list[str]:
    """Return what the sites show and the records do not hold, in the order shown."""
    held = {site: set(texts(data, site)) for site in SITES}
    every = set().union(*held.values())
    shown = (row for row in truth(base=base) if row["kind"] in KINDS)
    return [f"{row['kind']} {row['url']}" for row in shown if letters(row["text"]) not in every]


def texts(data: Path, site: str) -> Iterator[str]:
    """Yield the letters of each post, status and whole chapter of a site, as they were read last."""
    last = {record.id: record for files in earlier(data, site) for record in records(files.records)}
    chapters: dict[tuple[str, int], list[tuple[int, str]]] = {}
    for record in last.values():
        if record.kind == "chapter":
            chapters.setdefault((record.work, record.position), []).append((record.page, record.text))
        else:
            yield from (letters(part.text) for part in record.parts)
    for pages in chapters.values():
        yield letters("".join(text for _, text in sorted(pages)))


def letters(text: str) -> str:
    """Return a text without white space and the marks of lists and code."""
    return "".join(character for character in text if character.isalnum())


def table(data: Path, out: Path, lacking: list[str]) -> str:
    """Return what was crawled, kept, dropped and built, and where it lies."""
    manifest = orjson.loads((out / "manifest.json").read_bytes()) if (out / "manifest.json").exists() else {}
    lines = [
        f"{'site':<12}{'outcome':<12}{'pages':>7}{'records':>9}{'parts':>7}{'copies':>8}  marked and dropped"
    ]
    lines += [site_line(site, read_report(earlier(data, site)[-1])) for site in SITES]
    shown = Counter(KINDS[row["kind"]] for row in truth() if row["kind"] in KINDS)
    lines.append("shown by the sites: " + ", ".join(f"{n} {kind}" for kind, n in shown.items()))
    lines.append(f"missing in the records: {len(lacking)}" + "".join(f"\n  {each}" for each in lacking[:10]))
    lines.append("")
    lines += [f"{'dropped':<10}{n:>6}  {reason}" for reason, n in manifest.get("dropped", {}).items()]
    lines += [f"{'masked':<10}{n:>6}  {kind}" for kind, n in manifest.get("masked", {}).items()]
    lines += [f"{'built':<10}{n:>6}  {task}" for task, n in manifest.get("tasks", {}).items()]
    lines += [f"{'rows':<10}{n:>6}  {split}" for split, n in manifest.get("rows", {}).items()]
    lines += [
        "",
        f"records   {data}/records/",
        f"archive   {data}/pages/",
        f"dataset   {out}/  (README.md is its card)",
    ]
    return "\n".join(lines)


def site_line(site: str, told: dict[str, Any]) -> str:
    """Return the line of one site."""
    asides = {"unchanged": told["unchanged"]} if told["unchanged"] else {}
    asides |= {**told.get("marked", {}), **told.get("dropped", {})}
    numbers = f"{told['pages']:>7}{told['records']:>9}{told['parts']:>7}{told['copies']:>8}"
    return f"{site:<12}{told['outcome']:<12}{numbers}  " + ", ".join(
        f"{n} {kind}" for kind, n in asides.items()
    )


if __name__ == "__main__":
    sys.exit(main())
