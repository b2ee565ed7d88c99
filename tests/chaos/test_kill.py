"""Whatever dies at whatever line: no accepted event is lost, none is answered twice."""

import os
import random
import signal

import pytest
from sqlmodel import select

from bot.delivery import MAY_BE_REPEATED
from knowledge.models import Inbox, Outbox
from stage import MALEE, NOK, SOMCHAI
from victim import STEPS

ROUNDS = int(os.environ.get("CHAOS_ROUNDS", "3"))
PEOPLE = (NOK, SOMCHAI, MALEE)
QUESTIONS = ("เบี้ยคนแก่ได้เดือนละเท่าไหร่", "ภาษี", "แผ่นพับ", "เมนู", "ราคาทองวันนี้เท่าไหร่", "สวัสดีค่ะ")


def redeliver_what_was_refused(sim) -> None:
    """LINE delivers an event again when the bot's answer was not 2xx; it may come in any order."""
    accepted = {i for d in sim.deliveries if d["status"] == 200 for i in d["eventIds"]}
    for event_id in dict.fromkeys(i for d in sim.deliveries for i in d["eventIds"]):
        if event_id not in accepted:
            assert sim.redeliver(event_id) == 200


@pytest.mark.parametrize("step", STEPS)
def test_a_question_is_answered_once_although_the_bot_dies(step, victims, scene, survivor):
    database, sim = scene
    victims.start(step, database, sim)
    sim.say(NOK, QUESTIONS[0])
    victims.wait_for_death()

    after = survivor()
    redeliver_what_was_refused(sim)
    after.settle()

    assert len(sim.sent(NOK)) == 1, step
    assert after.rows(select(Inbox.state)) == ["done"]
    assert after.rows(select(Outbox.state)) == ["sent"]


def test_random_deaths_under_load_lose_nothing_and_double_nothing(victims, scene, survivor):
    database, sim = scene
    chance = random.Random(20261121)
    asked = dict.fromkeys(PEOPLE, 0)
    for _ in range(ROUNDS):
        victim = victims.start("", database, sim)
        before = len(sim.sent())
        for _ in range(chance.randint(3, 9)):
            person = chance.choice(PEOPLE)
            sim.say(person, chance.choice(QUESTIONS))
            asked[person] += 1
        sim.wait_for(None, count=before + chance.randint(1, 2))
        os.kill(victim, signal.SIGKILL)
        victims.wait_for_death()

    after = survivor()
    redeliver_what_was_refused(sim)
    after.settle()

    assert {p: len(sim.sent(p)) for p in PEOPLE} == asked
    assert not [m for m in sim.sent() if m["message"].get("text") == MAY_BE_REPEATED]
    assert set(after.rows(select(Inbox.state))) == {"done"}
