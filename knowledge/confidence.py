"""How sure we are that the first passage answers: a logistic over three features of the scores.

    p = 1 / (1 + exp(-(BIAS + KNOWN * U + GAP * G + RATIO * R)))

U is the share of the question that was found (unseen terms at a quarter of the largest idf), G the lead over the mean
of the following nine articles, R the lead over the second, relative. Fitted on 11,330 decisions over nine mixed sets
(thai-search notes §4); an organisation refits it on its own questions.
"""

import math
from collections.abc import Sequence

from knowledge.search import Hit

BIAS, KNOWN, GAP, RATIO = -6.015, 7.982, 8.930, 5.068
FUSED_MAXIMUM = 3.0
FOLLOWING = 9


def confidence(hits: Sequence[Hit]) -> float:
    """The confidence in 0...1 of the first hit; `hits` are the best passages of different articles, best first."""
    if not hits or hits[0].score <= 0:
        return 0.0
    first = hits[0].score
    following = [h.score for h in hits[1 : 1 + FOLLOWING]]
    mean = sum(following) / FOLLOWING
    second = following[0] if following else 0.0
    z = BIAS + KNOWN * hits[0].known_share + GAP * (first - mean) / FUSED_MAXIMUM + RATIO * (first - second) / first
    return 1 / (1 + math.exp(-z))
