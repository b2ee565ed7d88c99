"""How sure we are that the first passage answers: a logistic over what the scores show.

    p = 1 / (1 + exp(-(bias + sum of weight_i * evidence_i)))

The weights and the two thresholds are data, fitted on messages written for the purpose (`km eval fit`), and fitted
again by an organisation as its knowledge grows: on an unseen set a foreign fit is off by 0.07 to 0.12 (thai-search §4).
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

from knowledge.search import Hit, Query
from knowledge.search.analysis import FUSED_MAXIMUM

FITTED = Path(__file__).parent / "data" / "confidence.json"
FOLLOWING = 9


@dataclass(frozen=True)
class Evidence:
    """What speaks for the first hit; `hits` are the best passages of different articles, best first.

    known    share of the question found, unseen terms counted at a quarter of the largest idf
    lead     lead over the mean of the nine following, as a share of the largest possible score
    ratio    lead over the second, relative to the first
    words    share of the question's words found
    length   log(1 + characters of the question): long questions find less of themselves
    unseen   share of the question's words that no article has
    rivalry  the first against the best there is for anybody: below 1 when something better must not be shown
    """

    known: float
    lead: float
    ratio: float
    words: float
    length: float
    unseen: float
    rivalry: float


@dataclass(frozen=True)
class Model:
    """Fitted weights, and the thresholds from which on one article is shown, or a choice of them."""

    bias: float
    weights: Mapping[str, float]
    answer_at: float
    choose_at: float

    def confidence(self, evidence: Evidence | None) -> float:
        """The confidence in 0...1; 0 when nothing was found."""
        if evidence is None:
            return 0.0
        z = self.bias + sum(self.weights[name] * value for name, value in asdict(evidence).items())
        return 1 / (1 + math.exp(-max(min(z, 40.0), -40.0)))


def weigh_evidence(query: Query, hits: Sequence[Hit], unseen: float, best_of_all: float) -> Evidence | None:
    """The evidence for the first hit, or None when there is none."""
    if not hits or hits[0].score <= 0:
        return None
    first = hits[0].score
    following = [h.score for h in hits[1 : 1 + FOLLOWING]]
    return Evidence(
        known=hits[0].known_share,
        lead=(first - sum(following) / FOLLOWING) / FUSED_MAXIMUM,
        ratio=(first - (following[0] if following else 0.0)) / first,
        words=hits[0].shares[0],
        length=math.log(1 + len(query.text)),
        unseen=unseen,
        rivalry=first / best_of_all if best_of_all > 0 else 1.0,
    )


def read_model(text: str) -> Model:
    """A model from its JSON."""
    values = json.loads(text)
    return Model(values["bias"], values["weights"], values["answer_at"], values["choose_at"])


@lru_cache(maxsize=1)
def shipped_model() -> Model:
    """The model that comes with the program."""
    return read_model(FITTED.read_text(encoding="utf-8"))
