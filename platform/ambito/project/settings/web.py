"""Settings of web, worker and beat: no builder, no owner."""

from __future__ import annotations

from ambito.project.settings.api import *
from ambito.project.settings.apps import *
from ambito.project.settings.audit import *
from ambito.project.settings.cache import *
from ambito.project.settings.database import *
from ambito.project.settings.http import *
from ambito.project.settings.identity import *
from ambito.project.settings.language import *
from ambito.project.settings.observability import *
from ambito.project.settings.storage import *
from ambito.project.settings.tasks import *
from ambito.project.settings.vault import *
