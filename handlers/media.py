"""Stickers, pictures, voice, places and files: a polite, useful answer, for only text can be searched."""

from handlers.buttons import examples
from handlers.context import Context
from handlers.registry import on
from handlers.reply import SILENCE, Reply, text
from knowledge import inbox, questions, retention

STICKER = "ขอบคุณสำหรับสติกเกอร์{ka} 🙂 มีคำถามพิมพ์มาได้เลย{ka}"
PICTURE = "ได้รับรูปแล้ว{ka} ระบบยังอ่านรูปไม่ได้ ช่วยพิมพ์คำถามสั้น ๆ ว่าอยากทราบเรื่องอะไร{ka}"
VOICE = "ได้รับเสียงแล้ว{ka} ระบบยังฟังเสียงไม่ได้ ช่วยพิมพ์เป็นข้อความ หรือกดไมโครโฟนบนแป้นพิมพ์ให้โทรศัพท์พิมพ์แทน{ka}"
PLACE = "ได้รับตำแหน่งแล้ว{ka} ถ้าต้องการแจ้งเหตุหรือสอบถาม ช่วยพิมพ์ว่าเรื่องอะไร{ka}"
FILE = "ได้รับไฟล์แล้ว{ka} ระบบยังเปิดไฟล์ไม่ได้ ช่วยพิมพ์คำถามสั้น ๆ กรุณาอย่าส่งเอกสารที่มีเลขบัตรประชาชน{ka}"


def _quiet_in_groups(ctx: Context, sentence: str) -> Reply:
    return SILENCE if ctx.incoming.in_group else text(ctx.say(sentence), *examples())


@on("sticker")
def sticker(ctx: Context) -> Reply:
    """A sticker is a greeting."""
    return _quiet_in_groups(ctx, STICKER)


@on("image", "video")
def picture(ctx: Context) -> Reply:
    """A picture, often of a letter or of a broken lamp."""
    return _quiet_in_groups(ctx, PICTURE)


@on("audio")
def voice(ctx: Context) -> Reply:
    """A voice message: the telephone's own dictation helps."""
    return _quiet_in_groups(ctx, VOICE)


@on("location")
def place(ctx: Context) -> Reply:
    """A place on the map."""
    return _quiet_in_groups(ctx, PLACE)


@on("file")
def file(ctx: Context) -> Reply:
    """A file; people send copies of their papers."""
    return _quiet_in_groups(ctx, FILE)


@on("unsend")
def unsend(ctx: Context) -> Reply:
    """They took a message back: our copies of it are deleted (LINE asks for this), and nothing is said."""
    if ctx.incoming.message_id:
        questions.forget_message(ctx.session, ctx.conversation, ctx.incoming.message_id)
        inbox.forget_message(ctx.session, ctx.conversation, ctx.incoming.message_id)
        retention.forget_sent(ctx.session, ctx.conversation)
    return SILENCE
