"""Nguồn kết nạp: who is on the way, stage by stage, unit by unit, and what of it the forecast counts on."""

from django.utils.translation import gettext as _

from admissions.lists import STAGES, Stage
from reports.declared import DIRECT, IN_ONE_CHART, TOTAL, Cell, Chart, Column, Part, Report, Row, name, row
from reports.links import Records
from reports.subject import Subject
from targets.figures import Counts, Progress
from workbooks.formats import WHOLE

ASKED = (*STAGES, None, "pipeline", "overdue")
"""By column, which list of candidates a figure opens."""


def pipeline(subject: Subject) -> Report:
    answer = subject.answer
    stages = [Column(Stage(stage).label, WHOLE, 11, group=_("Bước đã đến"), adds_up=True) for stage in STAGES]
    columns = [
        Column(_("Đơn vị"), width=40),
        Column(_("Chỉ tiêu"), WHOLE, adds_up=True),
        Column(_("Kết nạp"), WHOLE, adds_up=True),
        *stages,
        Column(_("Cộng nguồn"), WHOLE, adds_up=True),
        Column(_("Tính vào dự báo"), WHOLE, 11, adds_up=True),
        Column(_("Quá ngày dự kiến"), WHOLE, 11, adds_up=True),
        Column(_("Dự báo"), WHOLE, adds_up=True),
    ]
    children = sorted(answer.children, key=lambda child: (child.unit.sort_key, child.unit.code))
    rows = [_of(child, subject.records) for child in children]
    if answer.direct:
        rows.append(
            row(
                _("Chưa phân theo đơn vị"), None, answer.direct.this.admitted, *_stages(answer.direct), None, key=DIRECT
            )
        )
    note = _("Dự báo = đã kết nạp + hồ sơ từ bước %(stage)s trở lên, dự kiến kết nạp chậm nhất %(due)s.")
    return Report(
        name="pipeline",
        title=_("Nguồn kết nạp năm %(year)s") % {"year": answer.year},
        head=subject.head,
        parts=[
            Part(
                _("Nguồn kết nạp"),
                columns,
                rows,
                total=_of(answer.self, subject.records, words=_("Toàn đơn vị")),
                notes=[note % {"stage": Stage.VETTING.label, "due": columns[0].written(answer.due_on)}],
                empty=_("Không có đơn vị trực thuộc vào ngày này."),
            )
        ],
        charts=_charts(len(children), len(stages)),
    )


def _charts(children: int, stages: int) -> list[Chart]:
    """All that are on the way, and of them those that the forecast counts on."""
    if children > IN_ONE_CHART:
        return []
    return [Chart("column", _("Nguồn kết nạp của từng đơn vị"), values=[3 + stages, 4 + stages], rows=children)]


def _of(one: Progress, records: Records, words: str = "") -> Row:
    admitted = Cell(one.admitted, records.admissions(one.unit))
    opened = [Cell(n, records.candidates(one.unit, stage)) for n, stage in zip(_stages(one.counts), ASKED, strict=True)]
    who = Cell(words) if words else name(one.unit, records.page(one.unit))
    key = TOTAL if words else one.unit.code
    return row(who, one.target, admitted, *opened, one.forecast, strong=bool(words), key=key)


def _stages(counts: Counts) -> list[int]:
    reached = [counts.stages[stage] for stage in STAGES]
    return [*reached, sum(reached), counts.pipeline, counts.overdue]
