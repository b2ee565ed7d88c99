"""Knowledge as nobody should write it, and somebody will: nothing at all, a book, one title twice."""

from knowledge.answers import Verdict

PAGE = "หน้าที่ {n} ว่าด้วยการดูแลรักษาทรัพย์สินของทางราชการ ผู้รับผิดชอบต้องตรวจนับและรายงานทุกสิ้นปีงบประมาณ\n\n" * 12


def test_without_any_knowledge_nothing_is_known(town):
    decision = town.ask("ภาษีป้ายคิดยังไง")
    assert decision.verdict is Verdict.DONT_KNOW
    assert decision.found == []


def test_one_line_of_a_book_of_two_hundred_pages_is_found(town):
    pages = [PAGE.replace("{n}", str(n)) for n in range(200)]
    pages[137] = "**การยืมเรือท้องแบน**\nผู้ยืมเรือท้องแบนต้องวางเงินประกัน 750 บาท และคืนภายในสามวัน\n\n"
    body = "".join(pages)
    assert len(body) > 200_000
    town(book={"title": "คู่มือพัสดุฉบับสมบูรณ์", "body": body}, pond={"title": "สระน้ำสาธารณะ", "body": "ห้ามลงเล่นน้ำ"})
    first = town.ask("ยืมเรือท้องแบนต้องวางเงินประกันเท่าไหร่").found[0]
    assert first.article.key == "book"
    assert "750 บาท" in first.excerpt.text
    assert len(first.excerpt.text) < 500


def test_two_articles_with_one_title_are_both_found(town):
    title = "ค่าใช้สนามกีฬา"
    town(day={"title": title, "body": "กลางวันชั่วโมงละ 40 บาท"}, night={"title": title, "body": "กลางคืนชั่วโมงละ 90 บาท"})
    assert set(town.found("ค่าใช้สนามกีฬาเท่าไหร่")) == {"day", "night"}


def test_two_articles_with_one_title_can_be_told_apart(town):
    title = "ค่าใช้สนามกีฬา"
    town(day={"title": title, "body": "กลางวันชั่วโมงละ 40 บาท"}, night={"title": title, "body": "กลางคืนชั่วโมงละ 90 บาท"})
    assert town.found("ค่าใช้สนามกีฬากลางคืนเท่าไหร่")[0] == "night"
