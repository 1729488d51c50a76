"""What each witness on a language weighs, and what is likely before it speaks.

Fitted by benchmarks/language_fit.py on half of lid_lingua (pemistahl/lingua-py), each language
weighed by its share of the web to the power of 0.7: at 1 a short text in a rare language is called
a big one too often, at 0 "thanks" may be Xhosa.  Only differences within a script matter.
"""

from __future__ import annotations

LENGTHS = (12, 40)  # letters from which the second and the third row of WEIGHTS hold

# Columns: log-probability of the fast model, log-likelihood of the naive one, decades of the words
# in the list, words that are not in it.
WEIGHTS = (
    (0.12, 0.34, 0.99, -2.88),
    (0.15, 0.25, 0.58, -2.13),
    (0.26, 0.06, 0.03, -0.69),
)

# Malay stands higher than fitted, -0.2: most of that data's Malay reads as Indonesian to every
# witness, which newspapers of Malaysia do not.
# fmt: off
PRIORS = {
    "en": 2.0, "de": 1.3, "fr": 1.3, "es": 1.9, "it": 1.4, "pt": 1.9, "nl": 2.1, "tr": 2.1, "vi": 3.0,
    "pl": 1.4, "sv": 0.7, "da": 1.0, "no": 1.2, "fi": 0.1, "cs": 2.1, "sk": 0.7, "hu": 0.5, "ro": 0.9,
    "id": 1.6, "ms": 0.4, "tl": 0.1, "hr": 0.7, "sl": -0.5, "et": -2.1, "lv": -0.3, "lt": -0.3, "ca": -0.4,
    "sq": -1.6, "is": -1.0, "az": -1.3, "eu": -2.8, "ga": -2.5, "cy": -2.5, "la": -2.9, "sw": -2.4,
    "af": -2.1, "eo": -2.8, "so": -2.3, "ru": 1.2, "uk": 0.3, "bg": 0.8, "sr": 1.1, "mk": 0.1, "be": -1.7,
    "kk": -1.1, "mn": -0.5, "ar": -0.5, "fa": 1.0, "ur": -0.6, "hi": 1.4, "mr": -1.4, "bn": 0.0, "he": 0.0,
}
# fmt: on
UNSAMPLED = -3.0  # of a language without texts in lid_lingua: as the rarest that have
