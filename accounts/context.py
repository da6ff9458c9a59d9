"""What every template may ask about this installation."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def installation(request: HttpRequest) -> dict[str, Any]:
    return {"demo": settings.DEMO, "office_name": settings.OFFICE_NAME}
