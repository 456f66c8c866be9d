"""Tell a container engine whether this process is alive: exit code 0 is healthy.

python healthcheck.py web|beat
"""

from __future__ import annotations

import glob
import os
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

# beat writes its schedule every three minutes and sleeps five at most: three missed turns mean it hangs.
BEAT_SILENCE_SECONDS = 15 * 60


def web_is_alive() -> bool:
    """Ask as the proxy would: by the platform's own host, already behind TLS."""
    request = urllib.request.Request(  # noqa: S310 - the address is the container's own
        os.environ.get("HEALTHCHECK_URL", "http://127.0.0.1:8000/health/live"),
        headers={"Host": os.environ.get("AMBITO_BASE_DOMAIN", "localhost"), "X-Forwarded-Proto": "https"},
    )
    try:
        with urllib.request.urlopen(request, timeout=4) as answer:  # noqa: S310
            return bool(answer.status == 200)  # noqa: PLR2004
    except (urllib.error.URLError, OSError):
        return False


def beat_is_alive() -> bool:
    """The schedule's file may carry a suffix: that depends on the dbm of the Python in use."""
    schedules = glob.glob(os.environ.get("BEAT_SCHEDULE", "/tmp/beat") + "*")  # noqa: PTH207, S108 - a pod's own /tmp
    return any(time.time() - Path(name).stat().st_mtime < BEAT_SILENCE_SECONDS for name in schedules)


CHECKS: dict[str, Callable[[], bool]] = {"web": web_is_alive, "beat": beat_is_alive}

if __name__ == "__main__":
    sys.exit(0 if CHECKS[sys.argv[1]]() else 1)
