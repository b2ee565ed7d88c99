"""`km load`: a pack is loaded whole or not at all, and every mistake is named with file, line and field."""

import re

import pytest
from sqlmodel import Session, select

from bot.commands.knowledge_pack import load_into
from knowledge.db import open_engine
from knowledge.models import Article, Organisation, Passage, Revision, Synonym
from knowledge.packs import find_pack
from knowledge.revisions import current
from stage import NOK, SOMCHAI, sqlite_url

PACK = """\
schema_version: 1
generated: 2026-11-20
org:
  key: testtown
  name: เทศบาลตำบลทดสอบ
  short_name: ทต.ทดสอบ
  type: municipality
divisions:
- key: clerk
  name: สำนักปลัด
- key: finance
  name: กองคลัง
articles:
- id: kite
  title: การขออนุญาตเล่นว่าว
  kind: manual
  audience: external
  owner_division: clerk
  related: [kite-tax]
  body: |
    ยื่นคำขอเล่นว่าวที่สำนักปลัดก่อนเล่นเจ็ดวัน
- id: kite-tax
  title: ภาษีว่าว
  kind: leaflet
  leaflet: true
  audience: external
  valid_from: 2026-01-01
  valid_until: 2027-12-31
  body: |
    ภาษีว่าวตัวละสิบบาท
km_plan:
  fiscal_year: 2570
  title: แผน
  starts: 2026-10-01
  ends: 2027-09-30
  issues:
  - {'no': 1, name: ว่าว, owner_role: hr, documents: [kite]}
  activities:
  - {id: fly, key: fly, name: เล่นว่าว, owner_role: hr, deadline: 2027-01-31}
"""


@pytest.fixture
def pack(tmp_path):
    """`pack(("old", "new"), …)` writes a pack with these words replaced; returns its path."""

    def write(*changes: tuple[str, str], text: str | bytes = PACK) -> str:
        for old, new in changes:
            assert old in text, f"{old} is not in the pack"
            text = text.replace(old, new)
        path = tmp_path / "town.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    return write


@pytest.fixture
def table(tmp_path, km):
    """All rows of a table, as they stand."""

    def rows(statement):
        engine = open_engine(sqlite_url(tmp_path / "cli.db"))
        with Session(engine) as session:
            found = session.exec(statement).all()
        engine.dispose()
        return list(found)

    return rows


def test_a_pack_is_loaded_and_says_what_it_did(km, pack, table):
    result = km("load", pack())
    assert result.exit_code == 0
    assert "2 articles added, 0 changed, 0 withdrawn, 0 as before" in result.output
    assert table(select(Article.key).order_by(Article.key)) == ["kite", "kite-tax"]
    assert table(select(Revision.number)) == [1, 1]


def test_loading_twice_changes_nothing(km, pack, table):
    km("load", pack())
    tables = (Article, Revision, Passage, Synonym, Organisation)
    before = [table(select(t)) for t in tables]
    result = km("load", pack())
    assert "0 articles added, 0 changed, 0 withdrawn, 2 as before; 0 new synonyms" in result.output
    assert [table(select(t)) for t in tables] == before


@pytest.mark.parametrize("organisation", ["mueangkaset", "mueangchum"])
def test_the_packs_that_come_with_the_program_load_by_name_and_twice(loaded, organisation, tmp_path):
    copy = tmp_path / "copy.db"
    copy.write_bytes(loaded[organisation][0].read_bytes())
    engine = open_engine(sqlite_url(copy))
    with Session(engine) as session:
        before = current(session)
    assert not load_into(engine, organisation).anything
    with Session(engine) as session:
        assert current(session) == before
    engine.dispose()


