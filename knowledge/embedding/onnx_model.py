"""Runs model.onnx with its tokenizer.json by onnxruntime and tokenizers: small, no PyTorch."""

import os
from typing import Any

import numpy as np

from knowledge.embedding.embedder import Kind, Unusable, Vectors, unit
from knowledge.embedding.folder import Folder

INSTALL = "Install them (pip install 'km-line-bot[embedding]') or unset EMBEDDING_MODEL."
PADS = ("[PAD]", "<pad>", "<|endoftext|>")


class OnnxEmbedder:
    """An ONNX model. Errors of the constructor: Unusable."""

    def __init__(self, folder: Folder) -> None:
        try:
            import onnxruntime
            import tokenizers
        except ImportError as error:
            raise Unusable(f"EMBEDDING_MODEL needs onnxruntime and tokenizers ({error}). {INSTALL}") from None
        self.fingerprint, self._folder = folder.fingerprint, folder
        try:
            self._tokenizer = tokenizers.Tokenizer.from_file(str(folder.path / "tokenizer.json"))
            self._session = onnxruntime.InferenceSession(
                str(folder.weights), _options(onnxruntime), providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # both libraries raise classes of their own
            raise Unusable(f"EMBEDDING_MODEL: {folder.path} does not load ({error}).") from error
        self._inputs = [i.name for i in self._session.get_inputs()]
        _prepare(self._tokenizer, folder.tokens)

    def encode(self, texts: list[str], kind: Kind) -> Vectors:
        """One row of unit length for each text."""
        encoded = self._tokenizer.encode_batch([self._folder.prompts[kind] + t for t in texts])
        mask = np.array([e.attention_mask for e in encoded], dtype=np.int64)
        known = {
            "input_ids": np.array([e.ids for e in encoded], dtype=np.int64),
            "attention_mask": mask,
            "token_type_ids": np.zeros_like(mask),
        }
        missing = [name for name in self._inputs if name not in known]
        if missing:
            raise Unusable(f"The embedding model asks for {', '.join(missing)}, which no text has; use another model.")
        outputs = self._session.run(None, {name: known[name] for name in self._inputs})
        return unit(_pooled(outputs, mask, self._folder.pooling))


def _pooled(outputs: list[Any], mask: Any, pooling: str) -> Any:
    """One row for each text: a ready one when the model gives it, else from its tokens' vectors."""
    ready = next((o for o in outputs if np.ndim(o) == 2), None)
    if ready is not None:
        return ready
    tokens = np.asarray(outputs[0])
    if tokens.ndim != 3 or pooling == "cls":
        return tokens[:, 0] if tokens.ndim == 3 else tokens
    if pooling == "last":
        return tokens[np.arange(len(tokens)), mask.sum(axis=1) - 1]
    weights = mask[:, :, None].astype(np.float32)
    return (tokens * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1)


def _prepare(tokenizer: Any, tokens: int) -> None:
    """Long texts cut, short ones filled up at the right: `last` pooling counts on it."""
    pad = next((p for p in PADS if tokenizer.token_to_id(p) is not None), None)
    tokenizer.enable_truncation(max_length=tokens)
    tokenizer.enable_padding(pad_id=tokenizer.token_to_id(pad) if pad else 0, pad_token=pad or "[PAD]")


def _options(onnxruntime: Any) -> Any:
    """Half the cores: the other half answers people meanwhile."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = max((os.cpu_count() or 2) // 2, 1)
    options.log_severity_level = 3
    return options
