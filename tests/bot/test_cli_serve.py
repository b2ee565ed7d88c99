"""`km serve`, `km web`, `km worker`: what is missing stops the start with one sentence that says what to do."""

import socket

import pytest

SECRET, TOKEN = "LINE_CHANNEL_SECRET", "LINE_CHANNEL_ACCESS_TOKEN"


@pytest.fixture
def secrets(monkeypatch):
    """A LINE account's secrets in the environment."""
    monkeypatch.setenv(SECRET, "a-secret-of-a-test")
    monkeypatch.setenv(TOKEN, "a-token-of-a-test")


@pytest.fixture
def taken():
    """A port that another program listens on."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


@pytest.mark.parametrize(
    ("command", "missing", "there"),
    [
        ("serve", SECRET, TOKEN),
        ("serve", TOKEN, SECRET),
        ("web", SECRET, TOKEN),
        ("worker", TOKEN, SECRET),
    ],
)
@pytest.mark.parametrize("value", [None, ""])
def test_a_missing_secret_is_named_with_what_it_is_for(km, says, monkeypatch, command, missing, there, value):
    monkeypatch.setenv(there, "set")
    if value is not None:
        monkeypatch.setenv(missing, value)
    result = km(command)
    assert result.exit_code == 2
    assert says(result).startswith(f"km: {missing} is not set: without it ")
    assert "LINE Developers console" in result.stderr


@pytest.mark.parametrize("command", ["serve", "web"])
def test_a_port_that_is_taken_is_named(loaded_km, says, monkeypatch, secrets, taken, command):
    monkeypatch.setenv("PORT", str(taken))
    result = loaded_km(command)
    assert result.exit_code == 2
    assert f"Port {taken} cannot be used (Address already in use)" in says(result)
    assert "set PORT to another number" in result.stderr


def test_the_simulators_port_that_is_taken_is_named_with_its_own_option(loaded_km, says, monkeypatch, free, taken):
    monkeypatch.setenv("PORT", str(free))
    result = loaded_km("serve", "--simulator", "--simulator-port", str(taken))
    assert result.exit_code == 2
    assert "set --simulator-port to another number" in says(result)


@pytest.fixture
def free():
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.parametrize("port", ["no number", "8000.5", "99999", "-1"])
def test_a_port_that_is_none_is_named_and_no_value_of_a_secret_is_told(km, says, monkeypatch, secrets, port):
    monkeypatch.setenv("PORT", port)
    result = km("serve")
    assert result.exit_code == 2
    assert "PORT" in says(result)
    assert "of-a-test" not in result.output


def test_a_database_without_an_organisation_says_how_to_load_one(km, says, monkeypatch, secrets, free):
    monkeypatch.setenv("PORT", str(free))
    result = km("serve")
    assert result.exit_code == 2
    assert "km load mueangkaset" in says(result)


@pytest.mark.parametrize("command", ["web", "worker", "clock"])
def test_a_database_without_tables_says_how_to_make_them(km, says, monkeypatch, secrets, free, command):
    monkeypatch.setenv("PORT", str(free))
    result = km(command)
    assert result.exit_code == 2
    assert "Run: km db upgrade" in says(result)


@pytest.mark.parametrize("command", ["serve", "web", "worker", "clock"])
def test_a_folder_that_cannot_be_written_is_named(km, says, monkeypatch, tmp_path, secrets, free, command):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/file/km.db")
    monkeypatch.setenv("PORT", str(free))
    result = km(command)
    assert result.exit_code == 2
    assert "The folder file/ cannot be written" in says(result)
    assert "DATABASE_URL" in result.stderr


@pytest.mark.parametrize("command", ["serve", "web", "worker"])
def test_links_to_files_need_a_key_to_sign_them_with(km, says, monkeypatch, secrets, command):
    monkeypatch.setenv("PUBLIC_URL", "https://km.example.go.th")
    result = km(command)
    assert result.exit_code == 2
    assert "SECRET_KEY is not set: it signs links to files" in says(result)


@pytest.mark.parametrize("command", ["serve", "web", "worker"])
def test_a_media_url_that_is_none_stops_the_start(km, says, monkeypatch, secrets, command):
    monkeypatch.setenv("MEDIA_URL", "ftp://somewhere")
    result = km(command)
    assert result.exit_code == 2
    assert "MEDIA_URL is no place for files" in says(result)


def test_a_pack_with_mistakes_stops_the_start(km, tmp_path, free, monkeypatch):
    monkeypatch.setenv("PORT", str(free))
    (tmp_path / "town.yaml").write_text("org: 5\n")
    result = km("serve", "--simulator", "--load", "town.yaml")
    assert result.exit_code == 1
    assert "nothing was loaded" in result.stderr


def test_every_command_explains_itself(km):
    for command in ("serve", "web", "worker", "clock", "load", "staff", "ask", "eval", "db", "check", "phrases"):
        result = km(command, "--help")
        assert result.exit_code == 0, command
        assert len(result.output.splitlines()) > 3


@pytest.mark.parametrize("arguments", [["fly"], ["load"], ["serve", "--fast"], ["ask"]])
def test_a_command_that_is_typed_wrong_ends_with_two(km, arguments):
    assert km(*arguments).exit_code == 2