def test_a_changed_article_becomes_revision_two_and_the_old_wording_is_kept(km, pack, table):
    km("load", pack())
    result = km("load", pack(("สิบบาท", "ยี่สิบบาท")))
    assert "0 articles added, 1 changed, 0 withdrawn, 1 as before" in result.output
    wordings = table(select(Revision.number, Revision.body).where(Revision.article_key == "kite-tax"))
    assert [(n, "ยี่สิบ" in body) for n, body in wordings] == [(1, False), (2, True)]
    assert table(select(Article.revision).order_by(Article.key)) == [1, 2]


def test_an_article_that_leaves_the_pack_is_withdrawn_and_comes_back_with_it(km, pack, table):
    without = (("- id: kite-tax", "- id: kite-tax-new"), ("[kite-tax]", "[kite-tax-new]"))
    km("load", pack())
    assert "1 articles added, 1 changed, 1 withdrawn" in km("load", pack(*without)).output
    withdrawn = select(Article.key).where(Article.withdrawn)
    assert table(withdrawn) == ["kite-tax"]
    km("load", pack())
    assert table(withdrawn) == ["kite-tax-new"]


def test_another_organisations_pack_is_refused(km, pack, says, table):
    km("load", pack())
    result = km("load", "mueangchum")
    assert result.exit_code in (1, 2)
    assert "This database serves testtown; the pack is for mueangchum" in says(result)
    assert table(select(Organisation.key)) == ["testtown"]


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        ("audience: external\n  owner", "audience: everybody\n  owner", "town.yaml:17: articles[0].audience: "),
        ("kind: manual", "kind: poem", "town.yaml:16: articles[0].kind: "),
        ("  kind: manual", "  kimd: manual", "town.yaml:16: articles[0].kimd: no such field"),
        ("  kind: manual\n", "", "town.yaml:14: articles[0].kind: this field is missing"),
        ("title: ภาษีว่าว", "title: ''", "town.yaml:23: articles[1].title: "),
        ("title: ภาษีว่าว", "title: [ภาษี]", "town.yaml:23: articles[1].title: input should be a valid string"),
        ("- id: kite-tax", "- id: kite", "town.yaml:22: articles[1].id: 'kite' is used twice"),
        ("- id: kite-tax", "- id: ว่าว", "town.yaml:22: articles[1].id: "),
        ("- key: finance", "- key: clerk", "town.yaml:11: divisions[1].key: 'clerk' is used twice"),
        ("owner_division: clerk", "owner_division: moon", "town.yaml:18: articles[0].owner_division: no division has"),
        (
            "related: [kite-tax]",
            "related: [moon]",
            "town.yaml:19: articles[0].related[0]: no article has the id 'moon'",
        ),
        ("documents: [kite]", "documents: [moon]", "town.yaml:37: km_plan.issues[0].documents[0]: no article has"),
        ("deadline: 2027-01-31", "deadline: 2029-01-31", "town.yaml:39: km_plan.activities[0].deadline: outside"),
        ("valid_until: 2027-12-31", "valid_until: 2025-12-31", "town.yaml:28: articles[1].valid_until: is before"),
        ("valid_until: 2027-12-31", "valid_until: สิ้นปี", "town.yaml:28: articles[1].valid_until: "),
        ("valid_until: 2027-12-31", "valid_until: '2027-02-31'", "town.yaml:28: articles[1].valid_until: "),
        ("  body: |\n    ภาษีว่าวตัวละสิบบาท\n", "  body: ''\n", "town.yaml:29: articles[1].body: "),
        ("leaflet: true", "leaflet: maybe", "town.yaml:25: articles[1].leaflet: "),
        ("type: municipality", "type: kingdom", "town.yaml:7: org.type: "),
        ("schema_version: 1", "schema_version: 2", "town.yaml:1: schema_version: "),
        ("leaflet: true", "title: ภาษีว่าวใหม่", "town.yaml:25: articles[1].title: this field stands twice"),
        ("leaflet: true", "\tleaflet: true", "town.yaml:25: file: not YAML: "),
        ("title: ภาษีว่าว", "title: 'ภาษีว่าว", "town.yaml:"),
        ("title: ภาษีว่าว", "title: *shared", "town.yaml:1: file: YAML aliases"),
        ("km_plan:\n", "---\nkm_plan:\n", "town.yaml:31: file: not YAML: "),
        pytest.param("2027-12-31", "2027-02-31", "town.yaml:28: articles[1].valid_until: "),
        pytest.param("2027-12-31", "2027-13-01", "town.yaml:28: articles[1].valid_until: "),
        pytest.param("leaflet: true", "leaflet: !!int ว่าว", "town.yaml:25: "),
        pytest.param("leaflet: true", "? [a]\n  : b", "town.yaml:25: "),
        pytest.param("leaflet: true", "leaflet: !!python/name:os.system ''", "town.yaml:25: "),
        pytest.param("leaflet: true", "<<: 5", "town.yaml:25: "),
        pytest.param("[kite-tax]", "[" * 2000 + "]" * 2000, "town.yaml:"),
    ],
)
def test_a_mistake_is_named_with_file_line_and_field_and_nothing_is_loaded(km, pack, table, old, new, mistake):
    result = km("load", pack((old, new)))
    assert result.exit_code == 1, repr(result.exception)
    assert any(line.startswith(mistake) for line in result.stderr.splitlines()), result.stderr
    assert "nothing was loaded" in result.stderr
    assert table(select(Article.key)) == []


