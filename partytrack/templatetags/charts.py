"""Marks of the charts' legends."""

from django import template
from django.utils.safestring import SafeString

from partytrack import charts

register = template.Library()


@register.simple_tag
def swatch(kind: str) -> SafeString:
    return charts.swatch(kind)
