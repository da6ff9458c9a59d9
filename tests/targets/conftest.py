import pytest

from tests.small_province import build
from tests.targets.verbs import Province


@pytest.fixture
def dlk(db: None) -> Province:
    return build()
