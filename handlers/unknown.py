"""Don't know: says so, says when staff answer, offers the human; the same words when something is withheld."""

from handlers import phrases
from handlers.buttons import MENU, ask_staff, examples
from handlers.context import Context
from handlers.reply import Card, Reply

DONT_KNOW = (
    "ขออภัย{ka} ยังไม่มีข้อมูลเรื่องนี้ในคลังความรู้\n"
    "บันทึกคำถามไว้ให้เจ้าหน้าที่แล้ว{ka}\n"
    "{when}\n"
    "กด “ถามเจ้าหน้าที่” เพื่อส่งเรื่องให้คนตอบ หรือลองพิมพ์ถามด้วยคำอื่น"
)


def dont_know(ctx: Context, question_id: int) -> Reply:
    """The reply to a question that the knowledge does not answer."""
    card = Card(
        lead=ctx.say(DONT_KNOW, when=phrases.WHEN_STAFF_ANSWER),
        actions=(ask_staff(question_id), MENU),
    )
    return Reply((card,), chips=(ask_staff(question_id), *examples()), kind="abstain")
