"""Every area of every menu leads to something for the people who see it, and every word on it can be read."""

import io
import re

import pytest
from PIL import Image

from bot.face.drawing import ALERT, INK, ON_ALERT, PAPER, Colours
from bot.face.icons import ICONS, mask
from bot.face.layout import HEIGHT, STRIP, WIDTH, area_boxes, tab_boxes
from bot.face.lettering import SMALLEST, fitting
from bot.face.menus import MENUS, Menu
from bot.face.naming import is_ours, name_of
from bot.face.payload import payload
from bot.respond import respond
from faces import drawn, need_letters, set_up
from handlers.help import OLD_BUTTON
from knowledge.colours import READABLE, contrast
from knowledge.errors import KnowledgeError
from knowledge.text import graphemes
from stage import MALEE, NOK, SOMCHAI, Stage, sqlite_url

SEEN_BY = {"citizen": NOK, "staff": SOMCHAI, "hr": MALEE}
COLOURS = ("", "#7A1FA2", "#FFD400", "#FFFFFF", "#000000", "#C62828", "#1565C0", "#9E9E9E", "#00FF00")
AREAS = [(menu, number) for menu in MENUS for number in range(len(payload(menu, "x")["areas"]))]
each_menu = pytest.mark.parametrize("menu", MENUS, ids=lambda menu: menu.key)


@pytest.fixture(scope="module", params=["mueangkaset", "mueangchum"])
def bot(request, loaded, tmp_path_factory):
    """A bot with menus in place; taps change nothing that matters to other taps."""
    source, shelf = loaded[request.param]
    database = tmp_path_factory.mktemp("menus") / "km.db"
    database.write_bytes(source.read_bytes())
    made = Stage(sqlite_url(database), shelf)
    set_up(made)
    yield made
    made.close()


@pytest.mark.parametrize(("menu", "number"), AREAS, ids=lambda value: getattr(value, "key", value))
def test_a_tap_is_answered_for_those_who_see_it(bot, menu: Menu, number: int, monkeypatch):
    person = SEEN_BY[menu.key.split("-")[0]]
    replies = []
    monkeypatch.setattr("bot.mailroom.respond", _noting(replies))
    area = payload(menu, "x")["areas"][number]["action"]
    if area["type"] == "richmenuswitch":
        said = bot.after(person, lambda: bot.sim.switch_richmenu(person, area["richMenuAliasId"], area["data"]))
        assert not said, "the phone has changed the menu by itself"
        assert area["richMenuAliasId"] in bot.sim.platform.richmenus.aliases
    else:
        assert bot.press(area, by=person)
        assert [reply.kind for reply in replies] in (["command"], ["leaflet"], ["handoff"], ["smalltalk"])
        assert OLD_BUTTON.split("{")[0] not in str(replies[0].parts)


def _noting(replies):
    """The real thing, with its replies kept: what kind a reply is, nobody sees in LINE."""

    def answer(*arguments, **named):
        replies.append(respond(*arguments, **named))
        return replies[-1]

    return answer


def test_a_tab_that_is_gone_gets_the_menu_as_a_card(bot):
    said = bot.after(SOMCHAI, lambda: bot.sim.switch_richmenu(SOMCHAI, "km-of-last-year", "do=tab"))
    assert "แผ่นพับ" in said


def test_a_change_of_tab_shows_no_dots(bot):
    def dots() -> int:
        return sum(r["path"].endswith("/loading/start") for r in bot.sim.requests)

    bot.ask("สวัสดี", by=SOMCHAI)
    before = dots()
    bot.after(SOMCHAI, lambda: bot.sim.switch_richmenu(SOMCHAI, "km-staff-public", "do=tab"))
    assert dots() == before


@each_menu
def test_line_takes_it(menu):
    made = payload(menu, name_of(menu, "อบต.เมืองเกษตร", ""))
    assert len(graphemes(made["chatBarText"])) <= 14
    assert len(graphemes(made["name"])) <= 300
    assert len(made["areas"]) <= 20
    assert made["size"]["width"] / made["size"]["height"] >= 1.45
    assert re.fullmatch(r"[a-z0-9_-]{1,32}", menu.alias)
    for area in made["areas"]:
        assert 0 < len(graphemes(area["action"]["label"])) <= 20
        bounds = area["bounds"]
        assert bounds["x"] + bounds["width"] <= WIDTH
        assert bounds["y"] + bounds["height"] <= HEIGHT


