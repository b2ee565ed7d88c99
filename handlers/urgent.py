"""Emergency and crisis words come before everything else; this account is no emergency line and says so."""

from handlers.context import Context
from handlers.log import log
from handlers.registry import guard
from handlers.reply import Card, Open, Reply
from knowledge import intents
from knowledge.models.questions import Outcome

EMERGENCY = "เหตุด่วนโทรทันที\n199 ดับเพลิง\n191 ตำรวจ\n1669 การแพทย์ฉุกเฉิน\n1784 ปภ. สาธารณภัย\nไลน์นี้ไม่ใช่ช่องทางฉุกเฉิน{ka}"
CRISIS = "เป็นห่วงนะ{kha}\nคุยกับผู้เชี่ยวชาญได้ตลอด 24 ชั่วโมง\nสายด่วนสุขภาพจิต 1323\nฉุกเฉินโทร 1669\nไม่ต้องผ่านเรื่องนี้คนเดียว{ka}"
CALL = "โทร {number}"
BEFORE_ALL = 0


@guard(BEFORE_ALL)
def crisis(ctx: Context) -> Reply | None:
    """Words of despair: the helpline, and nothing from the knowledge base."""
    if not intents.mentions(ctx.text, "crisis") or intents.excused(ctx.text, "crisis"):
        return None
    return _numbers(ctx, CRISIS, ("1323", "1669"))


@guard(BEFORE_ALL + 1)
def emergency(ctx: Context) -> Reply | None:
    """Fire, flood, a person in danger: the numbers to call now. A question about relief afterwards is a question."""
    if not intents.mentions(ctx.text, "emergency") or intents.excused(ctx.text, "emergency"):
        return None
    return _numbers(ctx, EMERGENCY, ("199", "191", "1669", "1784"))


def _numbers(ctx: Context, sentence: str, numbers: tuple[str, ...]) -> Reply:
    """The card, and a log row without the words: what somebody says in need is nobody's statistics."""
    log(ctx, Outcome.EMERGENCY, [], words="")
    calls = tuple(Open(CALL.format(number=n), f"tel:{n}") for n in numbers)
    return Reply((Card(lead=ctx.say(sentence), actions=calls),), kind="smalltalk")
