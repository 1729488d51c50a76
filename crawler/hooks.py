"""Hooks: functions of a user's own for what a site's file cannot say.

A hook is named ``package.module:function``.  The module is a file below the folder of the site's
file (``hooks.tides:mend`` is ``seeds/hooks/tides.py``) or, where there is none, one on the Python
path.  Site files come from whoever runs the crawl; nothing of a page ever names a hook.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

from crawler.config import nearest
from crawler.guard import bug_place

NAME = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*:[^\W\d]\w*")


@dataclass(frozen=True, slots=True)
class Hook:
    """A hook by name and by the folder of the site's file: two texts, so that it goes to other processes."""

    name: str
    folder: Path

    def __call__(self, *arguments: Any) -> Any:
        """Run the hook; what it raises carries the hook's name as a note."""
        try:
            return function(self)(*arguments)
        except Exception as bug:
            bug.add_note(f"hook {self.name}")
            raise


@cache
def function(hook: Hook) -> Callable[..., Any]:
    """Import a hook; ValueError says in one line what is wrong with its name or its module."""
    if not NAME.fullmatch(hook.name):
        raise ValueError(f"{hook.name!r} is no name of a function; expected package.module:function")
    module_name, _, name = hook.name.partition(":")
    if module_name.partition(".")[0] in sys.stdlib_module_names:
        raise ValueError(f"'{module_name}' is a module of Python's own; expected one of yours")
    module = _module(module_name, hook.folder)
    found = getattr(module, name, None)
    functions = [key for key, value in vars(module).items() if inspect.isfunction(value)]
    if not callable(found):
        named = f"; {nearest(name, functions)}" if functions else ""
        raise ValueError(f"there is no function '{name}' in {module.__file__}{named}")
    if not _takes_two(found):
        raise ValueError(f"'{name}' in {module.__file__} must take two arguments: the document and the visit")
    return found  # type: ignore[no-any-return]


def _module(name: str, folder: Path) -> ModuleType:
    path = folder.joinpath(*name.split(".")).with_suffix(".py")
    try:
        return _from_file(path) if path.is_file() else import_module(name)
    except ModuleNotFoundError as error:
        if error.name is not None and f"{name}.".startswith(f"{error.name}."):
            raise ValueError(f"there is no {path}, and no module '{name}' on the Python path") from None
        raise ValueError(f"'{name}' imports '{error.name}', which is not there") from None
    except SyntaxError as error:
        raise ValueError(f"{error.filename}: line {error.lineno}: {error.msg}") from None
    except Exception as bug:  # whatever a module does while it is imported
        raise ValueError(f"'{name}' cannot be imported: {bug_place(bug)}: {bug}".splitlines()[0]) from None


def _from_file(path: Path) -> ModuleType:
    """Import a file without a place among the modules: two folders may have files of one name."""
    spec = spec_from_file_location(path.stem, path)
    assert spec and spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _takes_two(found: Callable[..., Any]) -> bool:
    try:
        inspect.signature(found).bind(None, None)
    except (TypeError, ValueError):
        return False
    return True