@pytest.mark.parametrize("field", ["valid_until: 2027", "valid_from: 2026", "deadline: 2027"])
def test_a_year_of_the_buddhist_era_is_a_mistake_because_such_an_article_never_ends(km, pack, field):
    name, year = field.split()
    result = km("load", pack((field, f"{name} {int(year) + 543}")))
    assert result.exit_code == 1
    assert any(name.rstrip(":") in line and "C.E." in line for line in result.stderr.splitlines())


def test_the_number_of_an_issue_needs_no_quotes(km, pack):
    assert km("load", pack(("{'no': 1", "{no: 1"))).exit_code == 0


def test_all_mistakes_of_a_kind_are_named_at_once(km, pack):
    result = km("load", pack(("owner_division: clerk", "owner_division: moon"), ("[kite-tax]", "[sun, kite, stars]")))
    assert [line.split(":")[1] for line in result.stderr.splitlines()[:-1]] == ["18", "19", "19"]
    assert "km: 3 mistake(s); nothing was loaded." in result.stderr


def test_all_mistakes_of_all_kinds_are_named_at_once(km, pack):
    result = km("load", pack(("kind: manual", "kind: poem"), ("owner_division: clerk", "owner_division: moon")))
    assert {line.split(":")[1] for line in result.stderr.splitlines()[:-1]} == {"16", "18"}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"# only a remark\n",
        b"- a list\n",
        b"just words",
        b"{}",
        b"\x00\x01\x02\x03",
        b"\xff\xfe\xfd",
        bytes(range(256)) * 20,
        PACK.encode("utf-16"),
        b"PK\x03\x04 a word processor's file",
    ],
    ids=lambda content: repr(content[:20]),
)
def test_a_file_that_is_no_pack_is_refused(km, pack, table, content):
    result = km("load", pack(text=content))
    assert result.exit_code == 1
    assert result.stderr.startswith("town.yaml:1: ")
    assert table(select(Article.key)) == []


@pytest.mark.parametrize("name", ["nosuch.yaml", "nosuch", ".", "../mueangkaset", "mueangkaset.yaml", ""])
def test_a_pack_that_is_not_there_is_refused_with_the_names_there_are(km, says, name):
    result = km("load", name)
    assert result.exit_code == 2
    assert "mueangchum, mueangkaset" in says(result)


@pytest.mark.parametrize("change", [(b"\n", b"\r\n"), (b"schema_version", b"\xef\xbb\xbfschema_version")])
def test_a_pack_written_on_windows_is_loaded(km, pack, table, change):
    result = km("load", pack(change, text=PACK.encode()))
    assert result.exit_code == 0
    assert table(select(Article.title).order_by(Article.key)) == ["การขออนุญาตเล่นว่าว", "ภาษีว่าว"]


