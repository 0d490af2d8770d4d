"""`yizheng serve`: the web server and the worker for long jobs, together."""

import socket
import subprocess
import sys
import threading
from argparse import ArgumentParser
from typing import Any

from django.db import connections
from granian.constants import Interfaces
from granian.server import Server

from yizheng.core.management.door import Door
from yizheng.desk.readiness import pending_migrations

KILL_AFTER = 10
THREADS = 4
AGAIN_AFTER = 3.0


class Command(Door):
    """Serve the site at an address until told to stop."""

    help = "启动网站和后台处理程序"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to listen, and with how many processes."""
        parser.add_argument("--host", default="127.0.0.1", help="监听的地址（默认 127.0.0.1）")
        parser.add_argument("--port", type=int, default=8000, help="端口（默认 8000）")
        parser.add_argument("--workers", type=int, default=2, help="网站的进程数（默认 2）")

    def work(self, *, host: str, port: int, workers: int, **_: Any) -> None:
        """Check what must hold, then start both and wait."""
        if not 0 < port < 65536 or not 0 < workers <= 64:
            self.refuse("端口应在 1 至 65535 之间，进程数应在 1 至 64 之间")
        if pending := pending_migrations():
            self.refuse(f"数据库还有 {pending} 项升级没有执行，请先运行：yizheng migrate")
        if trouble := _occupied(host, port):
            self.refuse(trouble)
        self.say(f"议政已启动：http://{host}:{port}/ （按 Ctrl+C 停止）")
        self.stdout.flush()
        connections.close_all()  # the server forks; no process may share a connection
        helper = Helper()
        helper.start()
        try:
            _server(host, port, workers).serve()
        finally:
            helper.stop()


def _server(host: str, port: int, workers: int) -> Any:
    return Server(
        "yizheng.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        workers_kill_timeout=KILL_AFTER,
        respawn_failed_workers=True,
        websockets=False,
    )


def _occupied(host: str, port: int) -> str:
    """Why nobody can listen there; empty when one can."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            return f"没有使用端口 {port} 的权限，请换一个 1024 以上的端口（--port）"
        except OSError as error:
            reason = error.strerror or str(error)
            return f"{host} 的端口 {port} 不能使用（{reason}），请换一个：--port 8001"
    return ""


class Helper(threading.Thread):
    """Keeps one `yizheng work` alive as a child process; starts it again when it dies."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._stopping = threading.Event()
        self._child: subprocess.Popen[bytes] | None = None

    def run(self) -> None:
        """Until told to stop: start, wait, start again."""
        while not self._stopping.is_set():
            command = [sys.executable, "-m", "yizheng", "work", "--as-child"]
            self._child = subprocess.Popen(command)  # noqa: S603 - our own program
            self._child.wait()
            self._stopping.wait(AGAIN_AFTER)

    def stop(self) -> None:
        """End the child: politely, then not."""
        self._stopping.set()
        child = self._child
        if child is None or child.poll() is not None:
            return
        child.terminate()
        try:
            child.wait(timeout=KILL_AFTER)
        except subprocess.TimeoutExpired:
            child.kill()
