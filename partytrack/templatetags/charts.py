"""`partytrack.charts` as template tags: {% bullet row name=row.unit.name share_gone=row.share_of_year %}."""

from django import template

from partytrack import charts

register = template.Library()

for _chart in (
    charts.bullet,
    charts.bullet_axis,
    charts.headline_bullet,
    charts.squares,
    charts.steps,
    charts.share_bar,
    charts.swatch,
    charts.cumulative,
):
    register.simple_tag(_chart)

register.filter("fits_squares", charts.fits_squares)
