"""Masked text: a passage with one sentence taken out, and that sentence."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2s

from postprocess.build.continuation import SENTENCES, blocks
from postprocess.build.making import MARKUP, make_pair, message_bytes, passages, wording
from postprocess.pairs import Pair, Turn, Work

GAP = "____"
MIN_SENTENCES = 5
MIN_CHARS, MAX_CHARS = 12, 200
TASK = {
    "zh": (
        f"下面这段文字少了一句话，写出 {GAP} 处的原句。\n\n",
        f"补全 {GAP} 处的句子：\n\n",
        f"根据上下文，{GAP} 这里原来是哪一句？\n\n",
    ),
    "en": (
        f"One sentence is missing from this passage. Write what stands at {GAP}.\n\n",
        f"Fill the gap {GAP} with one sentence that fits what is before and after it.\n\n",
        f"Which sentence belongs at {GAP}?\n\n",
    ),
}


def build(work: Work, max_prompt_bytes: int) -> Iterator[Pair]:
    """Yield a pair for each block of a chapter or article; the sentence stands neither first nor last."""
    if work.kind not in ("chapter", "article"):
        return
    longest = max(message_bytes(task) for tasks in TASK.values() for task in tasks)
    for passage in passages(work):
        for number, block in enumerate(blocks(passage.text, max_prompt_bytes - longest - MARKUP)):
            found = gap(block)
            if found is None:
                continue
            shown, sentence = found
            task = wording(TASK, passage.language, (work.id, passage.position, number))
            yield make_pair(
                work,
                "masked",
                [Turn("user", task + shown), Turn("assistant", sentence)],
                passage.pieces,
                key=[passage.position, number],
                meta={"chapter": passage.title},
            )


def gap(block: str) -> tuple[str, str] | None:
    """Return a block with a sentence taken out, and the sentence; None if no sentence fits.

    Which of those that fit is chosen by a hash of the block.  One that stands there twice would be
    given away.
    """
    sentences = [each for each in SENTENCES.split(block) if each]
    inner = range(1, len(sentences) - 1) if len(sentences) >= MIN_SENTENCES and GAP not in block else ()
    fit = [n for n in inner if _fits(sentences[n], block)]
    if not fit:
        return None
    hashed = int.from_bytes(blake2s(block.encode("utf-8", "replace"), digest_size=4).digest(), "big")
    chosen = fit[hashed % len(fit)]
    said = sentences[chosen]
    held = said.replace(said.strip(), GAP)
    return "".join([*sentences[:chosen], held, *sentences[chosen + 1 :]]), said.strip()


def _fits(sentence: str, block: str) -> bool:
    said = sentence.strip()
    return MIN_CHARS <= len(said) <= MAX_CHARS and "\n" not in said and block.count(said) == 1
