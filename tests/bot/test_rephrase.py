"""An optional model may shorten an excerpt, and do nothing else: what it invents, or delays, nobody ever sees."""

import shutil
import socket
import threading
from datetime import UTC, datetime, timedelta

import pytest
from llm import Model
from sqlmodel import select

from bot.endpoint import Endpoint, NoWording
from bot.rephraser import PAUSE, Rephraser, open_rephraser
from bot.settings import read_settings
from handlers.articles import SHORTENED
from knowledge.db import transaction
from knowledge.models import Inbox
from knowledge.wordings import Draft
from stage import NOK, SOMCHAI, Stage, sqlite_url

QUESTION = "ขออนุญาตก่อสร้างต้องใช้อะไรบ้าง"
INTERNAL = "ความรับผิดทางละเมิดของเจ้าหน้าที่"
SETS, LAST = "(มักขอ 3–5 ชุด)", "หนังสือรับรองวิศวกร"  # in the excerpt; the last stands at its end
NOON = datetime(2026, 11, 21, 5, tzinfo=UTC)


@pytest.fixture
def model():
    """The language model."""
    made = Model()
    yield made
    made.stop()


@pytest.fixture
def endpoint(model):
    """The model as the bot knows it; patient, because the machine may be slow."""
    return Endpoint(model.url, "small", "secret", timeout=15)


@pytest.fixture
def rephraser(endpoint):
    """The rephraser of the bot on the stage."""
    return Rephraser(endpoint)


@pytest.fixture
def bot(loaded, tmp_path, rephraser):
    """The bot of อบต.เมืองเกษตร with the model beside it."""
    database, shelf = loaded["mueangkaset"]
    shutil.copy(database, tmp_path / "reworded.db")
    made = Stage(sqlite_url(tmp_path / "reworded.db"), shelf, rephraser=rephraser)
    yield made
    made.close()


def excerpt_sent(model) -> str:
    """The passage that the model was last given."""
    return model.asked[-1]["messages"][1]["content"].split("Passage:\n")[1]


def shorter(model, bot) -> str:
    """What a faithful model would say: the excerpt without its last phrase. Learnt from a question that fails."""
    model.says = 500
    bot.ask(QUESTION)
    bot.worker._mailroom._rephraser._quiet_until = None
    return excerpt_sent(model).rsplit(" ", 1)[0]


def test_a_faithful_wording_is_shown_with_its_source_and_a_note(bot, model):
    model.says = shorter(model, bot)
    said = bot.ask(QUESTION)
    assert SETS in model.says and model.says in said and LAST not in said
    assert SHORTENED in said and "พ.ร.บ.ควบคุมอาคาร" in said
    assert "อ่านต่อ" in said.buttons


def test_an_invented_amount_is_never_shown(bot, model):
    model.says = shorter(model, bot).replace("3–5", "3–9")
    said = bot.ask(QUESTION)
    assert "3–9" not in said and LAST in said and SHORTENED not in said


def test_the_same_question_is_sent_once(bot, model):
    model.says = shorter(model, bot)
    for _ in range(3):
        assert SHORTENED in bot.ask(QUESTION)
    assert len(model.asked) == 2


def test_without_the_settings_nothing_is_sent():
    assert open_rephraser(read_settings(rephrase_url="", rephrase_model="small")) is None


@pytest.mark.parametrize(
    ("url", "name", "why"), [("host/v1", "m", "no address"), ("http://h/v1", "", "REPHRASE_MODEL")]
)
def test_settings_that_cannot_work_are_a_sentence_and_excerpts_stay(url, name, why, caplog):
    assert open_rephraser(read_settings(rephrase_url=url, rephrase_model=name)) is None
    assert why in caplog.text and "as they are" in caplog.text


def test_telephones_and_addresses_in_the_question_stay_here(bot, model):
    bot.ask(f"{QUESTION} โทร 081-234-5678 nok@example.com")
    assert model.asked and "[…] […]" in model.words
    assert "5678" not in model.words and "nok" not in model.words


def test_a_message_with_a_citizens_number_stays_here_whole(bot, model):
    bot.ask(f"{QUESTION} บัตร 1-2345-67890-12-3")
    assert not model.asked


def test_an_internal_article_stays_here(bot, model):
    assert "พ.ร.บ.ความรับผิดทางละเมิด" in bot.ask(INTERNAL, by=SOMCHAI)
    assert not model.asked


