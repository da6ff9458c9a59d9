"""The map of the site."""

from django.urls import URLPattern, URLResolver, include, path

from partytrack import health
from reports import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("units/", include("units.urls")),  # first: a unit's own page is units/<code>/, of the room reports
    path("", include("reports.urls")),
    path("api/", api.urls),
    path("", include("admissions.urls")),
    path("targets/", include("targets.urls")),
    path("accounts/", include("accounts.urls")),
    path("demo/", include("partytrack.demo.urls")),
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
]

handler400 = "partytrack.errors.bad_request"
handler403 = "partytrack.errors.permission_denied"
handler404 = "partytrack.errors.page_not_found"
handler429 = "partytrack.errors.too_many_requests"  # django-allauth asks for it
handler500 = "partytrack.errors.server_error"
