"""What a build says of itself: to the card, the manifest and the screen."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from postprocess.measures import Measures
from postprocess.places import Place
from postprocess.tables import Intake


@dataclass(slots=True)
class Outcome:
    """What a build read, kept and dropped; counts of rows by split, of drops by stage and reason.

    ``failed`` names the works at which a builder failed, and where in it.
    """

    folder: Place
    intake: Intake
    works: int = 0
    rows: Counter[str] = field(default_factory=Counter)
    drops: Counter[str] = field(default_factory=Counter)
    measures: Measures = field(default_factory=Measures)
    consent: dict[str, str] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
