"""The map of giving targets."""

from django.urls import path

from targets.views import decisions, desk, what_if

app_name = "targets"
urlpatterns = [
    path("", desk.own, name="own"),
    path("decisions/<int:pk>/", decisions.decision, name="decision"),
    path("decisions/<int:pk>/withdraw/", decisions.withdraw, name="withdraw"),
    path("<str:code>/<int:year>/", desk.allocate, name="allocate"),
    path("<str:code>/<int:year>/what-if/", what_if.what_if, name="what_if"),
    path("<str:code>/<int:year>/decisions/", decisions.decisions, name="decisions"),
]
