"""Start the stand-in: ``python -m stripe_standin --demo --port 8100 --state standin.sqlite3``."""

import signal
import sqlite3
import sys
import threading

from . import endpoints, rooms
from .courier import Courier
from .errors import ApiRefusal
from .fidelity import Unfaithful
from .options import Options, RefusedStart, read
from .server import Server
from .store import OtherFormat
from .world import World


class Standin:
    """World, courier, clock and server of one running stand-in."""

    def __init__(self, options: Options) -> None:
        rooms.open_all()
        self.world = World(options)
        with self.world.deed():
            endpoints.ensure_main(self.world)
        self.courier = Courier(self.world)
        self.server = Server(self.world, self.courier)
        self._over = threading.Event()

    def start(self) -> None:
        """Begin to answer, deliver and keep time, each in threads of its own."""
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
        self.courier.start()
        threading.Thread(target=self._keep_time, daemon=True).start()

    def _keep_time(self) -> None:
        while not self._over.wait(1):
            try:
                with self.world.deed():
                    self.world.catch_up()
            except (ApiRefusal, Unfaithful) as trouble:  # the clock must go on, whatever one deed met
                print(f"stripe_standin: a planned deed failed: {trouble}", file=sys.stderr, flush=True)

    def stop(self) -> None:
        """Stop cleanly; what was not delivered waits on disk."""
        self._over.set()
        self.server.shutdown()
        self.server.server_close()
        self.courier.stop()
        self.world.store.close()


def main(arguments: list[str]) -> int:
    """Run until SIGTERM or Ctrl-C."""
    try:
        options = read(arguments)
        standin = Standin(options)
    except (RefusedStart, OtherFormat, ApiRefusal, OSError, sqlite3.Error) as refusal:
        print(f"stripe_standin: {refusal}", file=sys.stderr, flush=True)
        return 2
    over = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: over.set())
    standin.start()
    print(f"stripe_standin: ready at {options.public_url} (test payments only, no money)", flush=True)
    over.wait()
    standin.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
