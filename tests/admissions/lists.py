"""Reading a list as a browser gets it."""

import re
from collections.abc import Callable
from html import unescape
from io import BytesIO
from typing import Any

import openpyxl
from django.test import Client
from django.utils.html import strip_tags

from accounts.models import User

SignIn = Callable[[User], Client]


def text_of(page: bytes) -> str:
    return unescape(" ".join(strip_tags(page.decode().replace("<", " <")).split()))


def rows_of(page: bytes) -> list[list[str]]:
    """The cells of the table of people."""
    rows = re.findall(r'<tr role="row">(.*?)</tr>', page.decode(), re.DOTALL)
    cells = [re.findall(r'<t[hd] role="(?:cell|rowheader)".*?>(.*?)</t[hd]>', row, re.DOTALL) for row in rows]
    return [[unescape(strip_tags(cell)).strip() for cell in row] for row in cells if row]


def headers_of(page: bytes) -> list[str]:
    found = re.findall(r'<th role="columnheader".*?>(.*?)</th>', page.decode(), re.DOTALL)
    return [unescape(strip_tags(header)).strip(" \u202f▲▼") for header in found]


def names_on(client: Client, address: str) -> list[str]:
    page = client.get(address)
    assert page.status_code == 200, (address, page.status_code)
    rows = rows_of(page.content)
    return [row[headers_of(page.content).index("Họ và tên")] for row in rows]


def sheet_of(content: bytes, title: str = "Kết nạp") -> tuple[list[str], list[str], list[list[Any]]]:
    """The lines of the head, the headers and the rows."""
    sheet = openpyxl.load_workbook(BytesIO(content))[title]
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    blank = next(number for number, row in enumerate(rows) if not any(row))
    return [str(row[0]) for row in rows[:blank]], [str(cell) for cell in rows[blank + 1]], rows[blank + 2 :]
