"""The labelled data in the folder ``shared`` beside the repository, each corpus with a reader of its own."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

DATA = Path(__file__).parents[2] / "shared" / "data"


def loader(corpus: str) -> ModuleType:
    """Return the module that reads a corpus."""
    spec = importlib.util.spec_from_file_location(corpus, DATA / corpus / "load.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
