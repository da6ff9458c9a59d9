"""The map of giving targets."""

from django.urls import path

from targets.views import cascade, decisions, desk, imports, what_if, workbooks

app_name = "targets"
urlpatterns = [
    path("", desk.own, name="own"),
    path("decisions/<int:pk>/", decisions.decision, name="decision"),
    path("decisions/<int:pk>/annex/", decisions.annex, name="annex"),
    path("decisions/<int:pk>/annex.xlsx", decisions.annex_xlsx, name="annex_xlsx"),
    path("decisions/<int:pk>/annex.docx", decisions.annex_docx, name="annex_docx"),
    path("decisions/<int:pk>/withdraw/", decisions.withdraw, name="withdraw"),
    path("<str:code>/<int:year>/", desk.allocate, name="allocate"),
    path("<str:code>/<int:year>/what-if/", what_if.what_if, name="what_if"),
    path("<str:code>/<int:year>/decisions/", decisions.decisions, name="decisions"),
    path("<str:code>/<int:year>/cascade/", cascade.show, name="cascade"),
    path("<str:code>/<int:year>/cascade.xlsx", cascade.workbook, name="cascade_workbook"),
    path("<str:code>/<int:year>/targets.xlsx", workbooks.workbook, name="workbook"),
    path("<str:code>/<int:year>/import/", imports.begin, name="import"),
    path("<str:code>/<int:year>/import/<slug:uid>/", imports.batch, name="batch"),
    path("<str:code>/<int:year>/import/<slug:uid>/progress/", imports.progress, name="batch_progress"),
    path("<str:code>/<int:year>/import/<slug:uid>/rest.xlsx", imports.rest, name="batch_rest"),
    path("<str:code>/<int:year>/import/<slug:uid>/rows/<int:number>/", imports.row, name="batch_row"),
]
