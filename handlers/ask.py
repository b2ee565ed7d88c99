"""Any other text is a question: an answer with its source, a choice, or an honest "don't know"."""

from handlers import articles, choices, follow_up, leaflet, not_ours, phrases, several, temper
from handlers.buttons import examples
from handlers.context import Context
from handlers.log import log
from handlers.registry import question, run_command
from handlers.reply import Reply, text
from handlers.unknown import dont_know
from knowledge import answers, intents, scope
from knowledge.answers import Decision, Verdict
from knowledge.models.questions import Outcome

SURELY_OURS = 0.9
SURELY_ASKED = 0.75  # below it a short message that opens with thanks or a greeting is one
UNREADABLE = "พิมพ์เป็นคำถามสั้น ๆ ได้เลย{ka} เช่น “{example}”"


@question
def ask(ctx: Context) -> Reply:
    """Answer a question; a request for a leaflet is one too, for the leaflets alone."""
    if not any(c.isalnum() for c in ctx.text):
        return text(ctx.say(UNREADABLE, example=phrases.EXAMPLES[0]), *examples(), kind="abstain")
    if leaflet.asked_for(ctx):
        return leaflet.request(ctx)
    decision = follow_up.decide(ctx)
    refused = _not_ours(ctx, decision)
    if refused is not None:
        return refused
    more = several.answers_to(ctx, decision)
    if more is not None:
        return more
    pleasantry = intents.pleasantry(ctx.text) if decision.confidence < SURELY_ASKED else None
    if pleasantry:
        return run_command(ctx, pleasantry)
    shown = [f.article for f in decision.found[: answers.CHOICES]]
    number = log(ctx, _outcome(decision), [a.key for a in shown], decision.confidence)
    if decision.verdict is Verdict.ANSWER:
        return articles.answer(ctx, decision.found[0].article, decision.found[0].excerpt, number)
    if decision.verdict is Verdict.CHOOSE:
        return choices.choose(ctx, shown, number)
    if intents.mentions(ctx.text, "abuse") and not intents.excused(ctx.text, "abuse"):
        return temper.calm(ctx, number)
    return dont_know(ctx, number)


def _not_ours(ctx: Context, decision: Decision) -> Reply | None:
    """The reply to a question about another place, or, unless the knowledge surely answers it, of another agency."""
    said = decision.query.text if decision.query else ""
    if scope.names_elsewhere(said, ctx.organisation):
        return not_ours.elsewhere(ctx, log(ctx, Outcome.OUT_OF_SCOPE, []))
    agency = scope.agency_for(said) if decision.confidence < SURELY_OURS else None
    return not_ours.other_agency(ctx, agency, log(ctx, Outcome.OUT_OF_SCOPE, [])) if agency else None


def _outcome(decision: Decision) -> Outcome:
    if decision.withheld:
        return Outcome.WITHHELD
    if decision.verdict is Verdict.DONT_KNOW:
        return Outcome.NO_HIT
    if decision.verdict is Verdict.CHOOSE:
        return Outcome.CHOSEN
    return Outcome.PARTIAL_OR_EXPIRED if decision.found[0].expired else Outcome.ANSWERED
