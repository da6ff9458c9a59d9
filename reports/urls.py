"""The map of what people read."""

from django.urls import path

from reports.views import dashboards, reports, snapshots

app_name = "reports"
urlpatterns = [
    path("", dashboards.home, name="home"),
    path("units/<str:code>/", dashboards.show, name="dashboard"),
    path("units/<str:code>/years/", dashboards.years, name="years"),
    path("units/<str:code>/levels/", dashboards.levels, name="levels"),
    path("reports/", reports.index, name="index"),
    path("reports/brief/", reports.document, {"name": "brief"}, name="brief"),
    path("reports/snapshots/", snapshots.index, name="snapshots"),
    path("reports/snapshots/new/", snapshots.new, name="freeze"),
    path("reports/snapshots/<slug:uid>/", snapshots.show, name="snapshot"),
    path("reports/snapshots/<slug:uid>.xlsx", snapshots.workbook, name="snapshot_workbook"),
    path("reports/snapshots/<slug:uid>/changes/", snapshots.changes, name="snapshot_changes"),
    path("reports/snapshots/<slug:uid>/changes/records/", snapshots.records, name="snapshot_records"),
    path("reports/<slug:name>/", reports.show, name="report"),
    path("reports/<slug:name>.xlsx", reports.workbook, name="workbook"),
    path("reports/<slug:name>.docx", reports.word, name="word"),
]
