"""The media store in an S3-compatible bucket, for several machines."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from knowledge.errors import BadSetting, KnowledgeError
from knowledge.media.store import PIECE, Missing, Pieces, hash_of, is_hash, place

GONE = ("404", "NoSuchKey", "NotFound")
TIMEOUT = 10  # seconds to connect, and between two pieces


@dataclass(frozen=True)
class Address:
    """Where a bucket is; an empty endpoint or region means what the AWS_* environment says."""

    bucket: str
    prefix: str = ""
    endpoint: str = ""
    region: str = ""


class Bucket:
    """Objects under a prefix, as ab/cd/<hash>. Credentials come from the usual AWS_* environment."""

    def __init__(self, address: Address) -> None:
        self._address, self._client = address, _client(address)

    def put(self, data: bytes, content_type: str) -> str:
        """Keep the bytes; returns their hash. An object appears whole or not at all."""
        name = hash_of(data)
        if not self.has(name):
            with self._explained(name):
                self._client.put_object(**self._object(name), Body=data, ContentType=content_type)
        return name

    def read(self, hash: str, start: int = 0, length: int | None = None) -> bytes:
        """`length` bytes from `start` on; None: all the rest."""
        pieces = self.pieces(hash, start, length)
        try:
            return b"".join(pieces)
        finally:
            pieces.close()

    def pieces(self, hash: str, start: int = 0, length: int | None = None) -> Pieces:
        """The same in pieces; the request is made at once, so that Missing is raised here."""
        if length == 0 or (start and start >= self.size(hash)):
            return _Pieces(None)  # S3 refuses a range that holds nothing
        whole = not start and length is None
        span = {} if whole else {"Range": f"bytes={start}-{'' if length is None else start + length - 1}"}
        with self._explained(hash):
            return _Pieces(self._client.get_object(**self._object(hash), **span)["Body"])

    def size(self, hash: str) -> int:
        """Bytes."""
        with self._explained(hash):
            return int(self._client.head_object(**self._object(hash))["ContentLength"])

    def has(self, hash: str) -> bool:
        """Whether it is there."""
        try:
            return is_hash(hash) and self.size(hash) >= 0
        except Missing:
            return False

    def remove(self, hash: str) -> None:
        """Forget it."""
        with self._explained(hash):
            self._client.delete_object(**self._object(hash))

    def _object(self, hash: str) -> dict[str, str]:
        return {"Bucket": self._address.bucket, "Key": self._address.prefix + place(hash)}

    @contextmanager
    def _explained(self, hash: str) -> Iterator[None]:
        """The library's errors as ours: not there, or one sentence."""
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            yield
        except ClientError as error:
            code = str(error.response.get("Error", {}).get("Code", ""))
            if code in GONE:
                raise Missing(hash) from None
            raise KnowledgeError(self._sentence(code)) from error
        except BotoCoreError as error:
            raise KnowledgeError(self._sentence(type(error).__name__)) from error

    def _sentence(self, code: str) -> str:
        return (
            f"The bucket {self._address.bucket} did not do what was asked ({code}): check MEDIA_URL, the AWS_* "
            "credentials and the bucket's rights, then do it again; nothing was kept by halves."
        )


class _Pieces:
    """The body of an answer, piece by piece."""

    def __init__(self, body: Any) -> None:
        self._body = body

    def __iter__(self) -> "_Pieces":
        return self

    def __next__(self) -> bytes:
        piece: bytes = self._body.read(PIECE) if self._body is not None else b""
        if not piece:
            self.close()
            raise StopIteration
        return piece

    def close(self) -> None:
        """Give the connection up."""
        if self._body is not None:
            self._body.close()
        self._body = None


def _client(address: Address) -> Any:
    try:
        import boto3
        from botocore.config import Config
    except ImportError:
        raise BadSetting(
            "MEDIA_URL names a bucket, and the library for it is not installed: pip install 'km-line-bot[bucket]'"
        ) from None
    config = Config(connect_timeout=TIMEOUT, read_timeout=TIMEOUT, retries={"max_attempts": 3}, max_pool_connections=64)
    return boto3.client("s3", endpoint_url=address.endpoint or None, region_name=address.region or None, config=config)
