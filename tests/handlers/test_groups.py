"""In a group the bot speaks when it is called, to everybody as to a citizen."""

import pytest

from stage import NOK, SOMCHAI

GROUP = "C" + "1" * 32
INTERNAL = "ความรับผิดทางละเมิดของเจ้าหน้าที่"


@pytest.fixture
def call(bot):
    """`call("…", by=SOMCHAI)` says it to "@bot" in the group; returns what the group reads."""

    def say(text: str, by: str = NOK, name: str = "@bot "):
        units = len(name.strip().encode("utf-16-le")) // 2
        mention = {"mentionees": [{"index": 0, "length": units, "type": "user", "isSelf": True}]}
        return bot.after(GROUP, lambda: bot.sim.say(by, name + text, group=GROUP, mention=mention))

    return say


@pytest.mark.parametrize("text", ["เบี้ยคนแก่ได้เดือนละเท่าไหร่", "เมนู", "ไฟไหม้บ้าน", "แผ่นพับ", "1", "@bot เมนู"])
def test_people_who_talk_among_themselves_are_not_interrupted(bot, text):
    assert not bot.after(GROUP, lambda: bot.sim.say(NOK, text, group=GROUP))
    assert bot.sim.sent(NOK) == []


def test_somebody_else_who_is_called_does_not_call_the_bot(bot):
    mention = {"mentionees": [{"index": 0, "length": 7, "type": "user", "userId": SOMCHAI, "isSelf": False}]}
    assert not bot.after(GROUP, lambda: bot.sim.say(NOK, "@สมชาย เมนู", group=GROUP, mention=mention))


@pytest.mark.parametrize("name", ["@bot ", "@ไลน์ความรู้ ", "@😀 "])
def test_whoever_calls_the_bot_by_name_is_answered(call, name):
    assert "1,000 บาท" in call("เบี้ยคนแก่ได้เดือนละเท่าไหร่", name=name)


def test_staff_get_in_a_group_what_a_citizen_gets(call):
    asked = call(INTERNAL, by=SOMCHAI)
    assert "พ.ศ. 2539" not in asked
    assert "ยังไม่มีข้อมูลเรื่องนี้" in asked


def test_the_group_reads_the_answer_and_nobody_gets_it_in_private(bot, call):
    assert call("เบี้ยคนแก่ได้เดือนละเท่าไหร่", by=SOMCHAI)
    assert bot.sim.sent(SOMCHAI) == []


def test_what_was_offered_to_staff_in_private_shows_nothing_in_a_group(bot, call):
    private = bot.ask(INTERNAL, by=SOMCHAI)
    for action in private.buttons.values():
        event = {"type": "postback", "postback": {"data": action.get("data", "")}}
        source = {"type": "group", "groupId": GROUP, "userId": SOMCHAI}
        said = bot.after(GROUP, lambda event=event, source=source: bot.sim.event(SOMCHAI, event | {"source": source}))
        assert "พ.ศ. 2539" not in said


def test_a_bot_that_is_invited_says_when_it_speaks(bot):
    assert "เรียกชื่อ (@) เท่านั้น" in bot.after(GROUP, lambda: bot.sim.join(GROUP, (NOK, SOMCHAI)))


def test_no_loading_dots_are_shown_in_a_group_where_line_refuses_them(bot, call):
    call("เมนู")
    assert "/v2/bot/chat/loading/start" not in {r["path"] for r in bot.sim.requests}
