"""The KM plan in the chat: what it holds, and what is due."""

from datetime import date

from handlers.context import Context
from handlers.registry import command
from handlers.reply import Reply, Say, text
from knowledge import plans
from knowledge.access import STAFF_ROLES
from knowledge.models import Activity
from knowledge.thai_dates import thai_date

SHOWN = 12
NO_PLAN = "ยังไม่มีแผนการจัดการความรู้ในระบบ{ka}"
HEAD = "{title}\nกิจกรรม {count} รายการ เสร็จแล้ว {done}"
ROW = "• {when} {name}"
LATE = "⚠ เลยกำหนด {days} วัน: {name} (กำหนด {when})"
DUE = "• อีก {days} วัน ({when}): {name}"
TODAY = "• วันนี้ ({when}): {name}"
DUE_HEAD = "งานตามแผนที่เลยกำหนดและที่ครบกำหนดใน 30 วัน"
NOTHING_DUE = "ไม่มีงานที่เลยกำหนดหรือครบกำหนดใน 30 วันนี้{ka}"
MORE = "… และอีก {count} รายการ"
SEE_DUE, SEE_PLAN = "งานใกล้ครบกำหนด", "ดูแผน"


@command("plan_view", help="ดูแผนการจัดการความรู้", example=SEE_PLAN, roles=STAFF_ROLES)
def show_plan(ctx: Context) -> Reply:
    """The activities of this year's plan by deadline."""
    plan = plans.plan_on(ctx.session, ctx.today)
    if plan is None:
        return text(ctx.say(NO_PLAN), kind="command", intent="plan_view")
    rows = plans.activities(ctx.session, plan)
    done = sum(a.status in plans.DONE for a in rows)
    lines = [HEAD.format(title=plan.title, count=len(rows), done=done)]
    lines += [ROW.format(when=thai_date(a.deadline), name=a.name) for a in rows[:SHOWN]]
    return _listed(lines, len(rows), Say(SEE_DUE, SEE_DUE), "plan_view")


@command("due_list", help="งานใกล้ครบกำหนด", example=SEE_DUE, roles=STAFF_ROLES)
def show_due(ctx: Context) -> Reply:
    """What is overdue, and what is due within thirty days."""
    plan = plans.plan_on(ctx.session, ctx.today)
    rows = plans.open_until(ctx.session, plan, plans.month_ahead(ctx.today)) if plan else []
    if not rows:
        return text(ctx.say(NOTHING_DUE if plan else NO_PLAN), kind="command", intent="due_list")
    lines = [DUE_HEAD, *(_due(a, ctx.today) for a in rows[:SHOWN])]
    return _listed(lines, len(rows), Say(SEE_PLAN, SEE_PLAN), "due_list")


def _due(activity: Activity, today: date) -> str:
    days = (activity.deadline - today).days
    sentence = LATE if days < 0 else TODAY if days == 0 else DUE
    return sentence.format(days=abs(days), when=thai_date(activity.deadline), name=activity.name)


def _listed(lines: list[str], count: int, onward: Say, intent: str) -> Reply:
    rest = [MORE.format(count=count - SHOWN)] if count > SHOWN else []
    return text("\n".join([*lines, *rest]), onward, kind="command", intent=intent)
