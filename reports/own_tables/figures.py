"""The table of figures of units: those of progress, as every other page shows them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from reports.declared import Cell, Column, Part, Row, name
from reports.links import Records
from reports.own_tables.measures import ADMITTED_OF_UNIT, OfUnit
from reports.own_tables.places import Places
from reports.subject import Subject
from targets.figures import Progress


def table_of_figures(subject: Subject, places: Places, figures: Sequence[OfUnit], title: str) -> Part:
    answer = subject.answer
    by_unit = {child.unit.pk: child for child in answer.children}
    rows = [_row(by_unit[unit.pk], figures, subject.records) for unit in places.units]
    columns = [Column(_("Đơn vị trực thuộc"), width=40), *(Column(one.label, one.format, 11) for one in figures)]
    cells = [_cell(answer.self, one, subject.records) for one in figures]
    total = Row((Cell(_("Toàn đơn vị")), *cells), strong=True)
    return Part(title, columns, [*rows, *_direct(subject, figures)], total=total)


def _row(one: Progress, figures: Sequence[OfUnit], records: Records) -> Row:
    cells = [_cell(one, figure, records) for figure in figures]
    return Row((name(one.unit, records.page(one.unit)), *cells), key=one.unit.code)


def _cell(one: Progress, figure: OfUnit, records: Records) -> Cell:
    return Cell(figure.of(one), figure.opens(records, one) if figure.opens else None)


def _direct(subject: Subject, figures: Sequence[OfUnit]) -> Iterator[Row]:
    """What the unit's own figures hold beside its units': no target stands there."""
    answer = subject.answer
    if answer.direct is None:
        return
    rest = replace(
        answer.self,
        counts=answer.direct,
        target=None,
        pledge=None,
        last_year_target=None,
        members=None,
        rank=None,
        sub_targets={},
    )
    by_name = not answer.self.counts.this.tallied
    records = subject.records.admissions(answer.unit, "direct") if by_name else None
    cells = [Cell(one.of(rest), records if one is ADMITTED_OF_UNIT else None) for one in figures]
    yield Row((Cell(_("Chưa phân theo đơn vị")), *cells), key="direct")
