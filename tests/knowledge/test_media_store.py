"""The bytes of leaflets, in a folder and in a bucket: kept once, wholly or not at all, and never found by a path."""

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from knowledge.errors import BadSetting, KnowledgeError
from knowledge.media import Missing, open_store
from knowledge.media.bucket import Bucket
from knowledge.media.folder import Folder
from knowledge.media.store import PIECE, hash_of, is_hash

PDF = "application/pdf"
LEAFLET = bytes(range(256)) * 3000  # three pieces
NOT_THERE = "0" * 64


@pytest.fixture(scope="module")
def s3(monkeypatch_module):
    """An S3-compatible server on this machine, with the bucket `leaflets`."""
    import boto3
    from moto.server import ThreadedMotoServer

    for name, value in (("AWS_ACCESS_KEY_ID", "test"), ("AWS_SECRET_ACCESS_KEY", "test"), ("AWS_REGION", "us-east-1")):
        monkeypatch_module.setenv(name, value)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    _, port = server.get_host_and_port()
    url = f"http://127.0.0.1:{port}"
    client = boto3.client("s3", endpoint_url=url, region_name="us-east-1")
    client.create_bucket(Bucket="leaflets")
    client.close()
    yield url
    server.stop()


@pytest.fixture(scope="module")
def monkeypatch_module():
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture(params=["folder", "bucket"])
def store(request, tmp_path):
    """Each of the two stores, opened as the program opens it."""
    if request.param == "folder":
        return open_store(str(tmp_path / "media"))
    url = request.getfixturevalue("s3")
    return open_store(f"s3://leaflets/{tmp_path.name}?endpoint={url}&region=us-east-1")


def test_what_is_put_can_be_read_whole_and_in_parts(store):
    name = store.put(LEAFLET, PDF)
    assert name == hash_of(LEAFLET)
    assert store.has(name) and store.size(name) == len(LEAFLET)
    assert store.read(name) == LEAFLET
    assert store.read(name, 10, 5) == LEAFLET[10:15]
    assert store.read(name, len(LEAFLET) - 3) == LEAFLET[-3:]
    assert store.read(name, len(LEAFLET) - 3, 10) == LEAFLET[-3:]
    assert store.read(name, len(LEAFLET), 10) == store.read(name, 5, 0) == b""


def test_pieces_are_small_and_add_up(store):
    name = store.put(LEAFLET, PDF)
    pieces = list(store.pieces(name, 7, PIECE + 20))
    assert b"".join(pieces) == LEAFLET[7 : PIECE + 27]
    assert len(pieces) >= 2 and max(map(len, pieces)) <= PIECE


def test_a_reader_may_leave_before_the_end(store):
    name = store.put(LEAFLET, PDF)
    for begun in (False, True):
        pieces = store.pieces(name)
        if begun:
            next(iter(pieces))
        pieces.close()
        pieces.close()
    assert store.read(name, 0, 3) == LEAFLET[:3]


def test_the_same_bytes_are_kept_once(store):
    first = store.put(b"same", PDF)
    assert store.put(b"same", "image/png") == first
    store.remove(first)
    assert not store.has(first)
    store.remove(first)


def test_an_empty_file_is_a_file(store):
    name = store.put(b"", PDF)
    assert (store.size(name), store.read(name), list(store.pieces(name))) == (0, b"", [])


def test_what_is_not_there_is_said_at_once(store):
    assert not store.has(NOT_THERE)
    for look in (store.size, store.read, store.pieces):
        with pytest.raises(Missing, match="media store"):
            look(NOT_THERE)


NAMES = st.one_of(
    st.text(max_size=70),
    st.sampled_from(["../secret", "..", "/etc/passwd", "", "\0", "A" * 64, "a" * 63, "a" * 64 + "\n", "aa/bb/../../x"]),
    st.text(alphabet="0123456789abcdef/.", min_size=60, max_size=70),
)


