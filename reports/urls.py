"""The map of what people read."""

from django.urls import path

from reports.views import dashboards, reports, sets

app_name = "reports"
urlpatterns = [
    path("", dashboards.home, name="home"),
    path("units/<str:code>/", dashboards.show, name="dashboard"),
    path("units/<str:code>/years/", dashboards.years, name="years"),
    path("units/<str:code>/levels/", dashboards.levels, name="levels"),
    path("reports/", reports.index, name="index"),
    path("reports/brief/", reports.document, {"name": "brief"}, name="brief"),
    path("reports/sets/", sets.index, name="sets"),
    path("reports/sets/<slug:uid>/", sets.show, name="set"),
    path("reports/sets/schedules/<slug:uid>/", sets.schedule, name="set-schedule"),
    path("reports/sets/<slug:uid>/progress/", sets.progress, name="set-progress"),
    path("reports/sets/<slug:uid>.zip", sets.archive, name="set-archive"),
    path("reports/<slug:name>/", reports.show, name="report"),
    path("reports/<slug:name>.xlsx", reports.workbook, name="workbook"),
    path("reports/<slug:name>.docx", reports.word, name="word"),
]
