"""What only LINE's own pages can switch, in the order in which an officer finds it there.

The switches are named in English and, after the dot, as the Thai pages of LINE Official Account Manager name them.
"""

MANAGER = "manager.line.biz › Settings · ตั้งค่า › Response settings · ตั้งค่าการตอบกลับ"
DEVELOPERS = "developers.line.biz › your channel › Messaging API"
SWITCHES = (
    (MANAGER, "Auto-response messages · ข้อความตอบกลับอัตโนมัติ", "OFF", "else people get two answers to everything"),
    (MANAGER, "Greeting message · ข้อความทักทายเพื่อนใหม่", "OFF", "this program greets new friends itself"),
    (MANAGER, "Chat · แชท", "ON", "if staff also write by hand there; webhooks go on"),
    (DEVELOPERS, "Use webhook · ใช้ Webhook", "ON", "else LINE tells us nothing"),
    (DEVELOPERS, "Webhook redelivery · ส่ง Webhook ซ้ำ", "ON", "what arrives during a restart comes again"),
    (DEVELOPERS, "Allow bot to join group chats · อนุญาตให้เข้ากลุ่ม", "ON", "if the bot shall answer in groups"),
)
HEAD = "Only LINE's own pages can switch these; please look at each once:"
USE_WEBHOOK = 3


def checklist(webhook_active: bool | None) -> list[str]:
    """The lines to print; LINE tells of one switch only how it stands, "Use webhook": None when it was not asked."""
    lines, place = [HEAD], ""
    for number, (where, switch, state, why) in enumerate(SWITCHES):
        if where != place:
            lines.append(f"  {where}")
            place = where
        known = {True: "x", False: "!", None: " "}[webhook_active if number == USE_WEBHOOK else None]
        lines.append(f"    [{known}] {switch}: {state} ({why})")
    return lines
