"""Production settings of a web process whose every route spills (see spilling.py)."""

from __future__ import annotations

from ambito.project.settings.web import *  # noqa: F403
from ambito.project.settings.web import AMBITO_URLCONFS, DATABASES, TEMPLATES

DATABASES["default"]["OPTIONS"].pop("pool", None)
ROOT_URLCONF = "tests.ambito.observability.spilling"
AMBITO_URLCONFS = dict.fromkeys(AMBITO_URLCONFS, ROOT_URLCONF)
PAGE = {"spill.html": "{{ name }} {{ thing.spill }}"}
TEMPLATES = [
    {
        **TEMPLATES[0],
        "APP_DIRS": False,
        "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", PAGE)]},
    },
]
