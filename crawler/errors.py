"""The error tree.

    DatasetError ── SiteError (a seed file) · RecipeError (a recipe) · StoreError (a stored file)
                 └─ FormatError (a pair that a format cannot say) · EngineError (an engine that is not there)

A message is one line: where, what, what would be right.  Unwanted records are a
:class:`crawler.records.Drop`, a value, and never an error.
"""


class DatasetError(Exception):
    """Something that a user can put right."""


class SiteError(DatasetError):
    """A site's file says something that cannot be obeyed."""


class RecipeError(DatasetError):
    """A recipe says something that cannot be obeyed."""


class StoreError(DatasetError):
    """A stored file cannot be read or written."""


class FormatError(DatasetError):
    """A pair holds what a format has no way to say."""


class EngineError(DatasetError):
    """An engine is asked for that is not to be had here."""
