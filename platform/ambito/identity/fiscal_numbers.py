"""Which codice fiscale SPID and CIE can mean, and what to say about one that they cannot."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ambito.italy.codice_fiscale import Fault, Kind, Part, Problem, check, compact, kind_of

LENGTH = 16
PARTS: dict[Part, str | Promise] = {
    Part.SURNAME: gettext_lazy("the surname (characters 1 to 3)"),
    Part.NAME: gettext_lazy("the name (characters 4 to 6)"),
    Part.YEAR: gettext_lazy("the year of birth (characters 7 and 8)"),
    Part.MONTH: gettext_lazy("the month of birth (character 9)"),
    Part.DAY: gettext_lazy("the day of birth (characters 10 and 11)"),
    Part.PLACE: gettext_lazy("the place of birth (characters 12 to 15)"),
    Part.CONTROL: gettext_lazy("the last letter (character 16)"),
}


def checked(text: str) -> str:
    """The code in capitals, always the personal one: provisional and health codes have no digital identity.

    Raises `ValidationError` with a sentence for each part that is wrong. What is merely odd (a comune that no
    list knows yet) passes: SPID and CIE themselves say the code again, letter by letter.
    """
    code = compact(text)
    if len(code) != LENGTH:
        raise ValidationError(
            _("Enter all 16 characters of the codice fiscale: these are %(count)s.") % {"count": len(code)}
        )
    if kind_of(code) is not Kind.PERSONAL:
        raise ValidationError(
            _("Enter the codice fiscale: health codes (STP, ENI) have neither SPID nor CIE.")
        )
    wrong = [_sentence(problem) for problem in check(code).problems if not problem.is_doubt]
    if wrong:
        raise ValidationError(wrong)
    return code


def _sentence(problem: Problem) -> str:
    if problem.fault is Fault.WRONG_CONTROL:
        return _("Check the whole code: the last letter does not agree with the other characters.")
    words = {"part": PARTS.get(problem.part, _("the code")), "found": problem.found}
    return _("Correct %(part)s: “%(found)s” cannot stand there.") % words
