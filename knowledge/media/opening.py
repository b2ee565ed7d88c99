"""Reads MEDIA_URL: a folder, or s3://bucket/prefix?endpoint=https://…&region=…"""

from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from knowledge.errors import BadSetting
from knowledge.media.bucket import Address, Bucket
from knowledge.media.folder import Folder
from knowledge.media.store import Store

FORMS = "Use a folder such as var/media, or s3://bucket/prefix?endpoint=https://s3.example.com."
QUERY = {"endpoint", "region"}


def open_store(media_url: str) -> Store:
    """The store for a MEDIA_URL; a folder is made when the first file is put there. Errors: BadSetting."""
    if media_url.startswith("s3://"):
        return Bucket(_address(media_url))
    path = media_url.removeprefix("file://")
    if "://" in path or not path.strip() or "\0" in path:
        raise BadSetting(f"MEDIA_URL is no place for files. {FORMS}")
    if Path(path).exists() and not Path(path).is_dir():
        raise BadSetting(f"MEDIA_URL names a file, not a folder. {FORMS}")
    return Folder(Path(path))


def _address(media_url: str) -> Address:
    try:
        parts = urlsplit(media_url)
        query = dict(parse_qsl(parts.query, strict_parsing=True)) if parts.query else {}
        wrong = parts.netloc != parts.hostname or parts.fragment or set(query) - QUERY
    except ValueError:
        wrong = True
    if wrong or not _is_endpoint(query.get("endpoint", "")):
        # The credentials that somebody wrote into it must not come out in the sentence.
        raise BadSetting(f"MEDIA_URL is no address of a bucket; credentials belong into AWS_* settings. {FORMS}")
    prefix = unquote(parts.path).strip("/")
    return Address(parts.netloc, f"{prefix}/" if prefix else "", **query)


def _is_endpoint(endpoint: str) -> bool:
    parts = urlsplit(endpoint)
    return not endpoint or (parts.scheme in ("https", "http") and bool(parts.hostname))
