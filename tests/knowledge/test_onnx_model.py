"""The real loading code on a tiny real model. Skips where onnxruntime and tokenizers, which are optional, are not."""

import numpy as np
import pytest

import tiny_onnx
from knowledge.embedding import Meaning, Unusable, load
from knowledge.embedding.embedder import dimension

WORDS = {"หมา": [1, 0, 0], "สุนัข": [1, 0.2, 0], "แมว": [0, 0, 1], "ถาม": [0, 1, 0]}


@pytest.fixture
def libraries():
    """What a user who set EMBEDDING_MODEL has installed."""
    for name in ("onnxruntime", "tokenizers"):
        pytest.importorskip(name, reason=f"{name} is not installed: pip install 'km-line-bot[embedding]'")


@pytest.fixture
def folder(tmp_path, libraries):
    """`folder(prompts=…, pooling=…)`: a model of four words."""
    return lambda **files: tiny_onnx.write(tmp_path / "model", WORDS, **files)


def test_words_that_mean_the_same_are_near(folder):
    dog, hound, cat = load(folder()).encode(["หมา", "สุนัข", "แมว"], "passage")
    assert dog @ hound > 0.95 > 0.1 > dog @ cat


def test_vectors_have_unit_length_and_a_mean_leaves_the_padding_out(folder):
    made = load(folder()).encode(["หมา", "หมา แมว แมว แมว"], "query")
    assert made.dtype == np.float32 and made.shape == (2, 3)
    assert np.allclose(np.linalg.norm(made, axis=1), 1)
    assert np.allclose(made[0], [1, 0, 0])


def test_a_text_with_no_known_word_has_a_vector_all_the_same(folder):
    assert np.isfinite(load(folder()).encode(["", "อะไรก็ได้"], "query")).all()


def test_the_prompts_of_the_folder_stand_before_the_texts(folder):
    model = load(folder(prompts={"prompts": {"query": "ถาม ", "document": ""}}))
    assert model.encode(["หมา"], "query")[0][1] > 0.5
    assert model.encode(["หมา"], "passage")[0][1] == 0


@pytest.mark.parametrize(("mode", "word"), [("pooling_mode_cls_token", 0), ("pooling_mode_lasttoken", 2)])
def test_pooling_is_what_the_folder_says(folder, mode, word):
    made = load(folder(pooling={mode: True})).encode(["หมา แมว", "แมว หมา หมา"], "passage")[0]
    assert made[word] == pytest.approx(1)


def test_a_file_that_is_no_model_is_one_sentence(folder):
    path = folder()
    (path / "model.onnx").write_bytes(b"not a model")
    with pytest.raises(Unusable, match="does not load"):
        load(path)


def test_other_weights_have_another_fingerprint(folder, tmp_path):
    first = load(folder()).fingerprint
    again = load(tiny_onnx.write(tmp_path / "copy", WORDS)).fingerprint
    other = load(tiny_onnx.write(tmp_path / "other", WORDS | {"แมว": [0, 0.1, 1]})).fingerprint
    assert first == again != other


def test_a_question_in_other_words_finds_its_article(folder, town, tmp_path):
    from knowledge.library import Library

    model = load(folder())
    assert dimension(model) == 3
    town(dog={"title": "สุนัข", "body": "สุนัข"}, cat={"title": "แมว", "body": "แมว"}, road={"title": "ถนน", "body": "x"})
    assert town.found("หมา") == []
    town.library = Library(meaning=Meaning(model, tmp_path / "vectors", wait=True))
    assert town.found("หมา") == ["dog"]
