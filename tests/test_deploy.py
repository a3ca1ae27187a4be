"""What the image, the compose file, the unit and their page say, held against the project."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.main import get_command

from bot.cli import app
from bot.settings import Settings

CHECKOUT = Path(__file__).resolve().parents[1]
DOCKERFILE = (CHECKOUT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = (CHECKOUT / "compose.yaml").read_text(encoding="utf-8")
UNIT = (CHECKOUT / "deploy" / "onrecord-discord.service").read_text(encoding="utf-8")
PAGE = (CHECKOUT / "docs" / "deployment.md").read_text(encoding="utf-8")
IGNORED = (CHECKOUT / ".dockerignore").read_text(encoding="utf-8").splitlines()
PYPROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]
SERVICES: dict[str, Any] = yaml.safe_load(COMPOSE)["services"]
GRACE = 15  # seconds; the bot itself takes at most 10


def instructions(name: str) -> list[str]:
    """The arguments of one instruction of the Dockerfile, in order."""
    joined = DOCKERFILE.replace("\\\n", " ")
    return re.findall(rf"^{name} +(.+?) *$", joined, re.MULTILINE)


def copied() -> set[str]:
    """What the Dockerfile copies from the checkout."""
    from_checkout = (one for one in instructions("COPY") if not one.startswith("--from"))
    return {source for one in from_checkout for source in one.split()[:-1]}


def unit_option(name: str) -> list[str]:
    return re.findall(rf"^{name}=(.*)$", UNIT, re.MULTILINE)


def is_ignored(path: str) -> bool:
    """As Docker decides it for these patterns: the last that matches counts."""
    ignored = False
    for pattern in (line for line in IGNORED if line and not line.startswith("#")):
        bare = pattern.removeprefix("!").removeprefix("**/")
        whole = pattern.removeprefix("!").startswith("**/")
        names = path.split("/") if whole else [path.split("/")[0]]
        if any(fnmatch(name, bare) for name in names):
            ignored = not pattern.startswith("!")
    return ignored


def test_the_image_has_all_that_the_wheel_is_made_of() -> None:
    packages = PYPROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    needed = {"pyproject.toml", PROJECT["readme"], *PROJECT["license-files"], *packages}
    assert copied() == needed
    assert [path for path in copied() if not (CHECKOUT / path).exists()] == []


def test_docker_is_sent_what_is_copied_and_nothing_secret() -> None:
    assert [path for path in copied() if is_ignored(path)] == []
    for path in (".env", "bot/.env", ".git/config", "tests/fakes.py", "bot/__pycache__/cli.pyc"):
        assert is_ignored(path), path


def test_the_image_has_a_python_that_the_project_is_for() -> None:
    bases = {base.split()[0] for base in instructions("FROM")}
    (version,) = {re.fullmatch(r"python:(\d\.\d+)-slim-\w+", base) for base in bases}
    assert version is not None
    assert f"Programming Language :: Python :: {version[1]}" in PROJECT["classifiers"]


def test_image_and_unit_start_the_bot_by_a_command_that_exists() -> None:
    (program,), (command,) = map(json.loads, (*instructions("ENTRYPOINT"), *instructions("CMD")))
    assert program in PROJECT["scripts"]
    assert command in get_command(app).commands  # type: ignore[attr-defined]
    assert unit_option("ExecStart") == [f"/opt/onrecord/bin/{program} {command}"]


def test_the_server_is_of_the_version_that_the_client_is_of() -> None:
    (bound,) = (one for one in PROJECT["dependencies"] if one.startswith("chromadb"))
    version = re.match(r"chromadb>=([\d.]+)", bound)
    assert version is not None
    assert SERVICES["chroma"]["image"] == f"chromadb/chroma:{version[1]}"


@pytest.mark.parametrize("text", [DOCKERFILE, COMPOSE, UNIT, PAGE])
def test_every_setting_that_is_named_exists(text: str) -> None:
    named = set(re.findall(r"ONRECORD_[A-Z_]+", text))
    assert named
    assert named <= {f"ONRECORD_{name.upper()}" for name in Settings.model_fields}


def test_what_the_bot_keeps_lies_where_it_is_kept() -> None:
    assert instructions("VOLUME") == ["/data"]
    assert "ONRECORD_HOME=/data" in instructions("ENV")[0].split()
    assert SERVICES["bot"]["environment"]["ONRECORD_HOME"] == "/data"
    assert SERVICES["bot"]["volumes"] == ["home:/data"]
    assert unit_option("StateDirectory") == ["onrecord"]
    assert "ONRECORD_HOME=%S/onrecord" in unit_option("Environment")


def test_whoever_stops_the_bot_waits_for_its_goodbye() -> None:
    assert instructions("STOPSIGNAL") == [SERVICES["bot"]["stop_signal"]] == ["SIGTERM"]
    assert unit_option("KillSignal") == ["SIGTERM"]
    assert SERVICES["bot"]["stop_grace_period"] == f"{GRACE}s"
    assert unit_option("TimeoutStopSec") == [str(GRACE)]


def test_nobody_runs_as_root_or_gains_rights_or_is_reached_from_outside() -> None:
    assert instructions("USER") == ["10001:10001"]
    assert unit_option("DynamicUser") == unit_option("NoNewPrivileges") == ["yes"]
    assert SERVICES["bot"]["read_only"] is True
    for service in SERVICES.values():
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert not {"ports", "expose", "privileged", "network_mode"} & service.keys()


def test_every_volume_that_is_used_is_declared() -> None:
    used = {place.split(":")[0] for one in SERVICES.values() for place in one["volumes"]}
    assert used == set(yaml.safe_load(COMPOSE)["volumes"])


def test_the_server_starts_only_where_it_is_asked_for() -> None:
    assert SERVICES["chroma"]["profiles"] == ["chroma"]
    assert "profiles" not in SERVICES["bot"]
    assert SERVICES["bot"]["depends_on"]["chroma"]["required"] is False


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze")
def test_systemd_knows_every_option_of_the_unit(tmp_path: Path) -> None:
    unit = tmp_path / "onrecord-discord.service"
    unit.write_text(UNIT.replace("/opt/onrecord/bin/onrecord", sys.executable), encoding="utf-8")
    command = ["systemd-analyze", "verify", "--man=no", str(unit)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert [line for line in done.stderr.splitlines() if unit.name in line] == []
    unit.write_text(unit.read_text().replace("ProtectHome", "ProtectHut"), encoding="utf-8")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "ProtectHut" in done.stderr


def test_the_page_names_only_files_that_exist() -> None:
    links = re.findall(r"\]\((?!http)([^)#]+)", PAGE)
    assert links
    assert [link for link in links if not (CHECKOUT / "docs" / link).exists()] == []
