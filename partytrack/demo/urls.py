"""The map of the demo's own page; the map of the site includes it by name."""

from django.urls import path

from partytrack.demo import views

urlpatterns = [
    path("", views.about, name="demo_about"),
]
