"""A day at the counter: everything that can happen in a chat, once for every kind of person."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qs

import pytest
import yaml

from handlers import registry
from knowledge import intents
from stage import MALEE, NOK, SOMCHAI, Said, Stage, never_sure

GROUP = "C" + "d" * 32
PRESSES = 3  # buttons of one action that a person tries

QUESTIONS = (
    "เบี้ย",
    "ภาษี",
    "ขยะ",
    "ก",
    "?",
    "   ",
    "😀😀😀",
    "เบี้ยคนแก่ได้เดือนละเท่าไหร่ครับ",
    "เบี้ยผู้พิการได้เดือนละกี่บาท",
    "ขออนุญาตก่อสร้างต้องใช้อะไรบ้าง",
    "ลงทะเบียนผู้สูงอายุวันไหน",
    "ภาษี63",
    "ภาษีปี 2563 จ่ายเมื่อไหร่",
    "แผ่นพับภาษีปี 2563",
    "ขอแผ่นพับเบี้ยยังชีพผู้สูงอายุ",
    "มีใบปลิวเรื่องขยะไหม",
    "ขอแผ่นพับเรื่องดาวอังคาร",
    "จดทะเบียนพาณิชย์ที่ไหน",
    "ถังขยะเต็ม ใครเก็บ",
    "ไฟทางดับ แจ้งใคร",
    "น้ำไม่ไหล",
    "ร้องเรียนเรื่องกลิ่นเหม็น",
    "ลาป่วยได้กี่วัน",
    "ลาพักผ่อนสะสมได้กี่วัน",
    "ความรับผิดทางละเมิดของเจ้าหน้าที่",
    "วิธีจัดซื้อจัดจ้างภาครัฐเบื้องต้น",
    "แผนการจัดการความรู้",
    "มาตรฐานการป้องกันและบรรเทาสาธารณภัย",
    "ดวงวันนี้เป็นยังไง",
    "ราคาทองวันนี้เท่าไหร่",
    "ร้านก๋วยเตี๋ยวอร่อยอยู่ตรงไหน",
    "l;ylfu8iy[",
    "phasi thi din",
    "What is the tax rate?",
    "เบี้ย\u202eคนแก่\u0000ได้\u200bเดือนละเท่าไหร่",
    "<b>เบี้ย</b> {org} %s {{ka}}",
    "ก" * 5000,
    "เบี้ยยังชีพได้เดือนละเท่าไร " + "จ้า" * 1600,
    "ไฟไหม้บ้านช่วยด้วย",
    "ขอแผ่นพับโคมลอย",
    "ไม่อยากอยู่แล้ว อยากตาย",
    "น้ำท่วมบ้าน ขอเงินเยียวยาได้เท่าไหร่",
    "1",
    "๒",
    "9",
)

OF_STAFF = (
    "แผนการจัดการความรู้",
    "ความรับผิดทางละเมิดของเจ้าหน้าที่",
    "เบี้ยคนแก่ได้เดือนละเท่าไหร่ครับ",
    "ภาษี63",
    "ภาษี",
    "ลาป่วยได้กี่วัน",
    "วิธีจัดซื้อจัดจ้างภาครัฐเบื้องต้น",
    "ขอแผ่นพับเรื่องดาวอังคาร",
)

FORGED = (
    "",
    "เมนู",
    "do=",
    "do=unknown",
    "do=launch&key=rockets",
    "do=article",
    "do=article&key=no-such-article&q=1",
    "do=more&key=../../etc/passwd",
    "do=leaflet&key=%F0%9F%98%80&q=x",
    "do=ask_about&key=no-such-article",
    "do=human&q=999999999",
    "do=human&q=-1",
    "do=none&q=99999999999999999999",
    "action=old&version=0",
    "x" * 300,
)

# What only the areas of the rich menu send.
FROM_MENU = ("do=ask", "do=tab&to=staff")

# How each kind of event comes about; a handler for a new kind needs a line here.
EVENTS: dict[str, Callable[[Stage, str], object]] = {
    "sticker": lambda bot, who: bot.sim.sticker(who),
    "image": lambda bot, who: bot.sim.image(who),
    "video": lambda bot, who: bot.sim.video(who),
    "audio": lambda bot, who: bot.sim.audio(who),
    "file": lambda bot, who: bot.sim.file(who, "สำเนาบัตร.pdf"),
    "location": lambda bot, who: bot.sim.location(who, title="บ้าน"),
    "unsend": lambda bot, who: bot.sim.unsend(who, "1234567890"),
    "join": lambda bot, who: bot.sim.join(GROUP, (who,)),
    "unfollow": lambda bot, who: bot.sim.unfollow(who),
    "follow": lambda bot, who: bot.sim.follow(who, is_unblocked=True),
}


@dataclass
class Visited:
    """The handlers that ran."""

    commands: set[str] = field(default_factory=set)
    postbacks: set[str] = field(default_factory=set)
    events: set[str] = field(default_factory=set)


@contextmanager
def watched(patch: pytest.MonkeyPatch) -> Iterator[Visited]:
    """Notes every registered handler that runs."""
    visited = Visited()

    def noting(ran: set[str], name: str, run: Callable[..., Any]) -> Callable[..., Any]:
        return lambda *arguments: (ran.add(name), run(*arguments))[1]

    for name, command in registry._commands.items():
        patch.setitem(registry._commands, name, replace(command, run=noting(visited.commands, name, command.run)))
    for table, ran in ((registry._postbacks, visited.postbacks), (registry._events, visited.events)):
        for name, run in table.items():
            patch.setitem(table, name, noting(ran, name, run))
    yield visited
    patch.undo()


def words_that_call(command: str) -> str:
    """What somebody types to call a command."""
    rows = yaml.safe_load(intents.TABLE.read_text(encoding="utf-8"))
    row = rows[command]
    return str(row["is"][0]) if "is" in row else "".join(line[0] for line in row["says"])


def spend(bot: Stage, every: int = 1) -> None:
    """The whole day: a citizen, a member of staff and the HR officer; the citizen asks every first, second, …"""
    for person, questions in ((NOK, QUESTIONS[::every]), (SOMCHAI, OF_STAFF), (MALEE, OF_STAFF[:2])):
        Visitor(bot, person).do_everything(questions)
    for data in FORGED:
        bot.press({"type": "postback", "data": data})
    _when_nothing_is_certain(bot)
    _in_a_group(bot)


class Visitor:
    """One person who tries everything and presses whatever the bot offers."""

    def __init__(self, bot: Stage, person: str) -> None:
        self._bot, self._person = bot, person
        self._offered: list[dict[str, Any]] = []
        self._pressed: Counter[str] = Counter()
        self._seen: set[str] = set()

    def do_everything(self, questions: tuple[str, ...]) -> None:
        """Come, ask, press, send pictures, go, come back."""
        self._note(self._bot.after(self._person, lambda: self._bot.sim.follow(self._person)))
        for command in registry.registered()["commands"]:
            self._note(self._bot.ask(words_that_call(command), by=self._person))
        for data in FROM_MENU:
            self._note(self._bot.press({"type": "postback", "data": data}, by=self._person))
        for question in questions:
            self._note(self._bot.ask(question, by=self._person))
            self._press_offered()
        for happen in EVENTS.values():
            self._bot.after(self._person, lambda happen=happen: happen(self._bot, self._person))

    def _note(self, said: Said) -> None:
        self._offered += [*said.buttons.values(), *said.chips.values()]

    def _press_offered(self) -> None:
        """Every new button once, the same action not for ever."""
        while self._offered:
            action = self._offered.pop(0)
            told = str(action.get("data") or action.get("text") or "")
            kind = parse_qs(told).get("do", [action["type"]])[0]
            if action["type"] == "uri" or told in self._seen or self._pressed[kind] >= PRESSES:
                continue
            self._seen.add(told)
            self._pressed[kind] += 1
            self._note(self._bot.press(action, by=self._person))


def _when_nothing_is_certain(bot: Stage) -> None:
    """Questions that get a choice: one is picked, one is refused, one is left alone."""
    with pytest.MonkeyPatch.context() as patch:
        never_sure(patch)
        for then in ("1", "4", "ขอบคุณ"):
            bot.ask("เบี้ย")
            bot.ask(then)


def call(bot: Stage, person: str, words: str) -> None:
    """Say something to the bot in the group, by "@name"."""
    mentionee = {"index": 0, "length": 4, "type": "user", "userId": bot.sim.destination, "isSelf": True}
    bot.sim.say(person, f"@bot {words}", group=GROUP, mention={"mentionees": [mentionee]})
    bot.settle()


def _in_a_group(bot: Stage) -> None:
    for words in (*QUESTIONS[:8], "เมนู", "ความรับผิดทางละเมิดของเจ้าหน้าที่", "ไฟไหม้บ้าน"):
        call(bot, SOMCHAI, words)
    bot.sim.say(NOK, "คุยกันเอง", group=GROUP)
    bot.settle()