@given(name=NAMES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_name_leads_out_of_the_folder(tmp_path, name):
    assume(not is_hash(name))
    secret = tmp_path / "secret"
    secret.write_text("not for anybody")
    folder = Folder(tmp_path / "media")
    (tmp_path / "media").mkdir(exist_ok=True)
    assert not folder.has(name)
    for act in (folder.size, folder.read, folder.pieces, folder.remove):
        with pytest.raises(Missing):
            act(name)
    assert secret.read_text() == "not for anybody"


def in_a_process(script: str, folder: Path, before=None) -> str:
    """What a process prints that puts three megabytes into this folder."""
    done = subprocess.run(
        [sys.executable, "-c", script, str(folder)], capture_output=True, text=True, preexec_fn=before, check=False
    )
    return done.stdout.strip() or done.stderr


PUT = """
import sys
from pathlib import Path
from knowledge.errors import KnowledgeError
from knowledge.media.folder import Folder
try:
    Folder(Path(sys.argv[1])).put(b"x" * 3_000_000, "application/pdf")
except KnowledgeError as error:
    print(error)
"""


def smallest_files_only() -> None:
    """The kernel refuses to let a file grow over a megabyte, in the middle of the write."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))


def files_in(folder: Path) -> list[Path]:
    return [p for p in folder.rglob("*") if p.is_file()]


def test_a_write_that_fails_half_way_leaves_nothing_and_says_what_to_do(tmp_path):
    said = in_a_process(PUT, tmp_path, smallest_files_only)
    assert "was not stored" in said and "make room" in said and "MEDIA_URL" in said
    assert "\n" not in said
    assert files_in(tmp_path) == []


def test_a_full_disk_leaves_nothing(tmp_path):
    inside = (
        f"mount -t tmpfs -o size=1m none {tmp_path} && {sys.executable} -c '{PUT}' {tmp_path}; find {tmp_path} -type f"
    )
    unshare = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", inside]
    try:
        done = subprocess.run(unshare, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("unshare is not installed")
    if "No space left" not in done.stdout:
        pytest.skip(f"this kernel lets nobody mount a disk of a megabyte: {done.stderr.strip()}")
    assert "make room" in done.stdout
    assert len(done.stdout.splitlines()) == 1  # the sentence, and no file


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "media").write_text("in the way")
    with pytest.raises(KnowledgeError, match="make it writable"):
        Folder(tmp_path / "media").put(b"x", PDF)


def test_a_file_appears_under_its_name_only_when_it_is_whole(tmp_path, monkeypatch):
    seen = []
    real = os.fsync

    def flush(descriptor: int) -> None:
        seen.append([p.name for p in files_in(tmp_path)])
        real(descriptor)

    monkeypatch.setattr(os, "fsync", flush)
    name = Folder(tmp_path).put(LEAFLET, PDF)
    assert [[n == name for n in names] for names in seen] == [[False], [True]]
    assert [p.name for p in files_in(tmp_path)] == [name]


@pytest.mark.parametrize(
    "url",
    [
        "", " ", "ftp://somewhere", "https://bucket", "s3://", "s3://bucket?endpoint=ftp://x", "s3://bucket?colour=red",
        "s3://key:secret@bucket/x", "s3://bucket?endpoint", "s3://bucket#part", "s3://[", "a\0b",
    ],
)  # fmt: skip
def test_nonsense_is_no_place_for_files(url):
    with pytest.raises(BadSetting, match="MEDIA_URL") as caught:
        open_store(url)
    assert "secret" not in str(caught.value)


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(BadSetting, match="not a folder"):
        open_store(str(tmp_path / "file"))


def test_a_bucket_without_its_library_is_one_sentence(monkeypatch):
    monkeypatch.setitem(sys.modules, "boto3", None)
    with pytest.raises(BadSetting, match=r"pip install 'km-line-bot\[bucket\]'"):
        open_store("s3://leaflets")


def test_a_bucket_that_is_not_there_is_one_sentence(s3):
    store = open_store(f"s3://nobody-s/x?endpoint={s3}&region=us-east-1")
    assert isinstance(store, Bucket)
    with pytest.raises(KnowledgeError, match="check MEDIA_URL"):
        store.put(b"x", PDF)


def test_a_bucket_keeps_its_files_under_the_prefix_with_their_type(s3):
    import boto3

    name = open_store(f"s3://leaflets/a/b?endpoint={s3}&region=us-east-1").put(b"typed", "image/png")
    client = boto3.client("s3", endpoint_url=s3, region_name="us-east-1")
    found = client.head_object(Bucket="leaflets", Key=f"a/b/{name[:2]}/{name[2:4]}/{name}")
    client.close()
    assert found["ContentType"] == "image/png"
