"""What need not be kept is forgotten: words of old mail, and words that people took back."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from knowledge import inbox, outbox, questions
from knowledge.db import transaction
from knowledge.inbox import Arrival
from knowledge.models import Inbox, Outbox
from knowledge.models.questions import Outcome
from knowledge.outbox import Route
from knowledge.retention import forget_mail
from stage import NOK, now

CHAT = f"user:{NOK}"
WORDS = [{"type": "text", "text": "คำตอบ"}]


@pytest.fixture
def arrive(session):
    """Store an event of Nok's chat that carries these words; returns its row."""

    def store(payload: str, state: str = "done", event: str = "1"):
        inbox.store(session.connection(), [Arrival(event, CHAT, "message", payload)], now())
        row = session.exec(select(Inbox).where(Inbox.webhook_event_id == event)).one()
        row.state = state
        session.flush()
        return row

    return store


@pytest.fixture
def send(session):
    """Queue a message to Nok; returns its row."""

    def put(state: str = "sent"):
        row = outbox.put(session, Route(CHAT, "token"), WORDS, now())
        row.state = state
        session.flush()
        return row

    return put


@pytest.mark.parametrize("state", ["done", "dead"])
def test_words_of_an_event_that_ended_are_forgotten(session, arrive, state):
    row = arrive('{"text": "ความลับ"}', state)
    assert forget_mail(session, now() + timedelta(days=1)) == 1
    session.refresh(row)
    assert row.payload == "{}"


def test_an_event_that_still_waits_is_kept_however_old(session, arrive):
    row = arrive('{"text": "รอ"}', "new")
    assert forget_mail(session, now() + timedelta(days=999)) == 0
    session.refresh(row)
    assert "รอ" in row.payload


@pytest.mark.parametrize("state", ["sent", "failed", "held"])
def test_words_of_a_message_that_ended_are_forgotten_with_its_recipient(session, send, state):
    row = send(state)
    assert forget_mail(session, now() + timedelta(days=1)) == 1
    session.refresh(row)
    assert (row.messages, row.recipient, row.reply_token) == ([], "", None)


def test_a_message_that_still_waits_is_kept(session, send):
    send("pending")
    assert forget_mail(session, now() + timedelta(days=999)) == 0


def test_what_is_young_is_kept(session, arrive, send):
    arrive("{}x")
    send()
    assert forget_mail(session, now() - timedelta(days=1)) == 0


def test_to_forget_twice_is_to_forget_once(session, arrive, send):
    arrive('{"text": "x"}')
    send()
    assert forget_mail(session, now() + timedelta(days=1)) == 2
    assert forget_mail(session, now() + timedelta(days=1)) == 0


def test_the_counts_stay_for_the_report(session, arrive, send):
    arrive('{"text": "x"}')
    send()
    forget_mail(session, now() + timedelta(days=1))
    assert len(session.exec(select(Inbox)).all()) == len(session.exec(select(Outbox)).all()) == 1


class TestUnsend:
    def ask(self, session, text: str, message_id: str, chat: str = CHAT):
        """Log a question."""
        return questions.record(
            session, person_id=None, conversation=chat, message_id=message_id, text=text, outcome=Outcome.NO_HIT,
            articles=[], confidence=0.0, now=now(),
        )  # fmt: skip

    def test_a_message_that_was_taken_back_is_emptied_everywhere(self, session, arrive):
        event = arrive('{"message":{"id":"77","text":"ความลับ"}}')
        row = self.ask(session, "ความลับ", "77")
        assert questions.forget_message(session, CHAT, "77") == 1
        assert inbox.forget_message(session, CHAT, "77") == 1
        assert (row.text, event.payload) == ("", "{}")

    def test_others_are_left_alone(self, session, arrive):
        event = arrive('{"message":{"id":"778","text":"อื่น"}}')
        row = self.ask(session, "อื่น", "778")
        elsewhere = self.ask(session, "ที่อื่น", "77", "user:somebody")
        assert questions.forget_message(session, CHAT, "77") == inbox.forget_message(session, CHAT, "77") == 0
        assert "อื่น" in event.payload
        assert (row.text, elsewhere.text) == ("อื่น", "ที่อื่น")


def test_a_person_who_takes_a_message_back_is_forgotten_in_the_bot_too(bot):
    """LINE asks for it with the unsend event."""
    event = bot.sim.say(NOK, "เลขบัตรของฉันคือ 1234")
    bot.settle()
    message_id = bot.sim._webhooks._events[event]["message"]["id"]
    bot.after(NOK, lambda: bot.sim.unsend(NOK, message_id))
    with Session(bot.engine) as session:
        assert "1234" not in str([r.payload for r in session.exec(select(Inbox))])
        assert questions.latest(session, CHAT).text == ""


def test_a_quotation_of_a_message_that_was_taken_back_is_forgotten_too(bot):
    event = bot.sim.say(NOK, "เลขบัตรของฉันคือ 1234")
    bot.settle()
    bot.ask("เจ้าหน้าที่")
    message_id = bot.sim._webhooks._events[event]["message"]["id"]
    bot.after(NOK, lambda: bot.sim.unsend(NOK, message_id))
    assert "1234" not in str(bot.rows(select(Outbox.messages)))


def test_transactions_that_fail_forget_nothing(town):
    with transaction(town.engine) as session:
        inbox.store(session.connection(), [Arrival("1", CHAT, "message", "{x}")], now())
    with pytest.raises(RuntimeError), transaction(town.engine) as session:
        session.exec(select(Inbox)).one().payload = "{}"
        raise RuntimeError("the power went")
    with Session(town.engine) as session:
        assert session.exec(select(Inbox.payload)).one() == "{x}"
