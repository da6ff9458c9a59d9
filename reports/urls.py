"""The map of what people read."""

from django.urls import path

from reports.views import dashboards, own_words, reports

app_name = "reports"
urlpatterns = [
    path("", dashboards.home, name="home"),
    path("units/<str:code>/", dashboards.show, name="dashboard"),
    path("units/<str:code>/years/", dashboards.years, name="years"),
    path("units/<str:code>/levels/", dashboards.levels, name="levels"),
    path("reports/", reports.index, name="index"),
    path("reports/brief/", reports.document, {"name": "brief"}, name="brief"),
    path("reports/brief/template/", own_words.edit, name="own_words"),
    path("reports/<slug:name>/", reports.show, name="report"),
    path("reports/<slug:name>.xlsx", reports.workbook, name="workbook"),
    path("reports/<slug:name>.docx", reports.word, name="word"),
]