@each_menu
def test_every_tap_below_the_strip_hits_exactly_one_area(menu):
    boxes = [box for _, box in area_boxes(menu)]
    assert sum(box.width * box.height for box in boxes) == WIDTH * (HEIGHT - STRIP)
    for x in range(5, WIDTH, 97):
        for y in range(STRIP + 5, HEIGHT, 97):
            hit = [b for b in boxes if b.x <= x < b.x + b.width and b.y <= y < b.y + b.height]
            assert len(hit) == 1


@each_menu
def test_tabs_lead_to_menus_that_have_the_same_tabs(menu):
    by_key = {one.key: one for one in MENUS}
    for tab, _ in tab_boxes(menu):
        there = by_key[tab.menu]
        assert there.tabs == menu.tabs
        assert there.open == tab.label
        assert there.dotted == menu.dotted


@each_menu
def test_the_dot_is_on_exactly_one_area(menu):
    assert sum(area.waits for row in menu.rows for area in row) == 1


@each_menu
@pytest.mark.parametrize("colour", ["", "#FFD400"])
def test_the_picture_is_one_that_line_takes(menu, colour):
    data = drawn(menu, "อบต.เมืองเกษตร", colour)
    assert len(data) <= 200_000, "LINE takes 1 MB; a phone on a slow line is glad of less"
    with Image.open(io.BytesIO(data)) as picture:
        assert (picture.format, picture.size) == ("PNG", (WIDTH, HEIGHT))


@pytest.mark.parametrize("colour", COLOURS)
def test_all_that_is_written_can_be_read_on_its_ground(colour):
    """WCAG 1.4.3: 4.5 : 1 for words; 1.4.11: 3 : 1 for icons."""
    of = Colours.of(colour)
    words = [(INK, PAPER), (ON_ALERT, ALERT), (of.on_strip, of.strip), (of.open_tab, PAPER)]
    assert all(contrast(ink, ground) >= READABLE for ink, ground in words)
    assert contrast(of.icon, of.disc) >= 3


def test_the_dot_differs_from_its_plain_menu_where_it_should_and_nowhere_else():
    plain, dotted = (Image.open(io.BytesIO(drawn(menu, "อบต.", ""))).convert("RGB") for menu in (MENUS[0], MENUS[6]))
    ((place, box),) = [(area, box) for area, box in area_boxes(MENUS[6]) if area.waits]
    assert place.label == "เรื่องของฉัน"
    red = [(x, y) for x in range(0, WIDTH, 10) for y in range(0, HEIGHT, 10) if dotted.getpixel((x, y))[0] > 180
           and dotted.getpixel((x, y))[1] < 60]  # fmt: skip
    assert red
    assert all(box.x <= x < box.x + box.width for x, _ in red)
    assert plain.getpixel((100, HEIGHT - 20)) == dotted.getpixel((100, HEIGHT - 20))


def test_where_thai_marks_cannot_be_placed_nothing_is_drawn(monkeypatch):
    monkeypatch.setattr("bot.face.lettering.features.check", lambda _: False)
    with pytest.raises(KnowledgeError, match="apt install libfribidi0"):
        fitting(["ที่นี่"], 700, 99)


def test_words_that_cannot_be_read_on_a_phone_are_refused():
    need_letters()
    with pytest.raises(ValueError, match="legible"):
        fitting(["คำยาวมากที่ไม่มีทางใส่ได้พอในช่องเดียว"], 700, 128)
    assert fitting(["แผ่นพับ"], 700, 128) == 128
    assert SMALLEST / WIDTH * 375 > 13, "pixels on the smallest common phone"


def test_a_long_name_of_an_organisation_is_cut_between_letters():
    name = "องค์การบริหารส่วนตำบลที่มีชื่อยาวมากเป็นพิเศษกว่าใครในจังหวัดนี้"
    assert len(drawn(MENUS[0], name, "")) <= 200_000


def test_each_icon_is_used_and_differs_from_the_others():
    used = {area.icon for menu in MENUS for row in menu.rows for area in row}
    assert used == set(ICONS)
    assert len({mask(name, 48).tobytes() for name in ICONS}) == len(ICONS)


def test_a_name_tells_the_content():
    plain = name_of(MENUS[0], "อบต.เมืองเกษตร", "")
    assert plain == name_of(MENUS[0], "อบต.เมืองเกษตร", "")
    others = {name_of(MENUS[0], "อบต.เมืองเกษตร", "#7A1FA2"), name_of(MENUS[0], "ทต.เมืองชุม", "")}
    assert plain not in others
    assert is_ours(plain)
    assert not is_ours("made by hand in June")
