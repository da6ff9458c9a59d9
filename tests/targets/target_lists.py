"""Lists of targets as the browser sends them with the paper of a decision, and what came of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.test import Client

from tests.admissions.import_batches import file_of
from workbooks.models import ImportBatch

PAPER = {"number": "15-QĐ/TU", "issued_on": "10/01/2023", "effective_on": "", "due_on": "", "reason": ""}
AS_PRINTED = (
    (None, "Huyện, thị xã, thành phố", None),
    (1, "TP. Buôn Ma Thuột", 130),
    (2, "Huyện ủy Krông Bông", "115"),
    (3, "Đảng bộ huyện Lắk", 55),
    (None, "TỔNG CỘNG:", 300),
)
"""As the province prints it: group heads, names in several fashions, the headline last."""
HEADERS = ("TT", "Đơn vị", "Chỉ tiêu giao năm 2023")


def begun(answer: Any) -> ImportBatch:
    assert answer.status_code == 302, answer.content.decode()
    return ImportBatch.objects.get(uid=answer.headers["Location"].split("/")[5])


def send(
    client: Client,
    *rows: Sequence[Any],
    headers: Sequence[str] = HEADERS,
    issuer: str = "DLK",
    paper: Mapping[str, str] = PAPER,
) -> ImportBatch:
    file = file_of(*rows, headers=headers, name="chi-tieu.xlsx")
    return begun(client.post(f"/targets/{issuer}/2023/import/", {**paper, "file": file}))


def paste(client: Client, text: str, issuer: str = "DLK", **paper: str) -> ImportBatch:
    return begun(client.post(f"/targets/{issuer}/2023/import/", {**PAPER, **paper, "pasted": text}))


def address(batch: ImportBatch, issuer: str = "DLK") -> str:
    return f"/targets/{issuer}/2023/import/{batch.uid}/"


def act(client: Client, batch: ImportBatch, do: str, issuer: str = "DLK", **said: str) -> Any:
    """Sends the form of the page as a browser without scripts does; cells as c_2_quantity."""
    names = {name.replace("_", "-", 2) if name.startswith("c_") else name: text for name, text in said.items()}
    answer = client.post(address(batch, issuer), {"do": do, **PAPER, **names})
    batch.refresh_from_db()
    return answer
