"""The map of what people read."""

from datetime import date

from django.urls import path, register_converter

from reports.views import charts, dashboards, kept_tables, months, own_form, own_words, reports, sets, snapshots, tables
from reports.views.offices import office
from reports.views.without_admission import no_one_left


class Month:
    """2023-09, as its first day."""

    regex = "[0-9]{4}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        """A month there is not raises `ValueError`: no such page."""
        return date.fromisoformat(f"{value}-01")

    def to_url(self, value: date) -> str:
        return f"{value:%Y-%m}"


register_converter(Month, "month")

app_name = "reports"
urlpatterns = [
    path("", dashboards.home, name="home"),
    path("units/<str:code>/", dashboards.show, name="dashboard"),
    path("units/<str:code>/years/", dashboards.years, name="years"),
    path("units/<str:code>/levels/", dashboards.levels, name="levels"),
    path("reports/", reports.index, name="index"),
    path("reports/brief/", reports.document, {"name": "brief"}, name="brief"),
    path("reports/no-one-left/", no_one_left, name="no_one_left"),
    path("reports/sets/", sets.index, name="sets"),
    path("reports/sets/<slug:uid>/", sets.show, name="set"),
    path("reports/sets/schedules/<slug:uid>/", sets.schedule, name="set-schedule"),
    path("reports/sets/<slug:uid>/progress/", sets.progress, name="set-progress"),
    path("reports/sets/<slug:uid>.zip", sets.archive, name="set-archive"),
    path("reports/charts/", charts.charts, name="charts"),
    path("reports/tables/", tables.show, name="tables"),
    path("reports/tables.xlsx", tables.workbook, name="tables_workbook"),
    path("reports/snapshots/", snapshots.index, name="snapshots"),
    path("reports/snapshots/new/", snapshots.new, name="freeze"),
    path("reports/snapshots/<slug:uid>/", snapshots.show, name="snapshot"),
    path("reports/snapshots/<slug:uid>.xlsx", snapshots.workbook, name="snapshot_workbook"),
    path("reports/snapshots/<slug:uid>/changes/", snapshots.changes, name="snapshot_changes"),
    path("reports/snapshots/<slug:uid>/changes/records/", snapshots.records, name="snapshot_records"),
    path("reports/brief/template/", own_words.edit, name="own_words"),
    path("reports/tables/kept/", kept_tables.save, name="keep_table"),
    path("reports/tables/kept/<int:pk>/name/", kept_tables.rename, name="rename_table"),
    path("reports/tables/kept/<int:pk>/delete/", kept_tables.delete, name="delete_table"),
    path("reports/months/<str:code>/", months.months, name="months"),
    path("reports/months/<str:code>/<month:first>/", months.month, name="month"),
    path("reports/months/<str:code>/<month:first>/confirm/", months.confirm, name="confirm_month"),
    path("reports/months/<str:code>/<month:first>/reopen/", months.reopen, name="reopen_month"),
    path("reports/office/", office, name="office"),
    path("reports/brief/form/", own_form.edit, name="own_form"),
    path("reports/brief/form/example.docx", own_form.example, name="example_form"),
    path("reports/brief/form.docx", own_form.file, name="own_form_file"),
    path("reports/<slug:name>/", reports.show, name="report"),
    path("reports/<slug:name>.xlsx", reports.workbook, name="workbook"),
    path("reports/<slug:name>.docx", reports.word, name="word"),
]
