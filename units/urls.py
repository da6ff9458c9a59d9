"""The map of finding units. A unit's own page, its dashboard, is of the room `reports`."""

from django.urls import path

from units import views

app_name = "units"
urlpatterns = [
    path("", views.find, name="list"),
    path("choices/", views.choices, name="choices"),
]
