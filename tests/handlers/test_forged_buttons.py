"""Buttons of long ago and buttons that were never made: a friendly word, and nothing that one may not see."""

import pytest
from sqlmodel import select

from handlers import help as helping
from handlers import phrases
from handlers.registry import button_data
from knowledge.models import Article, Question
from stage import MALEE, NOK, SOMCHAI, Stage, sqlite_url

ACTIONS = ("article", "more", "leaflet", "ask_about")


@pytest.fixture(scope="module")
def bot(loaded, tmp_path_factory):
    """One bot for all these buttons: none of them may change anything."""
    database = tmp_path_factory.mktemp("forged") / "km.db"
    database.write_bytes(loaded["mueangkaset"][0].read_bytes())
    made = Stage(sqlite_url(database), loaded["mueangkaset"][1])
    yield made
    made.close()


@pytest.fixture
def press(bot):
    """Press a button with this data."""
    return lambda data, by=NOK: bot.press({"type": "postback", "data": data}, by=by)


@pytest.fixture
def internal(bot):
    """The keys of what only staff may see."""
    return bot.rows(select(Article.key).where(Article.audience == "internal"))


@pytest.mark.parametrize(
    "data", ["", "do=", "do=launch", "menu", "action=old&v=1", "do", "&&&", "do=unknown", "%00", "=x"]
)
def test_a_button_nobody_knows_any_more_says_what_to_do_instead(press, data):
    assert helping.OLD_BUTTON.split("{ka}")[0] in press(data)
    assert phrases.MENU in press(data).chips


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("key", ["never-was", "", "../../etc/passwd", "' OR 1=1 --", "%", "😀", "x" * 250])
def test_an_article_that_is_not_there_is_gone(press, action, key):
    assert "ไม่มีในคลังความรู้แล้ว" in press(button_data(action, key=key, q=1))


@pytest.mark.parametrize("action", ACTIONS)
def test_what_only_staff_may_see_is_gone_for_a_citizen_word_for_word(press, internal, action):
    never = press(button_data(action, key="never-was")).messages
    assert internal
    assert all(press(button_data(action, key=key)).messages == never for key in internal)


def test_staff_who_hand_their_button_to_a_citizen_hand_over_nothing(bot, press, internal):
    data = button_data("more", key=internal[0])
    title = bot.rows(select(Article.title).where(Article.key == internal[0]))[0]
    assert title in press(data, by=SOMCHAI)
    assert title not in press(data, by=NOK)


def test_a_button_of_another_chat_does_not_reach_its_question(bot, press):
    """Somchai's number in Nok's button: his words stay his."""
    bot.ask("ร้านตัดผมของสมชายอยู่ไหน", by=SOMCHAI)
    number = bot.rows(select(Question.id))[-1]
    for action in ("human", "none", "article"):
        assert "ตัดผม" not in press(button_data(action, key="mk-e-2", q=number))
    assert bot.rows(select(Question.outcome).where(Question.id == number)) == ["no_hit"]


@pytest.mark.parametrize(
    "number", ["0", "-1", "999999999", "9" * 15, "9" * 30, "1.5", "x", "", "1 OR 1=1", "1e3", "๑๒"]
)
@pytest.mark.parametrize("action", ["human", "none", "article"])
def test_a_question_number_that_is_none_does_no_harm(press, action, number):
    assert press(button_data(action, key="mk-e-2", q=number))


@pytest.mark.parametrize("action", ["human", "none", "article"])
@pytest.mark.parametrize("number", ["²", "①"])
def test_a_digit_that_is_no_number_does_no_harm(press, action, number):
    assert press(button_data(action, key="mk-e-2", q=number), by=f"U{ord(number):032x}")


def test_the_same_button_pressed_twice_answers_twice(press):
    data = button_data("leaflet", key="mk-e-2")
    assert press(data).messages == press(data).messages


def test_a_field_said_twice_or_too_much_does_no_harm(press):
    assert press("do=article&key=mk-e-2&key=never-was&q=1&q=2&more=x")
    assert press("do=menu&do=article&key=mk-e-2")


def test_hr_presses_what_a_citizen_was_offered(bot, press):
    said = bot.ask("เบี้ยคนแก่ได้เดือนละเท่าไหร่", by=NOK)
    for action in said.buttons.values():
        assert bot.press(action, by=MALEE)
