"""The rich menus as data: which areas each one has, and what a tap on them does.

Every action is one that the handlers carry out for the people who see the menu; the label is drawn on the picture and
read aloud by screen readers. A person of the office has tabs: the citizens' menu, their own, and for HR a third.
"""

from dataclasses import dataclass, replace

from handlers.from_menu import MINE
from handlers.plan import SEE_DUE, SEE_PLAN
from handlers.registry import button_data
from handlers.reply import Press, Say
from knowledge.menus import CITIZEN, HR, STAFF, WAITING

CHAT_BAR = "เมนู"
LABEL_LIMIT = 20  # grapheme clusters (LINE: rich menu area labels are read aloud by accessibility)
ASK, LEAFLETS, TALK, HELP = "ถามคำถาม", "แผ่นพับ", "ติดต่อเจ้าหน้าที่", "วิธีใช้"
PLAN, DUE, SHARE, MANUALS = "แผน KM", "ใกล้ครบกำหนด", "แบ่งปันความรู้", "ค้นคู่มือ"
STATS, STATS_WORDS = "สถิติ", "สรุปจำนวนคำถาม"
UNANSWERED, UNANSWERED_WORDS = "คำถามค้างตอบ", "คำถามที่ตอบไม่ได้"
FOR_CITIZENS, FOR_STAFF, FOR_HR = "ประชาชน", "เจ้าหน้าที่", "งานบุคคล"
DOT = "มีเรื่องรอ"


@dataclass(frozen=True)
class Area:
    """A part of the picture to tap. `keyboard` opens it as well; `waits` marks the one that the red dot belongs to."""

    label: str
    icon: str
    action: Say | Press
    keyboard: bool = False
    waits: bool = False


@dataclass(frozen=True)
class Tab:
    """A tab above the areas; `menu` is the key of the menu it leads to."""

    label: str
    menu: str


@dataclass(frozen=True)
class Menu:
    """A rich menu: rows of areas, tabs if any (`open` is the label of the one that is shown), and perhaps the dot."""

    key: str
    rows: tuple[tuple[Area, ...], ...]
    tabs: tuple[Tab, ...] = ()
    open: str = ""
    dotted: bool = False

    @property
    def alias(self) -> str:
        """The name by which tabs find the menu at LINE."""
        return f"km-{self.key}"


def _say(label: str, icon: str, words: str = "") -> Area:
    return Area(label, icon, Say(label, words or label))


def _ask(label: str, icon: str) -> Area:
    return Area(label, icon, Press(label, button_data("ask")), keyboard=True)


_MINE = Area(MINE, "person", Say(MINE, MINE), waits=True)
_PUBLIC = (
    (_ask(ASK, "ask"), _say(LEAFLETS, "leaflet")),
    (_say(TALK, "headset"), _MINE, _say(HELP, "help")),
)
_OFFICE = (
    (_ask(MANUALS, "book"), _say(PLAN, "plan", SEE_PLAN), _say(DUE, "clock", SEE_DUE)),
    (_say(SHARE, "bulb"), _say(LEAFLETS, "leaflet"), _MINE),
)
_PEOPLE = (
    (_say(PLAN, "plan", SEE_PLAN), _say(DUE, "clock", SEE_DUE), _say(STATS, "bars", STATS_WORDS)),
    (_say(UNANSWERED, "unanswered", UNANSWERED_WORDS), _say(SHARE, "bulb"), _MINE),
)
_STAFF_TABS = (Tab(FOR_CITIZENS, f"{STAFF}-public"), Tab(FOR_STAFF, STAFF))
_HR_TABS = (Tab(FOR_CITIZENS, f"{HR}-public"), Tab(FOR_STAFF, f"{HR}-staff"), Tab(FOR_HR, HR))
_PLAIN = (
    Menu(CITIZEN, _PUBLIC),
    Menu(STAFF, _OFFICE, _STAFF_TABS, FOR_STAFF),
    Menu(f"{STAFF}-public", _PUBLIC, _STAFF_TABS, FOR_CITIZENS),
    Menu(HR, _PEOPLE, _HR_TABS, FOR_HR),
    Menu(f"{HR}-staff", _OFFICE, _HR_TABS, FOR_STAFF),
    Menu(f"{HR}-public", _PUBLIC, _HR_TABS, FOR_CITIZENS),
)


def _dotted(menu: Menu) -> Menu:
    """The same with the red dot; its tabs lead to dotted menus, so that the dot stays."""
    tabs = tuple(replace(tab, menu=f"{tab.menu}{WAITING}") for tab in menu.tabs)
    return replace(menu, key=f"{menu.key}{WAITING}", tabs=tabs, dotted=True)


MENUS = (*_PLAIN, *(_dotted(menu) for menu in _PLAIN))
