"""Whether the process is up and whether it can work, for whoever watches the service. Says nothing else, to anyone."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@require_safe
@login_not_required
def alive(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@login_not_required
def ready(request: HttpRequest) -> HttpResponse:
    """503 while the database does not answer or lacks a migration of this version."""
    try:
        executor = MigrationExecutor(connection)
    except DatabaseError:
        return _not_ready("database")
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return _not_ready("migrations")
    return HttpResponse("ok\n", content_type="text/plain")


def _not_ready(what: str) -> HttpResponse:
    return HttpResponse(f"{what}\n", status=503, content_type="text/plain")
