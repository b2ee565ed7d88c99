"""Sends an outbox row and ends it by a written rule for every way LINE can answer.

| LINE's answer      | reply (by token)                                   | push (by retry key)                     |
|--------------------|----------------------------------------------------|-----------------------------------------|
| ok                 | sent                                               | sent                                    |
| already accepted   | cannot happen (a reply takes no retry key)         | sent: an earlier try had arrived        |
| token refused      | an earlier try may have used it: see below         | -                                       |
| bad request        | failed: the same body would be refused again       | failed                                  |
| not found          | failed                                             | failed                                  |
| unauthorised       | tried again later: the operator must mend the token| tried again later                       |
| rate limited       | tried again later with the same token              | tried again later                       |
| quota exhausted    | held for a person                                  | held for a person                       |
| not sent           | tried again later                                  | tried again later                       |
| unknown            | tried again with the same token: it works once     | tried again with the same retry key     |

A refused token. Nothing was tried before: it is dead, push instead. An earlier try is unsure and the token is still
within its minute: it was used, so that try arrived: sent. Unsure and older than that: LINE will never tell. This is
the one case in which a person may get an answer twice: it is pushed, and says that it may be a repeat.
"""

import logging
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine

from bot.line import Line
from knowledge import outbox
from knowledge.db import transaction
from knowledge.models import Outbox
from knowledge.models.mail import OutboxState
from knowledge.outbox import Sending

MAY_BE_REPEATED = "(ข้อความนี้อาจซ้ำกับที่ส่งไปก่อนหน้านี้)"
ALIVE = timedelta(seconds=55)  # since the token's minute began; after that LINE may have let it expire
log = logging.getLogger(__name__)


def deliver(engine: Engine, line: Line, row: Outbox, now: datetime) -> None:
    """Send a claimed row and record what came of it. `now` is when the sending begins."""
    by_reply = _by_reply(row, now)
    outcome = line.reply(row.reply_token or "", row.messages) if by_reply else _push(line, row)
    with transaction(engine) as session:
        current = session.get(Outbox, row.id, with_for_update=True)
        if current is None or current.state != OutboxState.PENDING:
            return
        _end(current, outcome, by_reply, datetime.now(UTC))
    if current.state == OutboxState.PENDING and by_reply and current.reply_token is None:
        deliver(engine, line, current, now)


def _by_reply(row: Outbox, now: datetime) -> bool:
    """By reply while its token can still work; an unsure row asks by the token first, because it works only once."""
    if row.reply_token is None:
        return False
    fresh = row.token_expires_at is not None and now < row.token_expires_at
    return fresh or row.unsure


def _push(line: Line, row: Outbox) -> Sending:
    kind, _, user_id = row.recipient.partition(":")
    if kind not in ("user", "group", "room"):
        return Sending.BAD_REQUEST  # nobody to push to: an event without a source
    return line.push(user_id, row.messages, row.id)


def _end(row: Outbox, outcome: Sending, by_reply: bool, now: datetime) -> None:
    if outcome in (Sending.OK, Sending.ALREADY_ACCEPTED):
        outbox.sent(row, "reply" if by_reply else "push", now)
    elif outcome is Sending.TOKEN_REFUSED:
        _token_refused(row, now)
    elif outcome in (Sending.BAD_REQUEST, Sending.NOT_FOUND):
        outbox.give_up(row, OutboxState.FAILED, outcome)
        log.error("outbox %s failed for ever: %s", row.id, outcome)
    elif outcome is Sending.QUOTA_EXHAUSTED:
        outbox.give_up(row, OutboxState.HELD, outcome)
        log.error("outbox %s held: the month's quota is used up", row.id)
    elif now - row.created_at > outbox.RETRY_KEY_LIFE:
        outbox.give_up(row, OutboxState.FAILED, f"{outcome}, for a day")
    else:
        row.unsure = row.unsure or outcome is Sending.UNKNOWN
        outbox.retry_later(row, outcome, now)


def _token_refused(row: Outbox, now: datetime) -> None:
    began = row.token_expires_at - outbox.TOKEN_LIFE if row.token_expires_at else row.created_at
    if row.unsure and now - began < ALIVE:
        outbox.sent(row, "reply", now)
        return
    if row.unsure:
        row.messages = _marked_as_repeat(row.messages)
        log.warning("outbox %s: LINE never told whether a reply arrived; pushed with a note", row.id)
    row.reply_token, row.unsure = None, False


def _marked_as_repeat(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"type": "text", "text": MAY_BE_REPEATED}, *messages][:5]
