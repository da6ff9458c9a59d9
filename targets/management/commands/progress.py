"""`progress --unit CODE --year Y --as-of D [--tree T]`: the API's answer, printed."""

import json
from typing import Any

from targets.answer import as_json
from targets.commands import YearCommand
from targets.progress import YearOfUnit
from units.question import Asked


class Command(YearCommand):
    help = "In tiến độ của một tổ chức và các tổ chức trực thuộc, dạng JSON của API."

    def tell(self, question: Asked, answer: YearOfUnit, options: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(as_json(answer), ensure_ascii=False, indent=2))
