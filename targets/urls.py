"""The map of giving targets."""

from django.urls import path

from targets import views

app_name = "targets"
urlpatterns = [
    path("", views.own, name="own"),
    path("decisions/<int:pk>/", views.decision, name="decision"),
    path("decisions/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<str:code>/<int:year>/", views.allocate, name="allocate"),
    path("<str:code>/<int:year>/decisions/", views.decisions, name="decisions"),
]
