"""What the machine tells yizheng: read once from the environment, refused at start when wrong."""

import os
import secrets
import sys
from functools import cache
from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

CHECKOUT = Path(__file__).resolve().parents[3]


def default_data_folder() -> Path:
    """`var/` of a checkout; the user's data folder for an installed wheel."""
    if (CHECKOUT / "pyproject.toml").exists() and (CHECKOUT / "src").exists():
        return CHECKOUT / "var"
    home = os.environ.get("XDG_DATA_HOME")
    return (Path(home) if home else Path.home() / ".local" / "share") / "yizheng"


class Environment(BaseSettings):
    """Every setting a site may make, each named `YIZHENG_…` in the environment."""

    model_config = SettingsConfigDict(env_prefix="YIZHENG_", frozen=True)

    data: Path = Field(
        default_factory=default_data_folder, description="Folder of database, files and keys"
    )
    database: str = Field(
        default="",
        description="postgres://user:password@host:port/name; empty: SQLite in the data folder",
    )
    hosts: str = Field(
        default="localhost,127.0.0.1,[::1]",
        description="Names under which the site is reached, separated by commas",
    )
    origins: str = Field(
        default="", description="Origins of the site behind a proxy, as https://name, by commas"
    )
    https: bool = Field(
        default=False, description="The site is reached by HTTPS only: secure cookies, HSTS"
    )
    debug: bool = Field(default=False, description="Show errors to the reader: development only")

    def secret_key(self) -> str:
        """The site's signing key, made on first use and kept in the data folder."""
        path = self.data / "secret.key"
        if not path.exists():
            self.data.mkdir(parents=True, exist_ok=True)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(50))
        return path.read_text(encoding="ascii").strip()


@cache
def environment() -> Environment:
    """The environment, read once; a wrong value ends the program with a sentence."""
    try:
        return Environment()
    except ValidationError as error:
        lines = [
            f"YIZHENG_{'.'.join(str(part) for part in problem['loc']).upper()}: {problem['msg']}"
            for problem in error.errors()
        ]
        sys.exit("配置有误，请检查环境变量：\n" + "\n".join(lines))
