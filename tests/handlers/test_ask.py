"""A question gets its answer, a choice, or an honest "don't know"."""

from sqlmodel import select

from knowledge.models import Question
from stage import NOK, SOMCHAI


def test_a_citizen_asks_in_plain_words_and_sees_the_rates(ask):
    said = ask("เบี้ยคนแก่ได้เดือนละเท่าไหร่ครับ")
    assert "90 ปีขึ้นไป 1,000 บาท" in said
    assert "แผ่นพับเบี้ยยังชีพผู้สูงอายุ" in said
    assert said.messages[0]["altText"].startswith("จำนวนเงินต่อเดือน")


def test_an_answer_carries_source_and_date_in_the_buddhist_era(ask):
    said = ask("เบี้ยคนแก่ได้เดือนละเท่าไหร่ครับ")
    assert "พ.ร.บ.ผู้สูงอายุ พ.ศ. 2546" in said
    assert "20 พ.ย. 2569" in said


def test_every_chip_is_also_a_button_because_a_pc_shows_no_chips(ask):
    for text in ("เบี้ยคนแก่ได้เดือนละเท่าไหร่", "ภาษี", "ดวงวันนี้เป็นยังไง"):
        said = ask(text)
        pressed = {a.get("data") or a.get("text") for a in said.buttons.values()}
        assert {a.get("data") for a in said.chips.values() if a["type"] == "postback"} <= pressed


def test_staff_read_the_internal_article_and_citizens_see_nothing_of_it(ask):
    question = "ความรับผิดทางละเมิดของเจ้าหน้าที่"
    assert "พ.ร.บ.ความรับผิดทางละเมิดของเจ้าหน้าที่ พ.ศ. 2539" in ask(question, by=SOMCHAI)
    to_citizen = ask(question, by=NOK)
    assert "ละเมิด" not in to_citizen
    assert "ยังไม่มีข้อมูลเรื่องนี้" in to_citizen


def test_what_is_withheld_reads_the_same_as_what_does_not_exist(ask):
    def words(said):
        return said.text.replace("\n", "")

    assert words(ask("ความรับผิดทางละเมิดของเจ้าหน้าที่")) == words(ask("โปรโมชันสาขาปารีส"))


def test_withheld_questions_are_counted(bot):
    bot.ask("ความรับผิดทางละเมิดของเจ้าหน้าที่")
    assert bot.rows(select(Question.outcome)) == ["withheld"]


def test_an_unknown_question_is_kept_and_the_human_is_offered(bot):
    said = bot.ask("ร้านก๋วยเตี๋ยวอร่อยอยู่ตรงไหน")
    assert "ถามเจ้าหน้าที่" in said.buttons
    forwarded = bot.press(said.buttons["ถามเจ้าหน้าที่"])
    assert "ร้านก๋วยเตี๋ยวอร่อยอยู่ตรงไหน" in forwarded
    assert bot.rows(select(Question.outcome)) == ["forwarded"]


def test_read_more_shows_the_whole_article(bot):
    said = bot.ask("เบี้ยคนแก่ได้เดือนละเท่าไหร่")
    assert "หนังสือมอบอำนาจ" not in said
    assert "หนังสือมอบอำนาจ" in bot.press(said.buttons["อ่านต่อ"])


def test_an_old_leaflet_says_that_it_is_old_and_leads_to_the_new_one(bot):
    said = bot.ask("ภาษี63")
    assert "⚠ ข้อมูลย้อนหลัง ปี 2563" in said
    current = bot.press(said.buttons["ดูฉบับปัจจุบัน"])
    assert "แผ่นพับภาษี" in current
    assert "ย้อนหลัง" not in current


def test_only_spaces_or_emoji_get_a_friendly_hint(ask):
    for text in ("   ", "😀😀😀", "???", "\u200b\u200b"):
        assert "พิมพ์เป็นคำถามสั้น ๆ" in ask(text)


def test_five_thousand_characters_are_answered(ask):
    assert ask("ก" * 5000)
    assert "600 บาท" in ask("เบี้ยยังชีพได้เดือนละเท่าไร " + "จ้า" * 1600)


def test_control_and_bidi_characters_do_no_harm(ask):
    assert "1,000 บาท" in ask("เบี้ย\u202eคนแก่\u0000ได้\u200bเดือนละเท่าไหร่")
