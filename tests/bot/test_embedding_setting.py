"""EMBEDDING_MODEL: nothing is loaded without it, and a wrong one is a sentence in the log."""

import os
import subprocess
import sys
import types

import numpy as np
import pytest

from bot.embedding import open_meaning
from bot.settings import read_settings
from knowledge.embedding import load
from knowledge.errors import BadSetting


def test_without_the_setting_nothing_is_loaded():
    assert open_meaning(read_settings(embedding_model="")) is None


def test_a_wrong_folder_is_one_sentence_and_the_search_goes_on(tmp_path, caplog):
    assert open_meaning(read_settings(embedding_model=str(tmp_path / "nowhere"))) is None
    assert [r.getMessage() for r in caplog.records] == [
        f"EMBEDDING_MODEL names {tmp_path / 'nowhere'}, which is no folder on this machine. "
        "The search goes on without it."
    ]


def test_a_weight_below_nothing_is_refused():
    with pytest.raises(BadSetting, match="EMBEDDING_WEIGHT is not usable"):
        read_settings(embedding_weight=-1)


@pytest.mark.parametrize("file", ["model.onnx", "modules.json"])
def test_a_missing_package_is_one_sentence(tmp_path, caplog, monkeypatch, file):
    for package in ("onnxruntime", "tokenizers", "sentence_transformers"):
        monkeypatch.setitem(sys.modules, package, None)  # as if it were not installed
    for name in (file, "tokenizer.json"):
        (tmp_path / name).write_text("{}")
    assert open_meaning(read_settings(embedding_model=str(tmp_path))) is None
    assert "pip install 'km-line-bot[embedding" in caplog.text


def test_a_start_without_the_setting_imports_none_of_the_libraries():
    loaded = "import bot.runtime, sys; print([m for m in ('onnxruntime', 'tokenizers', 'torch') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


class Library:
    """Stands in for sentence-transformers (signature of 6.2): that one needs PyTorch, which is large."""

    given: dict[str, object] = {}

    def __init__(self, model_name_or_path, *, device, local_files_only, trust_remote_code):
        assert local_files_only and not trust_remote_code and os.environ["HF_HUB_OFFLINE"] == "1"

    def encode(self, inputs, *, prompt, show_progress_bar, convert_to_numpy):
        self.given[prompt] = list(inputs)
        return np.array([[3.0, 4.0] for _ in inputs])


def test_a_sentence_transformers_folder_is_run_by_that_library_with_its_prompts(tmp_path, monkeypatch):
    module = types.ModuleType("sentence_transformers")
    module.SentenceTransformer = Library
    monkeypatch.setitem(sys.modules, "sentence_transformers", module)
    (tmp_path / "modules.json").write_text("[]")
    prompts = '{"prompts": {"query": "query: ", "passage": "passage: "}}'
    (tmp_path / "config_sentence_transformers.json").write_text(prompts)
    made = load(tmp_path).encode(["ภาษี"], "query")
    assert Library.given == {"query: ": ["ภาษี"]}
    assert made.dtype == np.float32 and np.allclose(made, [[0.6, 0.8]])
