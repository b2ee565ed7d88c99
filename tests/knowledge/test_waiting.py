"""What waits is found at once, however long the past is."""

from datetime import UTC, datetime

from sqlalchemy import event

from knowledge import inbox, outbox
from knowledge.db import open_engine, reading


def test_the_next_event_and_the_next_row_are_found_by_indexes_of_what_waits(empty_database):
    engine, asked = open_engine(empty_database), []
    event.listen(engine, "before_cursor_execute", lambda _c, _k, sql, values, *_: asked.append((sql, values)))
    with reading(engine) as session:
        inbox.peek(session, datetime.now(UTC))
        outbox.peek_due(session, datetime.now(UTC))
        outbox.is_waiting(session, "user:x")
    plans = []
    for sql, values in (pair for pair in list(asked) if pair[0].startswith("SELECT")):
        with engine.connect() as connection:
            plans.append(" ".join(row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)))
    engine.dispose()
    assert len(plans) == 3
    assert all("ix_inbox_order" in p or "ix_outbox_pending" in p for p in plans), plans
