"""What the documents of the corpus say: articles of the start packs, and lines that are hard on purpose."""

from dataclasses import dataclass

from knowledge import excerpts
from knowledge.packs import find_pack, read_pack

HARD = (
    "น้ำที่บ่อน้ำตื้นขึ้นสูงกว่าปกติ ผู้ใหญ่บ้านทำเครื่องหมายไว้ที่เสาไม้ ค่ำนี้จำเป็นต้องย้ายเก้าอี้",
    "ปู่ย่าอยู่ที่ญี่ปุ่น ฐานะดี ปฏิบัติตามกฎหมาย มีญาติผู้ใหญ่ชื่อฐิติ อายุ ๘๑ ปี ฎีกาที่ ๑๒/๒๕๖๙",
    "ตำแหน่งผู้อำนวยการกองช่าง กำหนดจ่ายค่าตอบแทนอื่นเป็นจำนวน 1,250.50 บาท ตามระเบียบฯ ข้อ 7 (2)",
    "อบต. ทต. พ.ร.บ. ภ.บ.ท.5 น.ส.3ก ก.อบต. พ.ศ. 2569 มาตรา 39 ทวิ โทร. 0-4400-0000 ต่อ 12",
    "สิ่งปลูกสร้าง เครื่องจักร เงื่อนไข เพื่อให้ได้สิทธิ์ ผู้มีสิทธิ์ต้องยื่นด้วยตนเองพร้อมหลักฐาน",
)
TABLE = (
    ("อายุ (ปี)", "บาทต่อเดือน", "หมายเหตุ"),
    ("60–69", "600", "ผู้ที่ขึ้นทะเบียนแล้ว"),
    ("70–79", "700", "ปรับให้เมื่ออายุครบ"),
    ("80–89", "800", "ไม่ต้องยื่นใหม่"),
    ("90 ขึ้นไป", "1,000", "ได้รับตลอดชีวิต"),
)


@dataclass(frozen=True)
class Heading:
    """A line in bold."""

    text: str


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Rows of cells, the first row is the head."""

    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Bullets | Table


def articles(count: int) -> list[list[Block]]:
    """The longest articles of both packs as blocks, each with a hard line; every third one has a table."""
    bodies = [(a.title, a.body) for pack in ("mueangkaset", "mueangchum") for a in read_pack(find_pack(pack)).articles]
    bodies.sort(key=lambda row: (-len(row[1]), row[0]))
    return [_document(title, body, n) for n, (title, body) in enumerate(bodies[:count])]


def words_of(blocks: list[Block]) -> str:
    """All the words of a document, in reading order."""
    return "\n".join(_text(b) for b in blocks)


def _document(title: str, body: str, number: int) -> list[Block]:
    made: list[Block] = [Heading(title)]
    for block in excerpts.blocks(body):
        if block.heading:
            made.append(Heading(block.heading))
        made += _lines(block.text)
    made.append(Paragraph(HARD[number % len(HARD)]))
    return [*made, Table(TABLE)] if number % 3 == 0 else made


def _lines(text: str) -> list[Block]:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    bullets = tuple(line.lstrip("• ").strip() for line in lines if line.startswith("•"))
    plain: list[Block] = [Paragraph(line) for line in lines if not line.startswith("•")]
    return [*plain, Bullets(bullets)] if bullets else plain


def _text(block: Block) -> str:
    match block:
        case Heading(text=text) | Paragraph(text=text):
            return text
        case Bullets(items=items):
            return "\n".join(items)
        case Table(rows=rows):
            return "\n".join(" ".join(row) for row in rows)
