"""The search index follows the tables: at once, in every process, and only when something changed."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import Session

from knowledge import library as libraries
from knowledge.db import index_folder, transaction
from knowledge.library import Library
from knowledge.models import Article
from knowledge.revisions import bump, current
from knowledge.search import holdings

KITE = {"title": "ภาษีว่าว", "body": "ภาษีว่าวตัวละยี่สิบบาท"}
DOG = {"title": "วัคซีนสุนัข", "body": "ฉีดวัคซีนสุนัขปีละครั้ง"}


@pytest.fixture
def shelf(town):
    """The shelf as the town's process sees it now."""

    def look(library: Library | None = None):
        with Session(town.engine) as session:
            return (library or town.library).shelf(session)

    return look


def titles(shelf) -> set[str]:
    """The titles on a shelf."""
    return {e.title for e in shelf.index.entries}


def test_a_shelf_is_built_once_while_nothing_changes(town, shelf):
    town(kite=KITE)
    assert shelf() is shelf()


def test_loading_the_same_again_builds_nothing(town, shelf):
    town(kite=KITE)
    before = shelf()
    town(kite=KITE)
    assert shelf() is before


def test_a_new_article_is_on_the_shelf_at_once(town, shelf):
    town(kite=KITE)
    assert titles(shelf()) == {"ภาษีว่าว"}
    town(kite=KITE, dog=DOG)
    assert titles(shelf()) == {"ภาษีว่าว", "วัคซีนสุนัข"}


def test_a_withdrawn_article_leaves_it_at_once(town, shelf):
    town(kite=KITE, dog=DOG)
    shelf()
    town(dog=DOG)
    assert titles(shelf()) == {"วัคซีนสุนัข"}


def test_another_process_sees_the_change_too(town, shelf):
    town(kite=KITE)
    other = Library()
    shelf(other)
    town(dog=DOG)
    assert titles(shelf(other)) == {"วัคซีนสุนัข"}


def test_a_change_that_is_not_committed_is_nobodys_business(town, shelf):
    town(kite=KITE)
    before = shelf()
    with pytest.raises(RuntimeError), transaction(town.engine) as session:
        session.get(Article, "kite").title = "ใหม่"
        bump(session)
        raise RuntimeError("changed my mind")
    assert shelf() is before


def test_each_change_counts_one(town):
    numbers = []
    for articles in ({"kite": KITE}, {"kite": KITE}, {"dog": DOG}, {"dog": DOG | {"body": "ใหม่"}}):
        town(**articles)
        with Session(town.engine) as session:
            numbers.append(current(session))
    assert numbers == [1, 1, 2, 3]


def test_many_threads_that_ask_at_once_build_it_once(town, shelf, monkeypatch):
    town(kite=KITE)
    built = []
    build = libraries._build
    monkeypatch.setattr(libraries, "_build", lambda *known: (built.append(1), build(*known))[1])
    with ThreadPoolExecutor(8) as many:
        shelves = set(many.map(lambda _: id(shelf()), range(16)))
    assert len(built) == len(shelves) == 1


def test_words_of_the_place_stay_whole(town, shelf):
    town(kite=KITE | {"keywords": ["ภ.บ.ท.5"]})
    assert "ภ.บ.ท.5" in shelf().queries.words.cut("ขอดู ภ.บ.ท.5")


def test_a_restart_finds_the_index_beside_the_database(town, shelf, tmp_path, monkeypatch):
    town(kite=KITE, dog=DOG)
    folder = index_folder(str(town.engine.url), tmp_path)
    shelf(Library(folder=folder))
    monkeypatch.setattr(holdings, "analyse", lambda *_: pytest.fail("analysed again"))
    assert titles(shelf(Library(folder=folder))) == {"ภาษีว่าว", "วัคซีนสุนัข"}
    assert folder == tmp_path / "town.index"


def test_an_article_that_did_not_change_is_not_read_again(town, shelf):
    town(kite=KITE)
    before = {e.id: e for e in shelf().index.entries}
    town(kite=KITE, dog=DOG)
    after = {e.id: e for e in shelf().index.entries}
    assert after["kite#0"] is before["kite#0"]
    assert [h.entry.group for h in shelf().index.search(shelf().queries.make("วัคซีนสุนัข"), None)] == ["dog"]


@pytest.mark.parametrize("change", [{"audience": "internal"}, {"keywords": ["ว่าว"]}, {"title": "ว่าว"}, {"body": "ใหม่"}])
def test_whatever_changes_of_an_article_is_seen(town, shelf, change):
    town(kite=KITE)
    shelf()
    town(kite=KITE | change)
    expected = shelf(Library()).index
    assert shelf().index.entries == expected.entries
    query = shelf().queries.make("ภาษีว่าว ใหม่")
    assert shelf().index.search(query) == expected.search(query)


def test_words_learnt_with_an_article_are_read_in_latin_letters_too(town, shelf):
    town(kite=KITE)
    shelf()
    town(kite=KITE, dog=DOG)
    assert shelf().queries.karaoke.words == shelf(Library()).queries.karaoke.words


def test_the_index_of_a_database_server_is_kept_in_a_folder_of_ours(tmp_path):
    assert index_folder("postgresql+psycopg://km:secret@host/town", tmp_path) == tmp_path / "town.index"
