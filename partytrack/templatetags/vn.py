"""The forms of `partytrack.vietnamese` as template filters."""

from datetime import date
from decimal import Decimal

from django import template

from partytrack import vietnamese

register = template.Library()


@register.filter
def number(n: int | None) -> str:
    return vietnamese.number(n)


@register.filter
def percentage(value: Decimal | None, places: int = 2) -> str:
    return vietnamese.percentage(value, places)


@register.filter
def signed(n: int | Decimal | None, places: int = 0) -> str:
    return vietnamese.signed(n, places)


@register.filter
def vndate(day: date | None) -> str:
    return vietnamese.format_date(day)
