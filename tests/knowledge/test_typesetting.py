"""A leaflet from an article: what a citizen gets on paper."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import unquote

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import segno
from sqlmodel import Session, select

from knowledge import excerpts
from knowledge.db import open_engine
from knowledge.errors import BadSetting
from knowledge.models import Article, Division, Organisation
from knowledge.text import clean
from knowledge.text_words import plain_words
from knowledge.typesetting import Sheet, typeset
from knowledge.typesetting.breaking import WHOLE, pieces
from knowledge.typesetting.invitation import LONGEST_QUESTION, chat_url, question
from knowledge.typesetting.parts import sections
from stage import Stage, sqlite_url

TODAY = date(2026, 11, 23)
ACCOUNT = "@123abcde"
HOSTILE = [
    '#import "@preview/evil:1.0.0": *', "$x^2$", "\\u{41} \\ \\\\", "@ref <label>", "*star*", "_under_",
    "// gone /* gone */", "`raw` ```raw```", "<script>alert(1)</script>", '#panic("x") #read("/etc/passwd")',
    "[b] {c} ~ -- ---", "= heading", "+ item", "{{ }} %s {0}", '"q" \'q\'',
]  # fmt: skip


def article(body: str = "เนื้อความ", title: str = "แผ่นพับทดสอบ", **fields: Any) -> Article:
    plain = {"kind": "leaflet", "audience": "external", "leaflet": True, "checksum": "c"}
    return Article(
        key="a", title=title, body=body, changed_at=datetime(2026, 11, 20, tzinfo=UTC), **{**plain, **fields}
    )


def town(**fields: Any) -> Organisation:
    return Organisation(key="town", name="เทศบาลตำบลทดสอบ", short_name="ทต.ทดสอบ", type="municipality", **fields)


def printed(made: Article, organisation: Organisation | None = None, basic_id: str = ACCOUNT, **more: Any) -> Sheet:
    return typeset(made, organisation or town(), basic_id, TODAY, **more)


def text_of(sheet: Sheet) -> str:
    """What a reader can copy from the file, lines as they stand."""
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(sheet.pdf))


def solid(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="module")
def leaflets(loaded: dict[str, Any]) -> list[tuple[Article, Organisation, Division | None]]:
    """Every leaflet of both organisations, with who gives it out."""
    found: list[tuple[Article, Organisation, Division | None]] = []
    for path, _ in loaded.values():
        engine = open_engine(sqlite_url(path))
        with Session(engine) as session:
            organisation = session.exec(select(Organisation)).one()
            for made in session.exec(select(Article).where(Article.leaflet)):
                found.append((made, organisation, session.get(Division, made.division_key or "")))
            session.expunge_all()
        engine.dispose()
    return found


def test_every_leaflet_of_the_packs_fits_a_page_and_says_all_its_words(leaflets):
    for made, organisation, division in leaflets:
        sheet = typeset(made, organisation, ACCOUNT, TODAY, division)
        assert sheet.pages == len(pypdfium2.PdfDocument(sheet.pdf)) == 1, made.key
        read = solid(text_of(sheet)).replace("•", "")
        said = solid(re.sub(r"[•→]|\((\d)\)", lambda m: m[1] or "", excerpts.plain(made.body)))
        at = 0
        for start, end in plain_words().cut_at(said):
            assert (at := read.find(said[start:end], at)) >= 0, (made.key, said[start:end])
        assert solid(organisation.name) in read and division and solid(division.name) in read


def test_no_vowel_or_tone_mark_stands_twice_in_the_text():
    hard = "ทั้งนี้ท้องถิ่น น้ำ ค่ำ ปิ้ง ฟื้น ฝั่ง สิทธิ์ ก็ ญี่ปุ่น ฐานะ ฎีกา ปั๊ม ยิ่ง ผู้สูงอายุ ซ้ำ ต่ำกว่า"
    assert solid(hard) in solid(text_of(printed(article(hard))))


def test_words_are_not_broken_at_line_ends():
    months = "ตั้งแต่เดือนมกราคมถึงเดือนกันยายนของทุกปีมโหรีตารางเมตร" * 40
    ends = [line.strip() for line in text_of(printed(article(months))).splitlines()]
    assert not [line for line in ends if line.endswith(("มก", "กัน", "ตา")) or line.startswith(("ราคม", "ยายน", "โหรี"))]


@pytest.mark.parametrize("shift", range(4))
def test_no_line_begins_with_a_space(shift):
    line = "อัตราภาษีป้าย พ.ศ. 2563 แจ้งแล้วชำระใน 15 วัน โฉนดหรือ น.ส.3 ก. มีคำว่า “อยากทราบ” ปรับให้ ตามกฎหมาย "
    half = f"**ก**\n{'ก้าวหน้า' * shift}{line * 6}"
    text = pypdfium2.PdfDocument(printed(article(f"{half}\n\n{half}")).pdf)[0].get_textpage()
    begins = [n for n in range(1, text.count_chars()) if text.get_text_range(n - 1, 1) == "\n"]
    edges = [text.get_charbox(n, loose=True)[0] for n in begins if text.get_charbox(n)[0] < 50]
    assert len(edges) > 10 and max(edges) - min(edges) < 3.5


@pytest.mark.parametrize("line", HOSTILE)
def test_text_means_nothing_to_the_typesetter(line):
    sheet = printed(article(f"นำ\n\n**{line}** {line}\n- {line}", title=line, category=line), town(slogan=line))
    assert solid(text_of(sheet)).count(solid(line)) >= 4


def test_invisible_letters_and_emoji_are_left_out():
    read = text_of(printed(article("ขอ\u200bความ \u202eกลับ\u202c 📞 โทร 044 123 456 👩‍👩‍👧 🇹🇭")))
    assert "ขอความ กลับ โทร 044 123 456" in read and clean(read.replace("\r\n", "")) == read.replace("\r\n", "")


@pytest.mark.parametrize(
    "long", ["A" * 500, "ก" * 500, "!" * 500, "1." * 300, "ก" + "่" * 500, "https://example.go.th/" + "x" * 300]
)
def test_a_word_without_end_stays_inside_its_column(long):
    page = pypdfium2.PdfDocument(printed(article(f"นำ\n\n{long}\n\n{long}")).pdf)[0]
    text = page.get_textpage()
    assert max(text.get_charbox(n)[2] for n in range(text.count_chars())) <= page.get_width() - 35


def test_letters_that_no_font_has_still_give_a_leaflet():
    assert printed(article("中文 \ufdd0 မြန်မာ", title="")).pages == 1


@pytest.mark.parametrize("title", ["แผ่นพับ", "", "📞"])
def test_a_leaflet_without_text_is_a_sheet_with_its_head_and_foot(title):
    sheet = printed(article("", title))
    assert sheet.pages == 1 and "ทต.ทดสอบ" in solid(text_of(sheet))


def test_what_does_not_fit_a_page_goes_on_and_nothing_is_cut():
    body = "\n\n".join(f"**ข้อ {n}** ความข้อที่ {n} มีรายละเอียดตามประกาศ" + "และรายละเอียดอื่น" * 6 for n in range(1, 301))
    sheet = printed(article(body))
    read = solid(text_of(sheet))
    assert sheet.pages == len(pypdfium2.PdfDocument(sheet.pdf)) > 5
    assert len(body.encode()) > 100_000
    assert all(f"ความข้อที่{n}มีรายละเอียดตามประกาศ" in read for n in range(1, 301))


def test_short_text_is_set_larger_than_long_text():
    heights = []
    for rest in ("สั้น", "ความ " * 400):
        text = pypdfium2.PdfDocument(printed(article(f"HHH\n\n{rest}")).pdf)[0].get_textpage()
        left, bottom, right, top = text.get_charbox(text.search("HHH").get_next()[0])
        heights.append(top - bottom)
    assert heights[0] > heights[1] * 1.2


def test_the_same_article_gives_the_same_bytes():
    first, again = (printed(article("ความ\n\n- ก\n- ข")) for _ in range(2))
    later = typeset(article("ความ\n\n- ก\n- ข"), town(), ACCOUNT, date(2027, 1, 1))
    assert first == again == later


def test_the_imprint_tells_source_day_and_whom_to_ask():
    made = article(
        "ความ โทร. 053-123456",
        source={"legal_basis": ["พ.ร.บ.ภาษีป้าย พ.ศ. 2510 (ตรวจสอบก่อนเผยแพร่)"], "checked_on": "2026-10-01"},
        valid_until=date(2027, 9, 30),
        needs_review=True,
    )
    read = solid(text_of(printed(made, division=Division(key="d", name="กองคลัง"))))
    for said in ("กองคลัง", "โทร.053-123456", "ที่มาพ.ร.บ.ภาษีป้ายพ.ศ.2510", "ตรวจล่าสุด1ตุลาคม2569",
                 "ใช้ได้ถึง30กันยายน2570", "ตรวจสอบกับเจ้าหน้าที่ก่อนใช้"):  # fmt: skip
        assert said in read
    assert "ก่อนเผยแพร่" not in read


def test_last_years_leaflet_says_so():
    read = text_of(printed(article(valid_until=date(2020, 12, 31), time_bound=True)))
    assert "ข้อมูลย้อนหลัง ปี 2563" in read and "31 ธันวาคม 2563" in read


def test_a_leaflet_for_staff_says_so():
    assert "ใช้ภายในหน่วยงานเท่านั้น" in text_of(printed(article(audience="internal")))


def test_the_code_opens_the_chat_with_the_question_typed():
    made = article(title="แผ่นพับภาษีป้าย")
    url = chat_url(ACCOUNT, question(made))
    assert url.startswith("https://line.me/R/oaMessage/%40123abcde/?%E0%B8%AD")
    assert unquote(url).endswith("/?อยากทราบเรื่อง ภาษีป้าย")
    link, squares = _code(printed(made))
    assert link == url
    assert squares == [list(row) for row in segno.make(url, error="m", micro=False).matrix]


def test_without_an_account_the_leaflet_tells_how_to_find_it():
    sheet = printed(article(title="แผ่นพับภาษีป้าย"), basic_id="")
    assert "ค้นหา“ทต.ทดสอบ”ในไลน์" in solid(text_of(sheet)) and _code(sheet) == ("", [])


@pytest.mark.parametrize("wrong", ["123abcde", "@", "@a/b", "@a b", "https://line.me"])
def test_what_is_no_basic_id_is_refused(wrong):
    with pytest.raises(BadSetting, match="basic id"):
        printed(article(), basic_id=wrong)


def test_a_long_title_gives_a_question_of_whole_words():
    asked = question(article(title="ระเบียบว่าด้วยการจ่ายเงินสงเคราะห์เพื่อการยังชีพขององค์กรปกครองส่วนท้องถิ่นทุกแห่งในราชอาณาจักร"))
    assert asked.startswith("อยากทราบเรื่อง ระเบียบว่าด้วย") and len(asked) <= LONGEST_QUESTION * 2
    assert asked.endswith(("ท้องถิ่น", "ทุก", "แห่ง", "ส่วน", "ปกครอง", "องค์กร", "ทุกแห่ง"))


@pytest.mark.parametrize("organisation", ["mueangkaset", "mueangchum"])
def test_the_question_of_every_leaflet_gets_its_article(stage: Callable[[str], Stage], organisation: str):
    bot = stage(organisation)
    for made in bot.rows(select(Article).where(Article.leaflet)):
        assert made.title in bot.ask(question(made)), made.key


@pytest.mark.parametrize("colour", ["", "#F2B705", "#FFFFFF", "#000000", "#7A1F5C"])
def test_any_colour_of_the_organisation_will_do(colour):
    assert printed(article(), town(colour=colour)).pages == 1


def test_a_body_is_read_into_sections():
    body = (
        "นำ\n\n**จำนวนเงิน**\n- 60–69 ปี 600 บาท\n- 90 ปีขึ้นไป 1,000 บาท\n\n**ใช้อะไร** (1) บัตร (2) ทะเบียนบ้าน\n\n"
        "**ขั้นตอน** ยื่น → ตรวจ → รับ\n\nสี่สี **เขียว** ผัก **แดง** ถ่าน **ฟ้า** ถุง\n\n# ตาราง\n| ก | ข |\n|---|---|\n| 1 |\n\n"
        "ก **เน้น** ข มาตรา 11 (11)\n\n2. สอง\n3) สาม"
    )
    shapes = [(s.heading, p.kind, p.rows) for s in sections(body) for p in s.parts]
    assert shapes == [
        ("", "text", (("นำ",),)),
        ("จำนวนเงิน", "facts", (("60–69 ปี", "600 บาท"), ("90 ปีขึ้นไป", "1,000 บาท"))),
        ("ใช้อะไร", "numbers", (("1", "บัตร"), ("2", "ทะเบียนบ้าน"))),
        ("ขั้นตอน", "numbers", (("1", "ยื่น"), ("2", "ตรวจ"), ("3", "รับ"))),
        ("", "text", (("สี่สี",),)),
        ("", "labels", (("เขียว", "ผัก"), ("แดง", "ถ่าน"), ("ฟ้า", "ถุง"))),
        ("ตาราง", "table", (("ก", "ข"), ("1", ""))),
        ("", "text", (("ก **เน้น** ข มาตรา 11 (11)",),)),
        ("", "numbers", (("2", "สอง"), ("3", "สาม"))),
    ]


def test_pieces_are_the_text_again_and_figures_stay_with_their_unit():
    text = "ภายใน 45 วันนับแต่วันรับ พ.ศ. 2562 อื่น ๆ ของอบต.เมืองเกษตร **เน้น** มกราคม"
    made = pieces(text, plain_words())
    assert "".join(p for p, _ in made) == text.replace("**", "")
    whole = [p for p, kind in made if kind & WHOLE]
    assert {"45 วัน", "พ.ศ. 2562", "มกราคม"} <= set(whole)


def _code(sheet: Sheet) -> tuple[str, list[list[int]]]:
    """The address behind the code and its squares as they are printed, read from the picture of the page."""
    page = pypdfium2.PdfDocument(sheet.pdf)[0]
    place, link = pdfium.c_int(0), pdfium.FPDF_LINK()
    if not pdfium.FPDFLink_Enumerate(page, place, link):
        return "", []
    area = pdfium.FS_RECTF()
    pdfium.FPDFLink_GetAnnotRect(link, area)
    url = _address(page, link)
    side = segno.make(url, error="m", micro=False).symbol_size(border=0)[0]
    scale = 8
    picture = page.render(scale=scale).to_pil().convert("L")
    high, cell = page.get_height(), (area.right - area.left) / side
    at = lambda x, y: ((area.left + (x + 0.5) * cell) * scale, (high - area.top + (y + 0.5) * cell) * scale)  # noqa: E731
    return url, [[int(picture.getpixel(tuple(map(int, at(x, y)))) < 128) for x in range(side)] for y in range(side)]


def _address(page: pypdfium2.PdfPage, link: Any) -> str:
    action = pdfium.FPDFLink_GetAction(link)
    size = pdfium.FPDFAction_GetURIPath(page.pdf, action, None, 0)
    buffer = (pdfium.c_char * size)()
    pdfium.FPDFAction_GetURIPath(page.pdf, action, buffer, size)
    return bytes(buffer.value).decode()
