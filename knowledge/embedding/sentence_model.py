"""Runs a sentence-transformers folder by that library, which brings PyTorch along."""

import threading

from knowledge.embedding.embedder import Kind, Unusable, Vectors, unit
from knowledge.embedding.folder import Folder

INSTALL = "Install it (pip install 'km-line-bot[embedding-st]') or unset EMBEDDING_MODEL."


class SentenceEmbedder:
    """A sentence-transformers model. Errors of the constructor: Unusable."""

    def __init__(self, folder: Folder) -> None:
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise Unusable(f"EMBEDDING_MODEL needs sentence-transformers ({error}). {INSTALL}") from None
        self.fingerprint, self._prompts = folder.fingerprint, folder.prompts
        self._one_at_a_time = threading.Lock()  # its tokenizer refuses two threads ("Already borrowed")
        try:
            self._model = SentenceTransformer(
                str(folder.path), device="cpu", local_files_only=True, trust_remote_code=False
            )
        except Exception as error:  # the library raises what its parts raise
            raise Unusable(f"EMBEDDING_MODEL: {folder.path} does not load ({error}).") from error

    def encode(self, texts: list[str], kind: Kind) -> Vectors:
        """One row of unit length for each text."""
        # An empty prompt is handed over too: without one the library adds the folder's default prompt.
        prompt = self._prompts[kind]
        with self._one_at_a_time:
            return unit(self._model.encode(texts, prompt=prompt, show_progress_bar=False, convert_to_numpy=True))
