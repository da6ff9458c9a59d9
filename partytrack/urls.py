"""The map of the site."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("accounts.urls")),
]

handler400 = "partytrack.errors.bad_request"
handler403 = "partytrack.errors.permission_denied"
handler404 = "partytrack.errors.page_not_found"
handler429 = "partytrack.errors.too_many_requests"  # django-allauth asks for it
handler500 = "partytrack.errors.server_error"
