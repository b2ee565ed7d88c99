"""`km line`: one command puts the account in order, says what it did, and what is left for LINE's own pages."""

import pytest

from bot.face.menus import MENUS
from faces import drawn, menu_of, writes
from knowledge import account
from stage import MALEE, NOK


@pytest.fixture
def line(km, bot, monkeypatch):
    """`line("setup")` runs `km line setup` for the bot on the stage, whose webhook LINE can reach."""
    public = bot.sim.bot_url.removesuffix("/callback")
    named = {
        "DATABASE_URL": bot.engine.url.render_as_string(hide_password=False),
        "LINE_API_HOST": bot.sim.url,
        "LINE_DATA_API_HOST": bot.sim.url,
        "LINE_CHANNEL_ACCESS_TOKEN": bot.sim.platform.channel_token,
        "PUBLIC_URL": public,
    }
    for name, value in named.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("bot.face.setting_up.draw", drawn)
    return lambda *arguments: km("line", *arguments)


def test_one_command_puts_everything_in_place(line, bot):
    result = line("setup")
    assert result.exit_code == 0, result.output
    assert "account: KM LINE bot (@simulator)" in result.output
    assert "webhook: LINE reached http://127.0.0.1" in result.output
    assert "quota: 0 of no limit pushed messages used this month" in result.output
    assert result.output.count("draw and send") == len(MENUS)
    bot.ask("สวัสดี", by=MALEE)
    assert [menu_of(bot, NOK), menu_of(bot, MALEE)] == ["citizen", "hr"]


def test_the_second_time_it_says_so_and_changes_nothing(line, bot):
    line("setup")
    before = writes(bot)
    result = line("setup")
    assert "nothing to change" in result.output
    assert writes(bot) == before


def test_what_only_lines_own_pages_can_switch_is_listed_in_both_languages(line):
    output = line("setup").output
    for switch in (
        "Auto-response messages · ข้อความตอบกลับอัตโนมัติ: OFF",
        "Greeting message",
        "Webhook redelivery",
        "group",
    ):
        assert switch in output
    assert "[x] Use webhook" in output, "the one that LINE tells about"


def test_a_webhook_that_is_switched_off_is_marked(line, bot):
    bot.sim.platform.webhook_active = False
    assert "[!] Use webhook" in line("setup").output


def test_the_account_s_name_is_kept_for_qr_codes(line, bot):
    line("setup")
    with bot.reading() as session:
        assert account.basic_id(session) == "@simulator"


def test_the_webhook_is_set_when_it_differs(line, bot, monkeypatch):
    right = bot.sim.bot_url
    bot.sim.bot_url = "http://127.0.0.1:9/callback"
    assert f"webhook: {right} instead of http://127.0.0.1:9/callback" in line("setup").output
    assert bot.sim.bot_url == right


def test_without_a_public_url_the_webhook_stays(line, bot, monkeypatch):
    monkeypatch.setenv("PUBLIC_URL", "")
    assert "PUBLIC_URL is not set, so it stays http://127.0.0.1" in line("setup").output
    assert not [call for call in writes(bot) if call.startswith("PUT")]


def test_a_bot_that_does_not_run_is_told_after_everything_else_was_done(line, bot, says, monkeypatch):
    monkeypatch.setenv("PUBLIC_URL", "http://127.0.0.1:9")
    result = line("setup")
    assert result.exit_code == 1
    assert "LINE's test of the webhook failed" in says(result)
    assert "km serve" in result.stderr
    assert len(bot.sim.platform.richmenus.rows) == len(MENUS)


def test_a_dry_run_changes_nothing(line, bot):
    result = line("setup", "--dry-run")
    assert result.exit_code == 0
    assert f"{2 * len(MENUS) + 3} change(s) to make" in result.output
    assert writes(bot) == []


@pytest.mark.parametrize(
    ("status", "advice"), [(401, "Check LINE_CHANNEL_ACCESS_TOKEN"), (429, "100 menus"), (500, "run it again")]
)
def test_what_line_refuses_is_one_sentence_that_says_what_to_do(line, bot, says, status, advice):
    bot.sim.faults.add("status", path="/v2/bot/richmenu", status=status)
    result = line("setup")
    assert result.exit_code == 1
    assert advice in says(result)


def test_a_line_that_is_away_is_one_sentence(line, says, monkeypatch):
    monkeypatch.setenv("LINE_API_HOST", "http://127.0.0.1:9")
    assert "LINE did not answer" in says(line("setup"))


def test_without_a_token_or_an_organisation_it_says_what_is_missing(km, says, monkeypatch):
    assert "No organisation is loaded" in says(km("line", "setup"))
    assert "LINE_CHANNEL_ACCESS_TOKEN is not set" in says(km("line", "status"))


def test_status_shows_what_stands_there(line, bot):
    assert "none of ours; put them in place: km line setup" in line("status").output
    line("setup")
    bot.sim.quota, bot.sim.consumption = {"type": "limited", "value": 300}, 12
    output = line("status").output
    assert "quota: 12 of 300" in output
    assert "km-citizen, the default" in output
    assert output.count("rich menu km ") == len(MENUS)
    assert "in use" in output


def test_the_pictures_can_be_written_into_a_folder(line, tmp_path, monkeypatch):
    monkeypatch.setattr("bot.commands.line.draw", drawn)
    result = line("draw", str(tmp_path / "faces"))
    assert result.exit_code == 0
    assert len(list((tmp_path / "faces").glob("richmenu-*.png"))) == len(MENUS)
