"""A model of a few words, written byte by byte: looks each token's vector up in a table, as the real ones begin."""

import json
from pathlib import Path

import numpy as np

FLOAT, INT64 = 1, 7  # ONNX's numbers for types


def write(folder: Path, words: dict[str, list[float]], **files: object) -> Path:
    """A folder with model.onnx and tokenizer.json in which these words have these vectors; unknown ones have none.

    `files` are further JSON files by name ("1_Pooling/config.json" as pooling=…): prompts, pooling.
    """
    folder.mkdir(exist_ok=True)
    rows = np.array([[0.0] * len(next(iter(words.values()))), *words.values()], dtype=np.float32)
    (folder / "model.onnx").write_bytes(_model(rows))
    vocabulary = {"[PAD]": 0} | {word: number for number, word in enumerate(words, 1)}
    tokenizer = {
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": [], "normalizer": None,
        "pre_tokenizer": {"type": "WhitespaceSplit"}, "post_processor": None, "decoder": None,
        "model": {"type": "WordLevel", "vocab": vocabulary, "unk_token": "[PAD]"},
    }  # fmt: skip
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer), encoding="utf-8")
    names = {"prompts": "config_sentence_transformers.json", "pooling": "1_Pooling/config.json"}
    for name, content in files.items():
        (folder / names[name]).parent.mkdir(exist_ok=True)
        (folder / names[name]).write_text(json.dumps(content), encoding="utf-8")
    return folder


def _model(table: np.ndarray) -> bytes:
    """ModelProto: one Gather of rows by token (field numbers from onnx.proto3)."""
    tensor = b"".join(_number(1, size) for size in table.shape)
    tensor += _number(2, FLOAT) + _bytes(8, b"table") + _bytes(9, table.tobytes())
    node = _bytes(1, b"table") + _bytes(1, b"input_ids") + _bytes(2, b"tokens") + _bytes(4, b"Gather")
    graph = _bytes(1, node) + _bytes(2, b"tiny") + _bytes(5, tensor)
    graph += _bytes(11, _value(b"input_ids", INT64, 2)) + _bytes(11, _value(b"attention_mask", INT64, 2))
    graph += _bytes(12, _value(b"tokens", FLOAT, 3))
    return _number(1, 8) + _bytes(7, graph) + _bytes(8, _bytes(1, b"") + _number(2, 13))


def _value(name: bytes, kind: int, axes: int) -> bytes:
    shape = b"".join(_bytes(1, _bytes(2, b"axis%d" % n)) for n in range(axes))
    return _bytes(1, name) + _bytes(2, _bytes(1, _number(1, kind) + _bytes(2, shape)))


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _bytes(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    out = b""
    while value > 127:
        out, value = out + bytes([value & 127 | 128]), value >> 7
    return out + bytes([value])
