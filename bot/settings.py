"""Settings from the environment (and .env); a missing secret stops the start with one sentence."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from knowledge.errors import BadSetting


class Settings(BaseSettings):
    """Names as in the environment: LINE_CHANNEL_SECRET, DATABASE_URL, … The README has the table."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore")

    line_channel_secret: SecretStr = SecretStr("")
    line_channel_access_token: SecretStr = SecretStr("")
    line_api_host: str = "https://api.line.me"
    line_data_api_host: str = "https://api-data.line.me"
    database_url: str = ""
    media_url: str = "var/media"
    public_url: str = ""
    secret_key: SecretStr = SecretStr("")
    port: int = 8000
    host: str = "127.0.0.1"
    web_threads: int = 16
    file_threads: int = Field(default=256, ge=1, le=2000)
    worker_threads: int = 8
    log_level: str = "INFO"
    beside_simulator: bool = False
    embedding_model: str = ""
    embedding_weight: float = Field(default=1.0, ge=0, le=100)
    rephrase_url: str = ""
    rephrase_model: str = ""
    rephrase_key: SecretStr = SecretStr("")
    rephrase_internal: bool = False

    @property
    def database(self) -> str:
        """The database address; SQLite under var/ when none is set."""
        return self.database_url or "sqlite:///var/km.db"

    def require(self, *names: str) -> None:
        """Stop with one sentence when one of these is empty. Errors: BadSetting."""
        for name in names:
            value = getattr(self, name)
            if not (value.get_secret_value() if isinstance(value, SecretStr) else value):
                raise BadSetting(f"{name.upper()} is not set: {WHY[name]}.")


WHY = {
    "line_channel_secret": "without it no webhook of LINE can be told from a forged one; copy it from the LINE "
    "Developers console, Basic settings (or start with `make run`, which needs no LINE account)",
    "line_channel_access_token": "without it nothing can be sent; issue one in the LINE Developers console, "
    "Messaging API (or start with `make run`, which needs no LINE account)",
    "secret_key": "it signs links to files; set it to a long random text and keep it",
    "public_url": "without it leaflets cannot be sent as files; set it to the HTTPS address that LINE reaches this by",
}


def read_settings(**changes: Any) -> Settings:
    """The settings of this process. Errors: BadSetting that names the wrong one, never its value."""
    try:
        return Settings(**changes)
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(p) for p in first["loc"]).upper()
        raise BadSetting(f"{name} is not usable: {first['msg'].lower()}.") from None


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings, read once."""
    return read_settings()


def var_folder() -> Path:
    """Where the program keeps what it makes when nothing else is set."""
    return Path("var")
