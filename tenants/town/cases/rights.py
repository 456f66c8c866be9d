from __future__ import annotations

from ambito.tenancy.declarations import TownRights

RIGHTS = [TownRights("cases_casestep", "SELECT, INSERT")]
