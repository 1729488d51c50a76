"""Clean, filter, mask and deduplicate JSON lines with Data-Juicer: FILE FOLDER -> FOLDER/kept.jsonl.

What its operators stand for is told in build.py.  Two processes, turbo mode, no cache kept between runs.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from data_juicer.config import init_configs
from data_juicer.core import DefaultExecutor
from with_data_juicer import OPERATOR

UNMASKED = ("paths", "secrets", "ids", "channel_ids", "platform_open_ids", "pem", "jwt", "urls")
PROCESS: list[dict[str, dict[str, Any]]] = [
    {"fix_unicode_mapper": {}},
    {"whitespace_normalization_mapper": {}},
    {"text_length_filter": {"min_len": 10}},
    {"character_repetition_filter": {"rep_len": 10, "max_ratio": 0.5}},
    {"word_repetition_filter": {"rep_len": 10, "max_ratio": 0.5}},
    {"pii_redaction_mapper": {f"mask_{kind}": False for kind in UNMASKED}},
    {"document_minhash_deduplicator": OPERATOR},
]


def build(file: str, out: Path) -> None:
    """Write a recipe and run it."""
    out.mkdir(parents=True, exist_ok=True)
    recipe = {
        "dataset_path": str(Path(file).resolve()),
        "export_path": str(out.resolve() / "kept.jsonl"),
        "ds_cache_dir": str(out.resolve() / "cache"),
        "text_keys": "text",
        "np": 2,
        "turbo": True,
        "process": PROCESS,
    }
    path = out / "recipe.yaml"
    path.write_text(json.dumps(recipe), encoding="utf-8")  # JSON is YAML
    DefaultExecutor(init_configs(["--config", str(path)])).run()


if __name__ == "__main__":
    build(sys.argv[1], Path(sys.argv[2]))
