"""The map of what people read."""

from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("", views.home, name="home"),
    path("units/<str:code>/", views.show, name="dashboard"),
    path("units/<str:code>/years/", views.years, name="years"),
    path("units/<str:code>/levels/", views.levels, name="levels"),
    path("reports/progress.xlsx", views.workbook, name="progress_workbook"),
]
