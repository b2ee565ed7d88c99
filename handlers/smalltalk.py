"""Greetings, thanks and who-are-you: short, warm, and back to business."""

from handlers.buttons import examples
from handlers.context import Context
from handlers.registry import command
from handlers.reply import Reply, text

HELLO = "สวัสดี{ka} มีเรื่องไหนให้ช่วยไหม{kha} พิมพ์คำถามได้เลย{ka}"
WELCOME = "ยินดี{ka} มีคำถามอื่นพิมพ์มาได้ตลอด{ka}"
I_AM = "เป็นผู้ช่วยอัตโนมัติของ {org}{ka} ตอบจากคลังความรู้ของหน่วยงาน ถ้าตอบไม่ได้จะฝากคำถามให้เจ้าหน้าที่{ka}"
BYE = "ขอบคุณที่ทักมา{ka} แล้วพบกันใหม่{ka}"
SMILE = "🙂 มีเรื่องไหนให้ช่วยพิมพ์มาได้เลย{ka}"


@command("greeting")
def greet(ctx: Context) -> Reply:
    """สวัสดี."""
    return text(ctx.say(HELLO), *examples())


@command("thanks")
def thank(ctx: Context) -> Reply:
    """ขอบคุณ."""
    return text(ctx.say(WELCOME))


@command("who_are_you")
def who(ctx: Context) -> Reply:
    """Never pretends to be a person."""
    return text(ctx.say(I_AM), *examples())


@command("goodbye")
def goodbye(ctx: Context) -> Reply:
    """ลาก่อน."""
    return text(ctx.say(BYE))


@command("laughter")
def laugh(ctx: Context) -> Reply:
    """555."""
    return text(ctx.say(SMILE))
