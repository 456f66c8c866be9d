"""Codice fiscale and the codes that stand in for it (D.P.R. 605/1973; D.M. 23 December 1976).

`check` says what is wrong and where, `compare` which datum of a person disagrees, `read` what a code says,
`compute` makes one for invented people.
"""

from __future__ import annotations

from ambito.italy.codice_fiscale.checking import check, kind_of
from ambito.italy.codice_fiscale.comparing import Datum, Disagreement, compare
from ambito.italy.codice_fiscale.composing import compute
from ambito.italy.codice_fiscale.layout import Reading, Sex, compact, plain, read
from ambito.italy.codice_fiscale.problems import Checked, Fault, Kind, Part, Problem

__all__ = [
    "Checked",
    "Datum",
    "Disagreement",
    "Fault",
    "Kind",
    "Part",
    "Problem",
    "Reading",
    "Sex",
    "check",
    "compact",
    "compare",
    "compute",
    "kind_of",
    "plain",
    "read",
]
