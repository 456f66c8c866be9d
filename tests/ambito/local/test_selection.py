from __future__ import annotations

import pytest

from ambito.local.selection import chosen, folder_of_tests

FILES = [
    "tests/town/people/test_models.py",
    "tests/ambito/italy/test_iban.py",
    "tests/ambito/vault/test_keys.py",
]


@pytest.mark.parametrize(
    ("changed", "tests"),
    [
        ("tenants/town/people/models.py", "tests/town/people"),
        ("platform/ambito/vault/keys/wrap.py", "tests/ambito/vault"),
        ("tests/ambito/italy/test_iban.py", "tests/ambito/italy/test_iban.py"),
        ("README.md", "README.md"),
    ],
)
def test_a_changed_file_leads_to_its_tests(changed: str, tests: str) -> None:
    assert folder_of_tests(changed) == tests


def test_tests_beside_a_change_run_whatever_they_cost() -> None:
    costs = {FILES[0]: 60.0, FILES[1]: 0.1, FILES[2]: 0.1}
    assert chosen(FILES, ["tenants/town/people/models.py"], costs, budget=4) == [FILES[0]]


def test_without_a_change_the_cheapest_files_fill_the_budget() -> None:
    costs = {FILES[0]: 3.0, FILES[1]: 0.2, FILES[2]: 2.0}
    assert chosen(FILES, [], costs, budget=4) == [FILES[1], FILES[2]]
