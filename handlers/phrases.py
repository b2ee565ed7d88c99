"""Sentences and labels that more than one handler says. {ka} and {kha} are the organisation's polite particles."""

ASK_STAFF = "ถามเจ้าหน้าที่"
READ_MORE = "อ่านต่อ"
LEAFLET = "แผ่นพับ"
MENU = "เมนู"
HELP = "ช่วยเหลือ"
WHEN_STAFF_ANSWER = "เจ้าหน้าที่ตอบได้ในวันราชการ 08.30–16.30 น."
GONE = "เรื่องนี้ไม่มีในคลังความรู้แล้ว{ka} พิมพ์คำถามใหม่ได้เลย{ka}"
EXPIRED = "⚠ ข้อมูลย้อนหลัง{year} ใช้อ้างอิงเท่านั้น"
EXPIRED_YEAR = " ปี {year}"
SEE_CURRENT = "ดูฉบับปัจจุบัน"
EXAMPLES = ("เบี้ยยังชีพได้เดือนละเท่าไร", "ขออนุญาตก่อสร้างต้องใช้อะไรบ้าง", "แผ่นพับ")
