"""Install the peers, each into an environment of its own under .peers, from the exact pins beside this file.

    python benchmarks/peers/install.py [NAME ...]

Says in a line of each whether it is there and, if not, why.  Data-Juicer installs torch when it first
runs; here it comes with the rest (6 GB), so that no run pays for it.  Python 3.11, as the pins.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
FOLDER = HERE.parents[1] / ".peers"
# Names, which are those of the files of pins too, and releases.
PEERS = {"datatrove": "0.10.1", "text-dedup": "0.4.0", "data-juicer": "1.6.1"}


def install(name: str) -> str:
    """Make a peer's environment if it is not there; return a line that says what became of it."""
    folder = FOLDER / name
    if (folder / "ready").exists():
        return "installed"
    shutil.rmtree(folder, ignore_errors=True)
    venv.create(folder, with_pip=True)
    pins = HERE / f"{name}.txt"
    pip = [str(folder / "bin" / "pip"), "install", "--quiet", "--no-deps", "--requirement", str(pins)]
    done = subprocess.run(pip, capture_output=True, text=True)
    if done.returncode:
        shutil.rmtree(folder)
        errors = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
        return f"not installed: {errors[-1] if errors else done.stderr.strip()}"
    (folder / "ready").touch()
    return "installed"


def main() -> int:
    """Install the peers that are named, or all."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", choices=[*PEERS, "all"], default="all")
    wanted = parser.parse_args().names
    names = list(PEERS) if "all" in wanted else wanted
    said = {name: install(name) for name in names}
    for name, line in said.items():
        print(f"{name} {PEERS[name]}: {line}")
    return int(any(line != "installed" for line in said.values()))


if __name__ == "__main__":
    sys.exit(main())
