"""Whoever serves pages or runs a command wakes workers through the product's broker."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

WEB = "import ambito.project.wsgi"
COMMAND = "import django; django.setup(); from ambito.project import cli; cli.composed(('demo',))"
TELL = "from celery import current_app; print(current_app.conf.broker_url)"


@pytest.mark.parametrize("start", [WEB, COMMAND])
def test_the_current_application_knows_the_broker(start: str) -> None:
    variables = os.environ | {"REDIS_URL": "redis://broker.invalid:6379"}
    told = subprocess.run(
        [sys.executable, "-c", f"{start}; {TELL}"], env=variables, capture_output=True, text=True, check=True
    )
    assert told.stdout.splitlines()[-1] == "redis://broker.invalid:6379/0"
