"""Which engines there are, by the word that names one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from crawler.errors import EngineError
from postprocess.engine import MEMORY, Engine
from postprocess.local import Local
from postprocess.spark import Spark

# What stands before :// in an address -> folder, memory, processes and the address to an engine.
ENGINES: dict[str, Callable[[Path, str, int, str], Engine]] = {
    "local": lambda folder, memory, processes, _: Local(folder, memory, processes),
    "spark": Spark,
    "sc": Spark,
}


def opened(word: str, folder: Path, memory: str = MEMORY, processes: int = 0) -> Engine:
    """Return the engine that a word or an address names, with this folder for its files.

    ``processes`` are what it may use of this machine's processors, 0 all of them.

    EngineError if there is none of that name, or it does not start.
    """
    name, _, address = word.partition("://")
    if name not in ENGINES or (name == "sc") > bool(address) or (name == "local" and address):
        raise EngineError(
            f"unknown engine '{word}'; the engines are local, spark, spark://host:port and sc://host:port"
        )
    return ENGINES[name](folder, memory, processes, word)
