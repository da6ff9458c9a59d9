"""Clerks without a browser who never give up: what is not answered is sent again, as it was."""

import io
import re
import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from openpyxl import Workbook

FORM = "application/x-www-form-urlencoded"
PATIENCE = 300  # seconds for one answer, through however many kills
HEADERS = ("Mã tổ chức", "Họ và tên", "Ngày sinh", "Giới tính", "Số quyết định", "Ngày quyết định")


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    text: str


@dataclass
class Clerk:
    """Signed in, on one unit. Counts what was answered, and what had to be sent again until it was."""

    port: int
    login: str
    unit: str
    cookies: SimpleCookie = field(default_factory=SimpleCookie)
    answered: int = 0
    sent_again: int = 0

    def sign_in(self, password: str) -> None:
        self.ask("GET", "/accounts/login/")
        answer = self.post("/accounts/login/", {"login": self.login, "password": password})
        assert answer.status == 302, answer.text[-2000:]

    def enter(self, name: str) -> None:
        """One person by the form; its key goes with every try."""
        said = {
            "unit_code": self.unit, "unit": self.unit, "name": name, "birth": "12/03/1998", "sex": "FEMALE",
            "decision_number": "318-QĐ/TU", "decided_on": "28/09/2023", "entry": str(uuid.uuid4()), "year": "2023", "then": "next",
        }  # fmt: skip
        answer = self.post("/admissions/new/", said)
        assert answer.location.startswith("/admissions/new/"), re.sub(
            r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text)
        )[-2000:]

    def bring_in(self, names: Sequence[str]) -> None:
        """A workbook: sent, looked at, written; what the page shows decides what comes next."""
        sent = {"kind": "admissions", "file": SimpleUploadedFile("kết nạp.xlsx", self._workbook(names))}
        answer = self.post("/admissions/import/", sent, multipart=True)
        assert answer.location.startswith("/admissions/import/"), answer.text[-2000:]
        batch = answer.location
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            page = self.ask("GET", batch).text
            if 'id="imp-form"' in page:
                self.post(batch, {"do": "write"})
            elif 'id="imp-progress"' in page:
                time.sleep(0.3)
            else:
                assert f"Thêm mới {len(names):,}".replace(",", ".") in page, page[-2000:]
                assert 'value="undo"' in page  # it is written
                return
        raise AssertionError(f"{batch} is not written")

    def _workbook(self, names: Sequence[str]) -> bytes:
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.title = "Kết nạp"
        sheet.append(HEADERS)
        for name in names:
            sheet.append((self.unit, name, "03/02/1998", "Nữ", "12-QĐ/HU", "19/05/2023"))
        stream = io.BytesIO()
        book.save(stream)
        return stream.getvalue()

    def post(self, address: str, fields: Mapping[str, Any], *, multipart: bool = False) -> Answer:
        said = {**fields, "csrfmiddlewaretoken": self.cookies["csrftoken"].value}
        if multipart:
            return self.ask("POST", address, encode_multipart(BOUNDARY, said), MULTIPART_CONTENT)
        return self.ask("POST", address, urlencode(said).encode(), FORM)

    def ask(self, method: str, address: str, body: bytes | None = None, kind: str = FORM) -> Answer:
        """The first answer that is none of a server in trouble."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                answer = self._ask_once(method, address, body, kind)
                if answer.status < 500:
                    self.answered += 1
                    return answer
            except (HTTPException, OSError):
                pass
            assert time.monotonic() < end, f"no answer to {method} {address}"
            self.sent_again += 1
            time.sleep(0.2)

    def _ask_once(self, method: str, address: str, body: bytes | None, kind: str) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items())
            connection.request(method, address, body, {"Content-Type": kind, "Cookie": cookies})
            response = connection.getresponse()
            text = response.read().decode()
            for name, value in response.getheaders():
                if name.lower() == "set-cookie":
                    self.cookies.load(value)
            return Answer(response.status, response.getheader("Location", ""), text)
        finally:
            connection.close()
