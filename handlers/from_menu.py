"""What only the rich menu's areas lead to: an invitation to ask, what waits for this person, a change of tab."""

from handlers import phrases
from handlers.buttons import MENU, examples
from handlers.context import Context
from handlers.plan import SEE_DUE
from handlers.registry import command, postback, run_command
from handlers.reply import SILENCE, Action, Reply, Say, text
from knowledge import waiting_for
from knowledge.models.menus import Kind

INVITED = "พิมพ์คำถามได้เลย{ka} ไม่ต้องใช้คำทางการ เช่น “{example}”"
INVITED_STAFF = "พิมพ์เรื่องที่อยากค้นได้เลย{ka} เช่น “{example}” ค้นได้ทั้งคู่มือ กฎหมาย และเรื่องที่ประชาชนถาม"
STAFF_EXAMPLE = "ลาพักผ่อนสะสมได้กี่วัน"
MINE = "เรื่องของฉัน"
MY_DATA = "ข้อมูลของฉัน"
WAITS_HEAD = "มีเรื่องรอคุณอยู่{ka}"
NOTHING_WAITS = "ตอนนี้ไม่มีเรื่องรอ{ka}\nอยากดูว่าเก็บข้อมูลอะไรของคุณไว้บ้าง กด “ข้อมูลของฉัน” ได้เลย{ka}"
NUDGED = "• งานตามแผนที่ถึงกำหนด {count} เรื่อง"
ANSWERED = "• คำตอบจากเจ้าหน้าที่ {count} เรื่อง"
TO_REVIEW = "• บทความรอให้ตรวจ {count} เรื่อง"
LINES = {Kind.NUDGE: NUDGED, Kind.ANSWER: ANSWERED, Kind.REVIEW: TO_REVIEW}
PRIVATE = "เรื่องส่วนตัวขอคุยในแชตส่วนตัว{ka}"


@postback("ask")
def invite(ctx: Context, values: dict[str, str]) -> Reply:
    """The area that opens the keyboard: says what one can type."""
    if ctx.reader.verified:
        return text(ctx.say(INVITED_STAFF, example=STAFF_EXAMPLE), Say(STAFF_EXAMPLE, STAFF_EXAMPLE), MENU)
    return text(ctx.say(INVITED, example=phrases.EXAMPLES[0]), *examples())


@command("mine", example=MINE)
def mine(ctx: Context) -> Reply:
    """What waits for this person; the red dot of their menu says that something does."""
    if ctx.person_id is None or ctx.incoming.in_group:
        return text(ctx.say(PRIVATE), kind="command", intent="mine")
    waits = waiting_for.counted(ctx.session, ctx.person_id)
    if not waits:
        return text(ctx.say(NOTHING_WAITS), Say(MY_DATA, MY_DATA), MENU, kind="command", intent="mine")
    lines = [ctx.say(WAITS_HEAD), *(LINES[kind].format(count=waits[kind]) for kind in Kind if waits[kind])]
    due: tuple[Action, ...] = (Say(SEE_DUE, SEE_DUE),) if waits[Kind.NUDGE] else ()
    return text("\n".join(lines), *due, Say(MY_DATA, MY_DATA), MENU, kind="command", intent="mine")


@postback("tab")
def tab(ctx: Context, values: dict[str, str]) -> Reply:
    """The phone changed the menu by itself; LINE tells afterwards. A tab that is gone gets the menu as a card."""
    return SILENCE if ctx.incoming.tab_status == "SUCCESS" else run_command(ctx, "menu")
