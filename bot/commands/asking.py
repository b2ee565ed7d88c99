"""km ask: a question at the terminal, answered as in the chat, and why."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime

import click

from bot.commands.opening import open_database
from bot.embedding import open_meaning
from bot.rehearsal import PERSONAS, Rehearsal
from bot.render import messages
from bot.render.messages import words_of
from bot.settings import settings
from knowledge.explaining import Explanation
from knowledge.library import Library


@click.command("ask")
@click.argument("text")
@click.option("--as", "persona", type=click.Choice(sorted(PERSONAS)), default="citizen", show_default=True)
@click.option("--explain", is_flag=True, help="Show how the answer was found.")
@click.option("--json", "as_json", is_flag=True, help="Print the LINE messages as JSON.")
def ask(text: str, persona: str, explain: bool, as_json: bool) -> None:
    """Ask as in the chat; nothing is logged or kept."""
    stage = Rehearsal(open_database(migrate=True), Library(meaning=open_meaning(settings(), wait=True)))
    now = datetime.now(UTC)
    sent = messages(stage.ask(text, persona, now)) if as_json else []
    if as_json:
        told = {"messages": sent, "explanation": asdict(stage.explain(text, persona, now))} if explain else sent
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    click.echo(words_of(stage.ask(text, persona, now)) or "(silence)")
    if explain:
        click.echo("\n" + "\n".join(_lines(stage.explain(text, persona, now))))


def _lines(explained: Explanation) -> Iterator[str]:
    yield f"{'typed':12}{explained.typed}"
    yield f"{'searched':12}{explained.searched}"
    yield f"{'words':12}" + "  ".join(f"{word}×{weight:g}" for word, weight in explained.words)
    for written, added in explained.added:
        yield f"{'added':12}{written} → {added}"
    for candidate in explained.candidates:
        shares = "  ".join(f"{name} {share:.2f}" for name, share in candidate.shares.items())
        yield f"{candidate.score:<12.3f}{candidate.title}"
        yield f"{'':12}{shares}  title {candidate.title_share:.2f}  {candidate.because}"
    yield f"{'evidence':12}" + "  ".join(f"{name} {value:g}" for name, value in explained.evidence.items())
    yield f"{'decision':12}{explained.why}"


COMMANDS = [ask]
