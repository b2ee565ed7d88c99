"""The saved index: a restart reads it, damage costs time only, and the disk may be full or read-only."""

import logging
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_index import QUESTIONS, found, own, shelf

from knowledge.search import Entry, Index, holdings, keeping, store
from knowledge.search.keeping import Kept
from knowledge.text_words import Words, plain_words

KITE, DOG = Entry("kite#0", "kite", "ภาษีว่าวตัวละยี่สิบบาท", "ภาษีว่าว"), Entry("dog#0", "dog", "ฉีดวัคซีนสุนัขปีละครั้ง")


@pytest.fixture
def analysed(monkeypatch) -> list[str]:
    """The passages that were analysed."""
    seen: list[str] = []
    analyse = holdings.analyse
    monkeypatch.setattr(holdings, "analyse", lambda e, words: (seen.append(e.id), analyse(e, words))[1])
    return seen


@pytest.fixture
def saved(tmp_path) -> Path:
    """A folder with an index of two passages."""
    Kept(tmp_path / "index").open([KITE, DOG], plain_words())
    return tmp_path / "index"


def test_a_restart_analyses_nothing_again(saved, analysed):
    index = Kept(saved).open([DOG, KITE], plain_words())
    assert analysed == []
    assert [h.entry for h in found(index, plain_words(), "ภาษีว่าว")][0] is KITE


def test_after_a_restart_only_what_changed_meanwhile_is_analysed(saved, analysed):
    Kept(saved).open([KITE, Entry("pond#0", "pond", "บ่อปลา")], plain_words())
    assert analysed == ["pond#0"]


def test_a_word_learnt_meanwhile_has_only_its_holders_cut_again(saved, analysed):
    Kept(saved).open([KITE, DOG], Words(["วัคซีนสุนัข"]))
    assert analysed == ["dog#0"]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(shelf, own, st.booleans()), min_size=1, max_size=5))
def test_saving_and_opening_changes_no_score(tmp_path_factory, history):
    kept, index = Kept(tmp_path_factory.mktemp("index")), None
    for entries, own_words, restarts in history:
        words = Words(own_words)
        if index is None or restarts:
            kept = Kept(kept.folder)
            index = kept.open(entries, words)
        else:
            index = kept.bring(index, entries, words)
        for question in QUESTIONS:
            assert found(index, words, question) == found(Index(entries, words), words, question)


def cut_short(folder: Path) -> None:
    """A file that a crash left half written."""
    file = next(folder.glob("segment-*/trigrams-numbers.npy"))
    file.write_bytes(file.read_bytes()[:-3])


def flip(folder: Path) -> None:
    """A bit that the disk lost."""
    file = next(folder.glob("segment-*/words-counts.npy"))
    file.write_bytes(file.read_bytes()[:-1] + b"\x77")


def lose(folder: Path) -> None:
    """A file that is gone."""
    next(folder.glob("segment-*/lengths.npy")).unlink()


def scribble(folder: Path) -> None:
    """A header that is none."""
    (folder / store.HEADER).write_text('{"body": []}')


def tamper(folder: Path) -> None:
    """A header that was edited."""
    header = folder / store.HEADER
    header.write_text(header.read_text().replace('"dead": []', '"dead": [1]'))


@pytest.mark.parametrize("damage", [cut_short, flip, lose, scribble, tamper])
def test_a_damaged_folder_is_built_again_and_said_so_once(saved, analysed, caplog, damage):
    damage(saved)
    index = Kept(saved).open([KITE, DOG], plain_words())
    assert analysed == ["kite#0", "dog#0"]
    assert found(index, plain_words(), "ภาษีว่าว")[0].entry is KITE
    assert [r.levelno for r in caplog.records] == [logging.WARNING]
    assert "thrown away and built again" in caplog.text
    Kept(saved).open([KITE, DOG], plain_words())
    assert len(analysed) == 2


def test_a_folder_of_another_dictionary_is_built_again(saved, analysed, caplog, monkeypatch):
    monkeypatch.setattr(keeping, "fingerprint", lambda: "of another dictionary")
    Kept(saved).open([KITE], plain_words())
    assert analysed == ["kite#0"]
    assert "another version" in caplog.text


def test_a_full_disk_leaves_the_index_in_memory_and_is_mentioned_once(tmp_path, caplog, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "_flush", full)
    kept = Kept(tmp_path / "index")
    index = kept.bring(kept.open([KITE], plain_words()), [KITE, DOG], plain_words())
    assert found(index, plain_words(), "ฉีดวัคซีนสุนัข")[0].entry is DOG
    assert len(caplog.records) == 1
    assert "kept in memory" in caplog.text


def test_a_folder_that_cannot_be_made_leaves_the_index_in_memory(tmp_path, caplog):
    (tmp_path / "file").write_text("")
    index = Kept(tmp_path / "file" / "index").open([KITE], plain_words())
    assert found(index, plain_words(), "ภาษีว่าว")
    assert len(caplog.records) == 1


def test_two_processes_share_a_folder_and_neither_disturbs_the_other(saved, analysed):
    first, second = Kept(saved), Kept(saved)
    old = first.open([KITE, DOG], plain_words())
    many = [Entry(f"{n}", "many", f"หนังสือราชการฉบับที่ {n}") for n in range(2 * holdings.SMALL)]
    second.bring(second.open([KITE, DOG], plain_words()), [KITE, *many], plain_words())
    assert found(old, plain_words(), "ฉีดวัคซีนสุนัข")[0].entry is DOG
    analysed.clear()
    Kept(saved).open([KITE, *many], plain_words())
    assert analysed == []


def test_large_arrays_are_mapped_and_cannot_be_written(tmp_path):
    many = [Entry(f"{n}", "many", f"หนังสือราชการฉบับที่ {n} " * 9) for n in range(900)]
    Kept(tmp_path).open(many, plain_words())
    numbers = Kept(tmp_path).open(many, plain_words()).holdings.standings[0].segment.channels[1].numbers
    assert isinstance(numbers.base, np.memmap)
    assert not numbers.flags.writeable


def test_folders_that_nobody_lists_are_removed(saved):
    kept = Kept(saved)
    many = [Entry(f"{n}", "many", f"หนังสือราชการฉบับที่ {n}") for n in range(2 * holdings.SMALL)]
    kept.bring(kept.open([KITE, DOG], plain_words()), [KITE, *many], plain_words())
    assert len(list(saved.glob("segment-*"))) == 1
