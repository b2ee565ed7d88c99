"""Reads a model's folder: which library runs it, what stands before a text, how tokens become one vector."""

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.embedding.embedder import Embedder, Kind, Unusable

WEIGHTS = ("model.onnx", "onnx/model.onnx")
SAMPLE = 1 << 20  # bytes at either end of a file that stand for the whole of it in the fingerprint
TOKENS = 512  # the most that the common models take
OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TOKENIZERS_PARALLELISM": "false",
}


@dataclass(frozen=True)
class Folder:
    """A folder with a model: its ONNX weights (None for a sentence-transformers folder) and its configuration."""

    path: Path
    weights: Path | None
    prompts: dict[Kind, str]
    pooling: str  # mean, cls or last
    tokens: int
    fingerprint: str


def load(path: Path) -> Embedder:
    """The model in a folder on this machine; nothing is ever downloaded. Errors: Unusable, with what to do."""
    os.environ.update(OFFLINE)
    folder = read(path)
    if folder.weights is not None:
        from knowledge.embedding.onnx_model import OnnxEmbedder

        return OnnxEmbedder(folder)
    from knowledge.embedding.sentence_model import SentenceEmbedder

    return SentenceEmbedder(folder)


def read(path: Path) -> Folder:
    """What the folder says about its model. Errors: Unusable."""
    if not path.is_dir():
        raise Unusable(f"EMBEDDING_MODEL names {path}, which is no folder on this machine.")
    weights = next((path / w for w in WEIGHTS if (path / w).is_file()), None)
    if weights is None and not (path / "modules.json").is_file():
        raise Unusable(
            f"EMBEDDING_MODEL: {path} holds neither model.onnx with tokenizer.json nor a sentence-transformers model "
            "(modules.json)."
        )
    if weights is not None and not (path / "tokenizer.json").is_file():
        raise Unusable(f"EMBEDDING_MODEL: {path} has {weights.name} but no tokenizer.json; copy it there.")
    return Folder(path, weights, _prompts(path), _pooling(path), _tokens(path), _fingerprint(path))


def _prompts(path: Path) -> dict[Kind, str]:
    """What the model wants to read before a text, as sentence-transformers writes it down."""
    written = _json(path / "config_sentence_transformers.json").get("prompts") or {}
    return {"query": written.get("query", ""), "passage": written.get("passage") or written.get("document") or ""}


def _pooling(path: Path) -> str:
    written = _json(path / "1_Pooling" / "config.json")
    if written.get("pooling_mode_cls_token"):
        return "cls"
    return "last" if written.get("pooling_mode_lasttoken") else "mean"


def _tokens(path: Path) -> int:
    written = _json(path / "sentence_bert_config.json").get("max_seq_length")
    written = written or _json(path / "tokenizer_config.json").get("model_max_length")
    return min(int(written), TOKENS) if isinstance(written, int | float) and written > 0 else TOKENS


def _json(path: Path) -> dict[str, Any]:
    try:
        read = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    except ValueError as error:
        raise Unusable(f"EMBEDDING_MODEL: {path} is no JSON ({error}).") from None
    return read if isinstance(read, dict) else {}


def _fingerprint(path: Path) -> str:
    """Of every file its name, its size, its first and last megabyte: weights of gigabytes are not read through."""
    digest = hashlib.sha256()
    for file in sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith(".")):
        size = file.stat().st_size
        digest.update(f"{file.relative_to(path)} {size}\n".encode())
        with file.open("rb") as opened:
            digest.update(opened.read(SAMPLE))
            opened.seek(max(size - SAMPLE, 0))
            digest.update(opened.read(SAMPLE))
    return digest.hexdigest()[:32]
