"""{% swatch "target" %}: the marks of a chart's legend. The charts themselves are drawn where their numbers are gathered."""

from django import template

from partytrack import charts

register = template.Library()
register.simple_tag(charts.swatch)
