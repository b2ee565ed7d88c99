"""In groups and rooms the bot is silent unless it is called by name; it gives everybody what a citizen may see."""

from handlers.context import Context
from handlers.registry import guard, on
from handlers.reply import SILENCE, Reply, text

JOINED = (
    "สวัสดี{ka} ไลน์ความรู้ของ {org}\nในกลุ่มนี้จะตอบเมื่อมีคนเรียกชื่อ (@) เท่านั้น และตอบเฉพาะเรื่องทั่วไปสำหรับประชาชน{ka}\n"
    "เรื่องส่วนตัวหรือเรื่องภายในให้ทักแชตส่วนตัว{ka}"
)
BEFORE_HANDLERS = -10


@guard(BEFORE_HANDLERS)
def silent_unless_called(ctx: Context) -> Reply | None:
    """Nobody asked us: say nothing."""
    return SILENCE if ctx.incoming.in_group and not ctx.incoming.mentions_bot else None


@on("join")
def joined(ctx: Context) -> Reply:
    """Invited into a group: says who it is and when it speaks."""
    return text(ctx.say(JOINED))
