from __future__ import annotations

import pytest

from tests.deploy.toolbox import Toolbox, open_toolbox


@pytest.fixture(scope="session")
def toolbox() -> Toolbox:
    return open_toolbox()
