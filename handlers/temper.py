"""Rude words: a calm answer and a way to a person, when the message holds nothing else."""

from handlers.buttons import ask_staff
from handlers.context import Context
from handlers.reply import Card, Reply

CALM = "ขออภัยที่ทำให้ไม่พอใจ{ka} อยากให้ช่วยเรื่องไหนพิมพ์มาได้เลย หรือกด “ถามเจ้าหน้าที่” เพื่อคุยกับคน"


def calm(ctx: Context, question_id: int) -> Reply:
    """Never rude back, never a lecture."""
    return Reply((Card(lead=ctx.say(CALM), actions=(ask_staff(question_id),)),), kind="smalltalk")