def test_a_mistake_in_a_second_pack_leaves_the_first_as_it_was(km, pack, table):
    km("load", pack())
    assert km("load", pack(("ภาษีว่าวตัวละสิบบาท", "ใหม่"), ("kind: manual", "kind: poem"))).exit_code == 1
    assert table(select(Article.revision)) == [1, 1]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("- id: kite\n", "- id: [kite]\n", 14),
        ("- key: finance", "- key: {finance: 1}", 11),
        ("leaflet: true", "issue: 99999999999999999999", 25),
        ("title: ภาษีว่าว", 'title: "ภาษี\\0ว่าว"', 23),
    ],
)
def test_a_value_that_no_table_can_hold_is_named_like_any_other_mistake(km, pack, old, new, line):
    result = km("load", pack((old, new)))
    assert result.exit_code == 1
    assert any(mistake.startswith(f"town.yaml:{line}: ") for mistake in result.stderr.splitlines())


class TestARunningWorker:
    """The pack is loaded by another process while the bot runs; the bot here is อบต.เมืองเกษตร's."""

    @pytest.fixture
    def load(self, bot, pack):
        """Load อบต.เมืองเกษตร's pack with changes, as `km load` does; a renamed article is another article."""
        text = find_pack("mueangkaset").read_text(encoding="utf-8")

        def load(*changes: tuple[str, str], renamed: str = "") -> None:
            told = re.sub(rf"\b{renamed}\b(?!-)", f"{renamed}-new", text) if renamed else text
            load_into(bot.engine, pack(*changes, text=told))

        return load

    def test_shows_the_new_text_at_once(self, bot, load):
        question = "เบี้ยคนแก่ได้เดือนละเท่าไหร่"
        assert "1,000 บาท" in bot.ask(question)
        load(("1,000 บาท", "4,321 บาท"))
        assert "4,321 บาท" in bot.ask(question)

    def test_finds_a_word_that_is_new(self, bot, load):
        question = "มีบริการซ่อมจรวดขวดน้ำไหม"
        assert "ซ่อมจรวดขวดน้ำ" not in bot.ask(question)
        load(("title: แผ่นพับเบี้ยยังชีพผู้สูงอายุ", "title: บริการซ่อมจรวดขวดน้ำ"))
        assert "บริการซ่อมจรวดขวดน้ำ" in bot.ask(question)

    def test_never_shows_an_article_that_was_withdrawn(self, bot, load):
        question = "ความรับผิดทางละเมิดของเจ้าหน้าที่"
        shown = bot.ask(question, by=SOMCHAI)
        title = "ความรับผิดทางละเมิด"
        (key,) = bot.rows(select(Article.key).where(Article.title.contains(title)))
        assert title in shown
        load((title, "เรื่องใหม่"), renamed=key)
        for said in (bot.ask(question, by=SOMCHAI), *(bot.press(b, by=SOMCHAI) for b in shown.buttons.values())):
            assert all(title not in str(m.get("contents")) for m in said.messages)

    def test_answers_an_old_button_of_a_withdrawn_article_like_one_that_never_was(self, bot, load):
        (key,) = bot.rows(select(Article.key).where(Article.title == "แผ่นพับเบี้ยยังชีพผู้สูงอายุ"))
        load(renamed=key)
        for action in ("article", "more", "leaflet", "ask_about"):
            never, old = (bot.press({"type": "postback", "data": f"do={action}&key={k}"}) for k in ("never-was", key))
            assert old.messages == never.messages
            assert never

    def test_keeps_its_shelf_when_nothing_changed(self, bot, load):
        with bot.reading() as session:
            shelf = bot.worker._mailroom._library.shelf(session)
        load()
        with bot.reading() as session:
            assert bot.worker._mailroom._library.shelf(session) is shelf
        assert bot.ask("ภาษี", by=NOK)
