"""The map of what is recorded. Results and candidates each have their own name in links: `admissions:list`, `candidates:list`."""

from django.urls import include, path, register_converter
from django.urls.converters import StringConverter

from admissions.views import (
    dates,
    duplicates,
    entry,
    imports,
    limits,
    lists,
    record,
    saved,
    searching,
    tallies,
    templates,
)


class RecordId(StringConverter):
    """Mã bản ghi: twelve hexadecimal digits, which no word of the map below has."""

    regex = "[0-9a-f]{12}"


register_converter(RecordId, "record")

admissions = [
    path("admissions/", lists.admissions, name="list"),
    path("admissions/new/", entry.enter, name="enter"),
    path("admissions/new/check/", entry.check, name="check"),
    path("admissions/search/", searching.search, name="search"),
    path("admissions/duplicates/", duplicates.duplicates, name="duplicates"),
    path("admissions/views/", saved.save, name="save_view"),
    path("admissions/views/<int:pk>/name/", saved.rename, name="rename_view"),
    path("admissions/views/<int:pk>/delete/", saved.delete, name="delete_view"),
    path("admissions/import/", imports.begin, name="import"),
    path("admissions/import/<slug:uid>/", imports.batch, name="batch"),
    path("admissions/import/<slug:uid>/progress/", imports.progress, name="batch_progress"),
    path("admissions/import/<slug:uid>/rest.xlsx", imports.rest, name="batch_rest"),
    path("admissions/import/<slug:uid>/rows/<int:number>/", imports.row, name="batch_row"),
    path("admissions/limits/", limits.limits, name="limits"),
    path("admissions/limits/new/", limits.new_limit, name="new_limit"),
    path("admissions/dates/", dates.dates, name="dates"),
    path("admissions/<record:uid>/", record.record, name="record"),
    path("admissions/<record:uid>/edit/", record.edit, name="edit"),
    path("admissions/<record:uid>/void/", record.void, name="void"),
    path("admissions/template.xlsx", templates.template, name="template"),
    path("admissions.xlsx", lists.admissions_workbook, name="workbook"),
]
candidates = [
    path("candidates/", lists.candidates, name="list"),
    path("candidates.xlsx", lists.candidates_workbook, name="workbook"),
]
tally_grid = [
    path("tallies/", tallies.grid, name="grid"),
    path("tallies/check/", tallies.check, name="check"),
]

urlpatterns = [
    path("", include((admissions, "admissions"))),
    path("", include((candidates, "candidates"))),
    path("", include((tally_grid, "tallies"))),
]
