"""The same bot on PostgreSQL: the same answers, and several workers that never do one thing twice."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from shelf_of_files import FilesOfABot
from sqlmodel import Session, SQLModel, select

from bot import demo, wake, worker
from bot.commands.knowledge_pack import load_into
from bot.intake import Intake
from bot.line import Line
from bot.worker import Worker
from handlers import smalltalk
from knowledge import inbox, schema
from knowledge.db import open_engine, transaction
from knowledge.inbox import Arrival
from knowledge.library import Library
from knowledge.models import Article, Inbox, Outbox, Person, Question
from scheduler import jobs
from stage import NOK, SOMCHAI, Stage, now

pytestmark = pytest.mark.postgresql

GROUP = "C" + "f" * 32
TALK = {  # what is said, and how the answer begins
    "สวัสดี": "สวัสดี",
    "ขอบคุณ": smalltalk.WELCOME[:4],
    "555": smalltalk.SMILE[:4],
    "ลาก่อน": smalltalk.BYE[:4],
    "คุณคือใคร": smalltalk.I_AM[:4],
    "ไฟไหม้บ้าน": "เหตุด่วน",
}
QUESTIONS = (
    "เบี้ยคนแก่ได้เดือนละเท่าไหร่",
    "ภาษี63",
    "แผ่นพับ",
    "เมนู",
    "ดวงวันนี้เป็นยังไง",
    "ความรับผิดทางละเมิดของเจ้าหน้าที่",
    "ไฟไหม้บ้าน",
)
CROWD = [f"U{number:032x}" for number in range(10)]


@pytest.fixture
def engine(cluster):
    """An empty database."""
    made = open_engine(cluster.url(cluster.database()))
    yield made
    made.dispose()


class Crew:
    """Workers with connections of their own, as processes have them, on one database."""

    def __init__(self, bot: Stage, size: int) -> None:
        self.bot = bot
        self.engines = [open_engine(str(bot.engine.url.render_as_string(hide_password=False))) for _ in range(size)]
        library = Library()
        self.workers = [Worker(e, Line(bot.sim.url, demo.ACCESS_TOKEN), library, threads=2) for e in self.engines]
        for one in self.workers:
            one.start()

    def stop(self) -> None:
        """Let each end what it does."""
        for one in self.workers:
            one.stop()
        for engine in self.engines:
            engine.dispose()


@pytest.fixture
def crew(on_postgresql, monkeypatch):
    """`crew(3)` starts so many workers beside a bot that only takes webhooks and rings."""
    crews: list[Crew] = []
    bell = wake.ringer(on_postgresql.engine)
    monkeypatch.setattr(on_postgresql.intake, "_stored", bell.ring)

    def start(size: int) -> None:
        crews.append(Crew(on_postgresql, size))

    yield start
    for one in crews:
        one.stop()
    bell.close()


def test_an_empty_database_gets_its_tables_once(engine):
    assert schema.upgrade(engine)
    assert not schema.upgrade(engine)


def test_tables_and_models_do_not_differ(engine):
    schema.upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_several_that_upgrade_at_once_do_it_once(cluster):
    url = cluster.url(cluster.database())
    engines = [open_engine(url) for _ in range(3)]
    with ThreadPoolExecutor(3) as several:
        list(several.map(schema.upgrade, engines))
    with engines[0].connect() as connection:
        assert schema.current_version(connection) == schema.newest_version()
    for one in engines:
        one.dispose()


@pytest.mark.parametrize("organisation", ["mueangkaset", "mueangchum"])
def test_a_pack_is_loaded_and_twice_changes_nothing(engine, organisation):
    schema.upgrade(engine)
    assert load_into(engine, organisation).added > 30
    assert not load_into(engine, organisation).anything


@pytest.mark.parametrize("person", [NOK, SOMCHAI])
def test_people_get_the_same_answers_as_on_sqlite(on_postgresql, bot, person):
    for question in QUESTIONS:
        assert on_postgresql.ask(question, by=person).messages == bot.ask(question, by=person).messages


def test_buttons_numbers_and_the_human_work(on_postgresql):
    said = on_postgresql.ask("เบี้ยคนแก่ได้เดือนละเท่าไหร่")
    for action in (*said.buttons.values(), *said.chips.values()):
        assert on_postgresql.press(action)
    assert "เลขที่" in on_postgresql.ask("เจ้าหน้าที่")
    assert on_postgresql.rows(select(Question.outcome).where(Question.outcome == "forwarded"))


def test_odd_letters_can_be_stored(on_postgresql, webhook_to):
    """PostgreSQL takes no NUL and no half letter."""
    webhook = webhook_to(on_postgresql)
    message = {"type": "text", "id": "1", "text": "ภาษี\x00\ud83d"}
    assert webhook.events(webhook.hello(message=message, webhookEventId="0\x00\ud83d", type="te\x00xt")) == 200
    assert webhook.events(webhook.hello(message=message)) == 200
    on_postgresql.settle()
    assert on_postgresql.rows(select(Inbox.state)) == ["done", "done"]
    assert len(on_postgresql.sim.sent(NOK)) == 1


def test_a_forged_button_with_a_nul_in_it_does_no_harm(on_postgresql):
    assert on_postgresql.press({"type": "postback", "data": "do=article&key=%00"})


def test_a_message_that_was_taken_back_is_forgotten(on_postgresql):
    on_postgresql.event({"type": "message", "message": {"type": "text", "id": "77", "text": "ความลับของนก"}})
    on_postgresql.after(NOK, lambda: on_postgresql.sim.unsend(NOK, "77"))
    assert on_postgresql.rows(select(Question.text)) == [""]
    assert "77" not in on_postgresql.rows(select(Inbox.payload))[0]


def test_the_same_event_on_many_lines_at_once_is_stored_once(on_postgresql):
    event = on_postgresql.sim.make_event(NOK, {"type": "message", "message": {"type": "text", "id": "1", "text": "ก"}})
    with ThreadPoolExecutor(8) as many:
        assert set(many.map(lambda _: on_postgresql.sim.post_events([event, event]), range(16))) == {200}
    assert len(on_postgresql.rows(select(Inbox.id))) == 1


def test_two_writers_at_once_store_every_event_once(cluster, filled):
    url = cluster.url(cluster.database(filled))
    engines = [open_engine(url) for _ in range(2)]
    intakes = [Intake(engine) for engine in engines]
    posts = [
        [Arrival(f"{n}", "user:x", "message", "{}"), Arrival(f"{n // 2}", "user:x", "message", "{}")]
        for n in range(200)
    ]
    with ThreadPoolExecutor(16) as many:
        list(many.map(lambda pair: intakes[pair[0] % 2].store(pair[1]), enumerate(posts)))
    with Session(engines[0]) as session:
        assert sorted(map(int, session.exec(select(Inbox.webhook_event_id)))) == list(range(200))
    for one in (*intakes,):
        one.close()
    for engine in engines:
        engine.dispose()


def test_three_workers_answer_sixty_messages_of_ten_people_once_and_in_order(on_postgresql, crew):
    crew(3)
    sim = on_postgresql.sim
    for text in TALK:
        message = {"type": "message", "message": {"type": "text", "id": "1", "text": text}}
        sim.post_events([sim.make_event(who, message) for who in CROWD])
    sim.wait_for(None, count=len(CROWD) * len(TALK), timeout=30)
    for who in CROWD:
        said = [m["message"].get("text") or m["message"]["altText"] for m in sim.sent(who)]
        assert [s[: len(begin)] for s, begin in zip(said, TALK.values(), strict=True)] == list(TALK.values())
    assert {m["via"] for m in sim.sent()} == {"reply"}


def test_a_new_person_who_writes_in_two_chats_at_once_is_one_person(on_postgresql, crew):
    crew(3)
    sim, new = on_postgresql.sim, "U" + "9" * 32
    mention = {"mentionees": [{"index": 0, "length": 4, "isSelf": True, "type": "user"}]}
    private = {"type": "message", "message": {"type": "text", "id": "1", "text": "สวัสดี"}}
    group = {
        "type": "message",
        "source": {"type": "group", "groupId": GROUP, "userId": new},
        "message": {"type": "text", "id": "2", "text": "@bot สวัสดี", "mention": mention},
    }
    sim.join(GROUP, (new,))
    sim.post_events([sim.make_event(new, private), sim.make_event(new, group)])
    sim.wait_for(new, timeout=10)
    sim.wait_for(GROUP, count=2, timeout=10)
    assert len(on_postgresql.rows(select(Person.id).where(Person.line_user_id == new))) == 1


def test_a_commit_wakes_a_worker_that_would_look_in_an_hour(on_postgresql, crew, monkeypatch):
    monkeypatch.setattr(worker, "LOOK_EVERY", 3600)
    crew(1)
    for _ in range(3):
        before = len(on_postgresql.sim.sent(NOK))
        on_postgresql.sim.say(NOK, "สวัสดี")
        assert on_postgresql.sim.wait_for(NOK, count=before + 1, timeout=10)


def test_a_bell_is_heard_by_all_who_listen_and_by_nobody_else(cluster, filled):
    url = cluster.url(cluster.database(filled))
    ringing, hearing = open_engine(url), open_engine(url)
    listeners = [wake.listener(hearing) for _ in range(2)]
    heard = [threading.Thread(target=one.wait, args=(60,)) for one in listeners]
    for thread in heard:
        thread.start()
    ringer = wake.ringer(ringing)
    ringer.ring()
    for thread in heard:
        thread.join(10)
    assert not any(thread.is_alive() for thread in heard)
    with pytest.raises(RuntimeError):
        ringer.wait(1)
    for one in (*listeners, ringer):
        one.close()
    for engine in (ringing, hearing):
        engine.dispose()


def test_workers_outlive_a_restart_of_the_database(on_postgresql, crew, cluster):
    crew(2)
    sim = on_postgresql.sim
    sim.say(NOK, "สวัสดี")
    sim.wait_for(NOK, timeout=10)
    cluster.hang_up(on_postgresql.engine.url.database)
    event = sim.say(SOMCHAI, "สวัสดี")
    if sim.deliveries[-1]["status"] != 200:
        assert sim.deliveries[-1]["status"] == 500
        assert sim.redeliver(event) == 200
    assert sim.wait_for(SOMCHAI, timeout=20)


def test_two_clocks_at_once_run_a_job_once(cluster, filled):
    url = cluster.url(cluster.database(filled))
    engines = [open_engine(url) for _ in range(4)]
    ran: list[int] = []
    together = threading.Barrier(len(engines))

    def strike(number: int) -> None:
        together.wait(10)
        with transaction(engines[number]) as session:
            if jobs.first_today(session, "sweep", now().date()):
                session.flush()
                ran.append(number)

    with ThreadPoolExecutor(len(engines)) as several:
        outcomes = [several.submit(strike, number) for number in range(len(engines))]
    failed = [o.exception() for o in outcomes if o.exception()]
    assert len(ran) == 1, failed
    for engine in engines:
        engine.dispose()


def test_a_failing_transaction_leaves_nothing(on_postgresql):
    with pytest.raises(RuntimeError), transaction(on_postgresql.engine) as session:
        session.exec(select(Article)).first().title = "ใหม่"
        raise RuntimeError("the power went")
    assert "ใหม่" not in on_postgresql.rows(select(Article.title))


def test_the_command_line_works_on_it(km, cluster, filled, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", cluster.url(cluster.database(filled)))
    monkeypatch.setenv("LINE_CHANNEL_SECRET", "x")
    monkeypatch.setenv("LINE_CHANNEL_ACCESS_TOKEN", "x")
    monkeypatch.setenv("PUBLIC_URL", "https://km.example.go.th")
    monkeypatch.setenv("SECRET_KEY", "x" * 32)
    assert "already" in km("db", "upgrade").output
    assert "0 articles added, 0 changed, 0 withdrawn" in km("load", "mueangkaset").output
    assert "1,000 บาท" in km("ask", "เบี้ยคนแก่ได้เดือนละเท่าไหร่").output
    result = km("check")
    assert result.exit_code == 0, result.output
    assert "PostgreSQL" in result.output


def test_one_of_many_browsers_that_open_an_internal_link_at_once_gets_it(cluster, filled, tmp_path):
    site = FilesOfABot(cluster.url(cluster.database(filled)), str(tmp_path / "media"), now(), threads=32)
    address = site.link(site.internal, site.somchai)
    with ThreadPoolExecutor(8) as many:
        found = list(many.map(lambda _: site.browser().get(address).status, range(16)))
    downloads = site.downloads(site.internal)
    site.close()
    assert sorted(found) == [200] + [404] * 15
    assert downloads == 1


def test_everything_that_was_answered_is_done_and_sent(on_postgresql):
    on_postgresql.ask("สวัสดี")
    assert on_postgresql.rows(select(Inbox.state)) == ["done"]
    assert on_postgresql.rows(select(Outbox.state)) == ["sent"]


def test_an_event_that_a_worker_has_in_hand_is_left_to_it(on_postgresql):
    for person in (NOK, SOMCHAI):
        on_postgresql.sim.say(person, "สวัสดี")
    with transaction(on_postgresql.engine) as session:
        first = inbox.peek(session, now())
        assert inbox.claim(session, now(), frozenset({first.id})).id > first.id
        assert inbox.peek(session, now(), frozenset({first.id, first.id + 1})) is None
    on_postgresql.settle()
