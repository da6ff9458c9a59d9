"""Prints docs/roles.md: who may do what, from the tables of units/scope.py."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand

from units.lists import Role
from units.scope import REACH, ROLES, Action


class Command(BaseCommand):
    help = "Print who may do what, as docs/roles.md keeps it."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write("\n".join(lines()))


def lines() -> Iterator[str]:
    yield "# Ai được làm gì"
    yield ""
    yield "<!-- In ra từ units/scope.py: ./run roles > docs/roles.md -->"
    yield ""
    yield "Vai trò được giao ở một tổ chức và có hiệu lực với tổ chức đó cùng mọi tổ chức bên dưới, theo cây tổ chức"
    yield "và phân công của ngày làm việc. Ngoài phạm vi ấy, mọi trang trả lời 404, như thể không có."
    yield ""
    yield f"| Việc | {' | '.join(str(role.label) for role in Role)} |"
    yield "| --- | :-: | :-: | :-: | :-: |"
    for action in Action:
        marks = ("●" if role in ROLES[action] else "" for role in Role)
        yield f"| {action.label} | {' | '.join(marks)} |"
    yield ""
    yield "Đọc một bản ghi cần quyền ở tổ chức mà nó thuộc về:"
    yield ""
    yield "| Bản ghi | Đường tới tổ chức | Cần quyền |"
    yield "| --- | --- | --- |"
    for label, reach in REACH.items():
        yield f"| `{apps.get_model(label)._meta.label}` | `{reach.unit}` | {reach.action.label} |"
