"""Sets that grow together: which of many names belong to one cluster."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T", int, str)


class Clusters(Generic[T]):
    """Clusters of names; each goes by its smallest name, whatever the order of joining.

    >>> found = Clusters[str]()
    >>> found.join("c", "b"); found.join("b", "a")
    >>> found.lead("c"), found.lead("d")
    ('a', 'd')
    """

    def __init__(self) -> None:
        self._parent: dict[T, T] = {}

    def __iter__(self) -> Iterator[T]:
        return iter(self._parent)

    def lead(self, name: T) -> T:
        """Return the smallest name of a name's cluster, itself if it was never joined."""
        root = name
        while self._parent.get(root, root) != root:
            root = self._parent[root]
        while self._parent.get(name, root) != root:  # shorten the way for whoever asks next
            self._parent[name], name = root, self._parent[name]
        return root

    def join(self, one: T, other: T) -> None:
        """Put the clusters of two names together."""
        first, second = self.lead(one), self.lead(other)
        low, high = (second, first) if second < first else (first, second)
        self._parent[low] = low
        self._parent[high] = low
        for name in (one, other):
            self._parent.setdefault(name, low)
