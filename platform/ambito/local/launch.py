"""./run: everything up, in the project folder, without root.

./run               start and stay; Ctrl-C stops everything
./run --once        start, check pages, a task and a file, stop; exit code 0 when all is well
./run --background  the same as ./run without a terminal; ./run --stop ends it
./run --servers     PostgreSQL, Valkey and the S3 server alone
./run --reset       forget the data of earlier runs, then start

DATABASE_URL, REDIS_URL and S3_… name servers to use in place of its own.
AMBITO_RUN_FOLDER names another folder for the data.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from collections.abc import Sequence

from ambito.local import background
from ambito.local.errors import AlreadyRunningError, LocalError
from ambito.local.lock import held
from ambito.local.notes import Desk, Note
from ambito.local.parts import Parts
from ambito.local.signals import stopping_on_signals
from ambito.local.startup import Startup

_BEAT = 0.5


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    try:
        return _answer(options, Desk())
    except LocalError as error:
        sys.stderr.write(f"\n{error}\n")
        return 1


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./run", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--once", action="store_true", help="start, check, stop")
    way.add_argument("--background", action="store_true", help="start and return")
    way.add_argument("--stop", action="store_true", help="stop what runs in the background")
    parser.add_argument("--reset", action="store_true", help="start over with empty data")
    parser.add_argument("--servers", action="store_true", help="only PostgreSQL, Valkey and the S3 server")
    return parser.parse_args(arguments)


def _answer(options: argparse.Namespace, desk: Desk) -> int:
    if options.stop:
        return background.stop(desk)
    try:
        if options.reset:
            reset(desk)
        return background.start(desk, options) if options.background else stay(desk, options)
    except AlreadyRunningError:
        return _tell_what_runs(desk, options)


def _tell_what_runs(desk: Desk, options: argparse.Namespace) -> int:
    note = desk.read()
    lines = note.lines if note else []
    print("Already running here.", *(lines or ["It is still starting."]), "./run --stop stops it.", sep="\n")
    return int(options.once)


def reset(desk: Desk) -> None:
    background.stop(desk)
    with held(desk.lock):
        shutil.rmtree(desk.folder, ignore_errors=True)
    if "DATABASE_URL" in os.environ:
        print("The database of DATABASE_URL is not ours to empty: it stays as it is.")


def stay(desk: Desk, options: argparse.Namespace) -> int:
    with held(desk.lock), Parts() as parts, stopping_on_signals():
        desk.clear()
        shutil.rmtree(desk.logs, ignore_errors=True)
        desk.leave(Note(os.getpid(), []))
        try:
            return _start_and_watch(desk, options, parts)
        except KeyboardInterrupt:
            print("\nStopping.")
            return 0
        finally:
            desk.clear()


def _start_and_watch(desk: Desk, options: argparse.Namespace, parts: Parts) -> int:
    startup = Startup(desk, parts)
    lines = startup.servers() if options.servers else startup.everything()
    print("", *lines, "", sep="\n", flush=True)
    if options.once:
        startup.examine()
        return 0
    desk.leave(Note(os.getpid(), lines))
    print("Ctrl-C stops everything.", flush=True)
    while True:
        parts.check()
        time.sleep(_BEAT)


if __name__ == "__main__":
    sys.exit(main())
