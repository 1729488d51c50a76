"""What becomes of private data in pairs: masked, given pseudonyms, dropped or kept, by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from crawler.text.personal.labels import LABELS
from crawler.text.personal.people import roster
from crawler.text.personal.pseudonyms import Pseudonyms, pseudonyms
from crawler.text.personal.reading import is_chinese
from crawler.text.privacy import Span, find
from crawler.text.private import NAMELESS
from postprocess.pairs import Pair, Turn, Work

POLICIES = ("mask", "pseudonym", "drop", "keep")
KINDS = tuple(LABELS)


@dataclass(frozen=True, slots=True)
class Policy:
    """``default`` is what becomes of every kind (see POLICIES) that ``kinds`` does not name."""

    default: str = "mask"
    kinds: Mapping[str, str] = field(default_factory=dict)

    def of(self, kind: str) -> str:
        """Return what becomes of a kind.

        >>> Policy("mask", {"url": "keep"}).of("url")
        'keep'
        """
        return self.kinds.get(kind, self.default)

    @property
    def idle(self) -> bool:
        """Whether everything is kept."""
        return {self.default, *self.kinds.values()} == {"keep"}


@dataclass(frozen=True)
class Screen:
    """A policy over one work: the same stand-ins in all its pairs, on both their sides."""

    policy: Policy
    work: Work
    _spans: dict[tuple[str | None, str], Sequence[Span]] = field(default_factory=dict, repr=False)

    @property
    def names(self) -> bool:
        """Whether names are private here: those of a novel's characters are not."""
        return self.work.kind not in NAMELESS

    @cached_property
    def people(self) -> tuple[str, ...]:
        """Who writes in the work, in order."""
        if not self.names:
            return ()
        found = (name for piece in self.work.pieces for name in (piece.part.author, piece.part.quote_author))
        return tuple(dict.fromkeys(name for name in found if name))

    @cached_property
    def known(self) -> Pseudonyms:
        """The stand-ins of the work; none are numbered where no kind gets pseudonyms."""
        language = self.work.language if self.work.language != "und" else None
        if "pseudonym" in (self.policy.default, *self.policy.kinds.values()):
            return pseudonyms(self._texts(), language, self.people, names=self.names)
        chinese = is_chinese(self.work.title, language)
        return Pseudonyms({}, chinese, language, roster(self.people), self.names)

    def _texts(self) -> Iterator[str]:
        yield self.work.title
        for piece in self.work.pieces:
            yield from (piece.part.quote, piece.part.text)

    def hidden(self, pair: Pair, counts: Counter[str]) -> Pair | str:
        """Return the pair as the policy wants it, or why it is dropped (kinds, never values).

        What is hidden is counted by kind.
        """
        if self.policy.idle:
            return pair
        language = pair.language if pair.language not in ("", "und") else self.known.language
        found = Counter[str]()
        for text in (*(turn.text for turn in pair.turns), pair.system, *pair.meta.values()):
            found.update(span.kind for span in self._found(text, language))
        if refused := sorted(kind for kind in found if self.policy.of(kind) == "drop"):
            return f"private data ({', '.join(refused)})"
        counts.update({kind: count for kind, count in found.items() if self.policy.of(kind) != "keep"})
        known = replace(self.known, language=language)
        if not known.labels:
            known = replace(known, chinese=is_chinese("\n".join(turn.text for turn in pair.turns), language))

        def said(text: str) -> str:
            spans = self._found(text, language)
            private = any(self.policy.of(span.kind) != "keep" for span in spans)
            return known.apply(text, self._stand_in, spans) if private else text

        def called(text: str) -> str:
            renamed = self.policy.of("name") == "pseudonym" and text in self.people
            return known.stand_in("name", text) if renamed else said(text)

        turns = tuple(Turn(turn.role, said(turn.text), called(turn.speaker)) for turn in pair.turns)
        meta = {key: called(value) for key, value in pair.meta.items()}
        return replace(pair, turns=turns, system=called(pair.system), meta=meta)

    def _found(self, text: str, language: str | None) -> Sequence[Span]:
        """Return what is private in a text; a post stands in several pairs and is read once."""
        place = language, text
        if place not in self._spans:
            self._spans[place] = find(text, language, self.known.people, names=self.names) if text else ()
        return self._spans[place]

    def _stand_in(self, kind: str, plain: str, numbered: str) -> str | None:
        policy = self.policy.of(kind)
        return {"keep": None, "pseudonym": numbered}.get(policy, plain)
