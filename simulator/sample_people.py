"""Three people to begin with: one who asks, one who works here, one who plans."""

from simulator.errors import Json

SAMPLE_ACCOUNT = "อบต.ตัวอย่าง"

SAMPLE_PEOPLE: list[Json] = [
    {"id": "U" + "1" * 32, "name": "นก", "role": "ประชาชน"},
    {"id": "U" + "2" * 32, "name": "สมชาย", "role": "เจ้าหน้าที่"},
    {"id": "U" + "3" * 32, "name": "มาลี", "role": "นักทรัพยากรบุคคล"},
]
