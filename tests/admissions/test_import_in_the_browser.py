"""A clerk sends a workbook or a block, sees what would become of it, puts it right, and has the good rows written."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from admissions.models import Admission
from tests.admissions.import_batches import AN, SON, act, states, upload
from workbooks.models import ImportBatch, State

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture
def clerk(binh: User, signed_in: SignIn) -> Client:
    return signed_in(binh)


def page(client: Client, batch: ImportBatch, query: str = "") -> str:
    answer = client.get(f"/admissions/import/{batch.uid}/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_file_is_looked_at_before_anything_is_written(clerk: Client) -> None:
    batch = upload(clerk, AN, SON)
    assert states(batch) == {2: "NEW", 3: "NEW"}
    assert not Admission.objects.exists()
    said = page(clerk, batch)
    assert "Xem trước: 2 trong 2 dòng ghi được ngay" in said
    assert "ket-nap.xlsx" in said
    assert "Chi bộ buôn Khanh" in said, "which unit a code was understood as"


def test_the_good_rows_are_written(clerk: Client) -> None:
    batch = act(clerk, upload(clerk, AN, SON), "write")
    assert batch.state == State.WRITTEN
    assert sorted(Admission.objects.values_list("name", flat=True)) == ["H'Liên Niê", "Y Sơn Byă"]
    assert "Đã ghi 2 dòng" in page(clerk, batch)
