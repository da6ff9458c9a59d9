"""The map of what is recorded. Results and candidates each have their own name in links: `admissions:list`, `candidates:list`."""

from django.urls import include, path

from admissions.views import lists

admissions = [
    path("admissions/", lists.admissions, name="list"),
    path("admissions.xlsx", lists.admissions_workbook, name="workbook"),
]
candidates = [
    path("candidates/", lists.candidates, name="list"),
    path("candidates.xlsx", lists.candidates_workbook, name="workbook"),
]

urlpatterns = [
    path("", include((admissions, "admissions"))),
    path("", include((candidates, "candidates"))),
]