def test_an_internal_article_may_be_allowed_out(bot, model, rephraser):
    rephraser.internal = True
    bot.ask(INTERNAL, by=SOMCHAI)
    assert "ละเมิด" in model.words


def test_a_citizen_causes_no_internal_excerpt_to_leave(bot, model, rephraser):
    rephraser.internal = True
    bot.ask(INTERNAL, by=NOK)
    assert not model.asked


@pytest.mark.parametrize(
    "words",
    [
        f"อยากตาย {QUESTION}",
        f"ไฟไหม้ {QUESTION}",
        "ลบข้อมูล",
        f"แผ่นพับ {QUESTION}",
        "ช่วยเหลือ",
        "ราคาทองวันนี้",
        "  ",
    ],
)
def test_what_no_excerpt_answers_is_not_sent(bot, model, words):
    bot.ask(words)
    assert not model.asked


@pytest.mark.parametrize(
    "says",
    [500, 429, 302, b"", b"<html>", b"[]", b'{"choices": []}', b'{"choices": [{"message": {}}]}', b"\xff" * 70000],
)
def test_whatever_comes_back_the_excerpt_is_shown(bot, model, says):
    model.says = says
    said = bot.ask(QUESTION)
    assert LAST in said and SHORTENED not in said
    assert model.paths == ["/v1/chat/completions"]


def test_a_model_that_hangs_is_not_waited_for_twice(bot, model, rephraser):
    rephraser.endpoint = Endpoint(model.url, "small", timeout=0.3)
    model.hangs()
    assert LAST in bot.ask(QUESTION)
    assert LAST in bot.ask(QUESTION + "คะ")
    assert len(model.asked) == 1


def test_a_drip_of_bytes_does_not_hold_the_answer():
    drips = socket.create_server(("127.0.0.1", 0))
    ended = threading.Event()

    def drip() -> None:
        with drips, drips.accept()[0] as line:
            try:
                line.sendall(b"HTTP/1.1 200 OK\r\n")
                while not ended.wait(0.05):
                    line.sendall(b"X: y\r\n")
            except OSError:
                pass

    thread = threading.Thread(target=drip)
    thread.start()
    with pytest.raises(NoWording, match="within"):
        Endpoint(f"http://127.0.0.1:{drips.getsockname()[1]}/v1", "small", timeout=0.3).complete("", "")
    thread.join(timeout=10)
    assert not thread.is_alive()  # the line was cut, else it would drip on
    ended.set()


def test_nobody_there_is_a_failure_like_any_other(rephraser, model):
    draft = Draft("q", "ข้อความ" * 40)
    rephraser.endpoint = Endpoint("http://127.0.0.1:9/v1", "small", timeout=0.5)
    rephraser.prepare(draft, NOON)
    assert not rephraser.wants(draft, NOON + PAUSE - timedelta(seconds=1))
    assert rephraser.wants(draft, NOON + PAUSE)


def test_a_mistake_of_ours_costs_the_wording_and_not_the_answer(bot, model, monkeypatch):
    monkeypatch.setattr("bot.rephraser.objection", lambda *_: 1 / 0)
    model.says = "x"
    assert LAST in bot.ask(QUESTION)


def test_a_short_excerpt_needs_no_shortening(rephraser):
    assert not rephraser.wants(Draft("q", "สั้นมาก"), NOON)


def test_the_key_goes_along_and_is_never_printed(endpoint, model):
    model.says = "x"
    endpoint.complete("i", "t")
    assert model.keys == ["Bearer secret"]
    assert "secret" not in repr(endpoint)


def test_the_database_is_free_while_the_model_thinks(bot, model):
    wrote = []

    def write() -> None:
        with transaction(bot.engine) as session:
            wrote.append(session.exec(select(Inbox.state)).all())

    model.says, model.before = "x", write
    assert LAST in bot.ask(QUESTION)
    assert wrote == [["new"]]


def test_others_are_answered_while_the_model_thinks(bot, model):
    meanwhile = []

    def somebody_else() -> None:
        bot.sim.say(SOMCHAI, "สวัสดี")
        bot.worker.work_off()  # another worker of the same process
        meanwhile.extend((len(bot.sim.sent(SOMCHAI)), len(bot.sim.sent(NOK))))

    model.says, model.before = "x", somebody_else
    assert len(bot.ask(QUESTION).messages) == 1
    assert meanwhile == [1, 0]
