"""The demo school in processes of its own, for the browser to walk through."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class School:
    """The demo school as `make run` serves it: all four processes, on ports of its own, with an empty var folder."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.port = port
        self.url = f"http://localhost:{port}"
        self.control = f"http://127.0.0.1:{port + 100}"
        self.log = folder / "run.log"
        self.process: subprocess.Popen[bytes] | None = None

    def open(self) -> None:
        """Begin to start it; `wait_until_open` returns when it answers."""
        environment = {
            name: value
            for name, value in os.environ.items()
            if name not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL", "TEST_DATABASE_FILE", "PUBLIC_URL"}
        }
        environment |= {"PORT": str(self.port), "VAR_DIR": str(self.folder / "var")}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "config.supervisor"], cwd=ROOT, env=environment, stdout=log, stderr=log
            )

    def wait_until_open(self, seconds: int = 180) -> None:
        deadline = time.monotonic() + seconds
        while "The demo school is open" not in self.log.read_text():
            assert self.process is None or self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.3)

    def close(self) -> None:
        if self.process:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(30)


def free_port() -> int:
    """A port whose neighbour a hundred further on is free as well: the stand-in takes that one."""
    for _ in range(50):
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", port + 100))
            except OSError:
                continue
            return port
    raise RuntimeError("no two free ports")
