"""The map of the lists. Results and candidates each have their own name in links: `admissions:list`, `candidates:list`."""

from django.urls import include, path

from admissions import views

admissions = [
    path("admissions/", views.admissions, name="list"),
    path("admissions.xlsx", views.admissions_workbook, name="workbook"),
]
candidates = [
    path("candidates/", views.candidates, name="list"),
    path("candidates.xlsx", views.candidates_workbook, name="workbook"),
]

urlpatterns = [
    path("", include((admissions, "admissions"))),
    path("", include((candidates, "candidates"))),
]
