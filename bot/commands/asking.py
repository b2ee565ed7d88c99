"""km ask: a question at the terminal, answered as in the chat."""

import json
from datetime import UTC, datetime

import click

from bot.commands.opening import open_database
from bot.embedding import open_meaning
from bot.rehearsal import PERSONAS, Rehearsal
from bot.render import messages
from bot.render.messages import words_of
from bot.settings import settings
from knowledge import answers
from knowledge.access import Reader
from knowledge.db import reading
from knowledge.library import Library
from knowledge.search.analysis import WORDS
from knowledge.thai_dates import bangkok_day

TERMS_SHOWN = 12


@click.command("ask")
@click.argument("text")
@click.option("--as", "persona", type=click.Choice(sorted(PERSONAS)), default="citizen", show_default=True)
@click.option("--explain", is_flag=True, help="Show how the answer was found.")
@click.option("--json", "as_json", is_flag=True, help="Print the LINE messages as JSON.")
def ask(text: str, persona: str, explain: bool, as_json: bool) -> None:
    """Ask as in the chat; nothing is logged or kept."""
    stage = Rehearsal(open_database(migrate=True), Library(meaning=open_meaning(settings(), wait=True)))
    reply = stage.ask(text, persona, datetime.now(UTC))
    if as_json:
        click.echo(json.dumps(messages(reply), ensure_ascii=False, indent=1))
    else:
        click.echo(words_of(reply) or "(silence)")
    if explain:
        click.echo("\n" + _explanation(stage, text, persona))


def _explanation(stage: Rehearsal, text: str, persona: str) -> str:
    """What was searched for and what was found, with scores."""
    reader = Reader(frozenset(PERSONAS[persona]))
    with reading(stage.engine) as session:
        shelf = stage.library.shelf(session)
        decision = answers.answer(session, shelf, text, reader, bangkok_day(datetime.now(UTC)))
    query = decision.query
    lines = [f"decision    {decision.verdict}, confidence {decision.confidence:.3f}"
             f" (answer from {shelf.model.answer_at}, choose from {shelf.model.choose_at})"]  # fmt: skip
    if query is not None:
        lines.append(f"searched    {query.text}")
        lines.append("words       " + " ".join(f"{w}" for w in list(query.terms[WORDS.name])[:TERMS_SHOWN]))
        lines += [f"expanded    {written} → {added}" for written, added in query.expansions]
    lines += [f"{f.score:9.3f}   {f.article.title}{' (expired)' if f.expired else ''}" for f in decision.found[:8]]
    return "\n".join(lines)


COMMANDS = [ask]
