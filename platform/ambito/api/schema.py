"""How the API describes itself: every operation with the problems that it can answer."""

from __future__ import annotations

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiResponse

from ambito.api.problems import CONTENT_TYPE, Problem

REFUSALS = {
    "400": "Something in the body or the query is wrong: `errors` has a sentence for each field.",
    "401": "Nobody is signed in.",
    "403": "The role of whoever calls does not include it, or the token of the page is missing.",
    "404": "Foreign, hidden and never existing are one and the same.",
    "409": "A rule says no, or somebody was quicker (`changed_meanwhile`): nothing was saved.",
    "415": "The body is not JSON.",
}
READING = frozenset({"400", "401", "403", "404"})


class ProblemSchema(AutoSchema):
    """DRF's description of a view, with the refusals beside the answers.

    What a view declares by `extend_schema` takes the place of the public methods, so it is added below them.
    """

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        codes = READING if self.method == "GET" else REFUSALS.keys()
        return bodies | {code: self._refusal(code, direction) for code in sorted(codes)}

    def _refusal(self, code: str, direction: Any) -> Any:
        described = OpenApiResponse(Problem, description=REFUSALS[code])
        return self._get_response_for_code(  # type: ignore[no-untyped-call]
            described, code, [CONTENT_TYPE], direction
        )
