"""Files and blocks as the browser sends them, and what came of them."""

import io
from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from workbooks.models import ImportBatch

HEADERS = ("Mã tổ chức", "Họ và tên", "Ngày sinh", "Giới tính", "Số quyết định", "Ngày quyết định")
AN = ("CPU-01", "H'Liên Niê", "03/02/1998", "Nữ", "12-QĐ/HU", "19/05/2023")
SON = ("CPU-02", "Y Sơn Byă", "1995", "Nam", "12-QĐ/HU", "19/05/2023")


def file_of(*rows: Sequence[Any], headers: Sequence[str] = HEADERS, name: str = "ket-nap.xlsx") -> SimpleUploadedFile:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Kết nạp"
    for row in (headers, *rows):
        sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return SimpleUploadedFile(name, stream.getvalue())


def upload(client: Client, *rows: Sequence[Any], kind: str = "admissions", **kwargs: Any) -> ImportBatch:
    answer = client.post("/admissions/import/", {"kind": kind, "file": file_of(*rows, **kwargs)})
    assert answer.status_code == 302, answer.content.decode()
    return ImportBatch.objects.get(uid=answer.headers["Location"].split("/")[3])


def paste(client: Client, text: str, kind: str = "admissions") -> ImportBatch:
    answer = client.post("/admissions/import/", {"kind": kind, "pasted": text})
    assert answer.status_code == 302, answer.content.decode()
    return ImportBatch.objects.get(uid=answer.headers["Location"].split("/")[3])


def states(batch: ImportBatch) -> dict[int, str]:
    return dict(batch.rows.order_by("number").values_list("number", "state"))


def act(client: Client, batch: ImportBatch, do: str, **cells: str) -> ImportBatch:
    """Sends the form of the page as a browser without scripts does."""
    fields = {name.replace("_", "-", 2): text for name, text in cells.items()}
    answer = client.post(f"/admissions/import/{batch.uid}/", {"do": do, **fields})
    assert answer.status_code == 302, answer.content.decode()
    batch.refresh_from_db()
    return batch
