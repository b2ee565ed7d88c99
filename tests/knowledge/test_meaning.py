"""Likeness of meaning beside the words: added when it is ready, kept between starts, and never in the way."""

import logging
import threading

import numpy as np
import pytest
from sqlmodel import Session

from knowledge.embedding import Meaning, Unusable
from knowledge.embedding.embedder import dimension, unit
from knowledge.embedding.folder import load
from knowledge.embedding.meaning import likeness
from knowledge.library import Library

KITE = {"title": "ว่าว", "body": "ว่าวตัวละยี่สิบบาท"}
DOG = {"title": "สุนัข", "body": "ฉีดวัคซีนปีละครั้ง"}
POND = {"title": "บ่อน้ำ", "body": "ขุดบ่อต้องแจ้งก่อน"}
SAME = {"หมา": "สุนัข"}


class Reading:
    """A model that knows by heart which texts mean the same; it counts what it read."""

    def __init__(self, fingerprint: str = "one", size: int = 8) -> None:
        self.fingerprint, self._size, self.read = fingerprint, size, []

    def encode(self, texts, kind):
        self.read += [t for t in texts if kind == "passage"]
        return unit([self._row(SAME.get(t, t)) for t in texts])

    def _row(self, text: str) -> list[float]:
        place = next((n for n, word in enumerate(("สุนัข", "ว่าว", "บ่อ")) if word in text), self._size - 1)
        return [float(n == place) for n in range(self._size)]


class Failing(Reading):
    """A model that breaks after its trial."""

    def encode(self, texts, kind):
        if any("ภาษี" in t for t in texts):
            return super().encode(texts, kind)
        raise RuntimeError("out of memory")


@pytest.fixture
def with_model(town, tmp_path):
    """`with_model(model)` lets the town search with it; returns the model."""

    def use(model, **more):
        meaning = Meaning(model, tmp_path / "vectors", **{"wait": True, **more})
        town.library = Library(meaning=meaning)
        return meaning

    return use


def test_a_word_that_no_article_has_finds_what_means_the_same(town, with_model):
    town(kite=KITE, dog=DOG, pond=POND)
    assert town.found("หมา") == []
    with_model(Reading())
    assert town.found("หมา")[0] == "dog"


def test_a_weight_of_nothing_changes_nothing(town, with_model):
    town(kite=KITE, dog=DOG, pond=POND)
    with_model(Reading(), weight=0.0)
    assert town.found("หมา") == []


def test_the_words_still_count(town, with_model):
    town(kite=KITE, dog=DOG, pond=POND)
    with_model(Reading())
    assert town.found("ขุดบ่อต้องแจ้งไหม")[0] == "pond"


def test_passages_are_read_once_and_kept_between_starts(town, with_model):
    town(kite=KITE, dog=DOG)
    first, second = Reading(), Reading()
    with_model(first)
    town.found("หมา")
    town(kite=KITE, dog=DOG, pond=POND)
    town.found("หมา")
    assert len([t for t in first.read if "\n" in t]) == 3
    with_model(second)
    assert town.found("หมา") == ["dog"]
    assert not [t for t in second.read if "\n" in t]


def test_another_model_reads_everything_anew(town, with_model):
    town(kite=KITE, dog=DOG)
    with_model(Reading())
    town.found("หมา")
    other = Reading(fingerprint="two")
    with_model(other)
    town.found("หมา")
    assert len([t for t in other.read if "\n" in t]) == 2


@pytest.mark.parametrize("damage", [b"", b"not a zip", b"PK\x03\x04broken"])
def test_a_damaged_file_of_vectors_is_made_again(town, with_model, tmp_path, damage):
    town(kite=KITE, dog=DOG)
    (tmp_path / "vectors").mkdir()
    (tmp_path / "vectors" / "one.npz").write_bytes(damage)
    with_model(Reading())
    assert town.found("หมา") == ["dog"]


def test_vectors_of_another_length_are_made_again(town, with_model):
    town(kite=KITE, dog=DOG)
    with_model(Reading())
    town.found("หมา")
    with_model(Reading(size=5))
    assert town.found("หมา") == ["dog"]


def test_answers_do_not_wait_for_the_vectors(town, with_model):
    class Slow(Reading):
        def encode(self, texts, kind):
            if kind == "passage" and "\n" in texts[0]:
                assert go_on.wait(timeout=20)
            return super().encode(texts, kind)

    go_on = threading.Event()
    town(kite=KITE, dog=DOG)
    meaning = with_model(Slow(), wait=False)
    assert town.found("ว่าวตัวละเท่าไร") == ["kite"]
    assert town.found("หมา") == []
    go_on.set()
    meaning.settle()
    assert town.found("หมา") == ["dog"]


def test_a_model_that_breaks_is_said_once_and_the_search_goes_on(town, with_model, caplog):
    town(kite=KITE, dog=DOG)
    with_model(Failing())
    with caplog.at_level(logging.ERROR):
        for question in ("ว่าวตัวละเท่าไร", "ฉีดวัคซีนปีละกี่ครั้ง"):
            assert town.found(question)
    assert [r.getMessage() for r in caplog.records] == [
        "the embedding model fails on the passages (RuntimeError: out of memory); the search goes on without it"
    ]


def test_a_model_that_breaks_on_questions_does_not_stop_them(town, with_model, caplog):
    town(kite=KITE, dog=DOG)
    model = Reading()
    with_model(model)
    with Session(town.engine) as session:
        town.library.shelf(session)
    model.encode = Failing().encode
    assert town.found("ว่าวตัวละเท่าไร") == ["kite"]
    assert "fails on a question" in caplog.text


def test_what_every_passage_has_in_common_says_nothing():
    asked, passages = unit([[1, 0]])[0], unit([[1, 0], [1, 0.5], [1, 0.6]])
    assert likeness(asked, passages).argmax() == 0
    assert (likeness(asked, np.repeat(passages[:1], 3, axis=0)) == 0).all()
    assert likeness(asked, passages[:0]).shape == (0,)


@pytest.mark.parametrize("wrong", [[1.0, 2.0], [[[1.0]]], [[float("nan"), 1.0]]])
def test_what_is_no_vector_is_refused(wrong):
    with pytest.raises(Unusable):
        unit(wrong)


def test_questions_and_passages_must_have_one_length():
    class Odd(Reading):
        def encode(self, texts, kind):
            return np.ones((len(texts), 3 if kind == "query" else 4), dtype=np.float32)

    with pytest.raises(Unusable, match=r"\(2, 3\) for questions and \(2, 4\) for passages"):
        dimension(Odd())


def test_a_folder_that_is_not_there_or_holds_no_model_says_what_is_missing(tmp_path):
    with pytest.raises(Unusable, match="no folder"):
        load(tmp_path / "nowhere")
    with pytest.raises(Unusable, match="neither model.onnx"):
        load(tmp_path)
    (tmp_path / "model.onnx").write_bytes(b"")
    with pytest.raises(Unusable, match=r"no tokenizer\.json"):
        load(tmp_path)
