"""ช่วยเหลือ and เมนู: what this person can do, built from the table of commands."""

from handlers import phrases
from handlers.buttons import MENU, ask_staff, examples
from handlers.context import Context
from handlers.registry import command, commands_for, postback
from handlers.reply import Card, Reply, Say, text

HEAD = "พิมพ์คำถามได้เลย{ka} ไม่ต้องใช้คำทางการ หรือกดเลือก"
EXAMPLE_LINE = "• {help}: พิมพ์ “{example}”"
ASK_LINE = "• ถามเรื่องของ {org} เช่น “{example}”"
OLD_BUTTON = "ปุ่มนี้ใช้ไม่ได้แล้ว{ka} พิมพ์คำถามหรือพิมพ์ “เมนู” ได้เลย{ka}"


@command("menu", help="เปิดเมนู", example=phrases.MENU)
def menu(ctx: Context) -> Reply:
    """The menu as a card, because LINE on a PC shows no rich menu."""
    return _card(ctx, "menu")


@command("help", help="วิธีใช้", example=phrases.HELP)
def show_help(ctx: Context) -> Reply:
    """What one can type, by example."""
    return _card(ctx, "menu")


@postback("unknown")
def old_button(ctx: Context, values: dict[str, str]) -> Reply:
    """A button of an older version, or a forged one: says what to do instead."""
    return text(ctx.say(OLD_BUTTON), MENU, kind="abstain")


def _card(ctx: Context, intent: str) -> Reply:
    offered = [c for c in commands_for(ctx) if c.help]
    lines = [ctx.say(HEAD), ctx.say(ASK_LINE, example=phrases.EXAMPLES[0])]
    others = [c for c in offered if c.intent != intent]
    lines += [ctx.say(EXAMPLE_LINE, help=c.help, example=c.example) for c in others]
    buttons = tuple(Say(c.help, c.example) for c in others)
    actions = (Say(phrases.EXAMPLES[0], phrases.EXAMPLES[0]), *buttons)
    card = Card(lead="\n".join(lines), actions=actions, links=(ask_staff(0),))
    return Reply((card,), chips=examples(), kind="command", intent=intent)
