"""An own table as a report: page, print and workbook are drawn from it as from any other."""

from typing import cast

from django.utils.translation import gettext as _

from reports.declared import Label, Report
from reports.links import Records, records_of_units
from reports.own_tables.dimensions import OfUnits, Undivided
from reports.own_tables.figures import table_of_figures
from reports.own_tables.heads import check_size
from reports.own_tables.measures import OfAdmitted
from reports.own_tables.opening import Opening
from reports.own_tables.people import TableOfPeople
from reports.own_tables.places import Places, places_of
from reports.own_tables.question import TableAsked
from reports.subject import Subject


def own_table(subject: Subject, table: TableAsked) -> Report:
    """Raises `TooLarge`, `UnitNotOnTree`."""
    level = next((one for one in (table.rows, table.columns) if isinstance(one, OfUnits)), None)
    places = places_of(subject, level) if level else Places()
    check_size(table, places)
    figures, title = table.of_units, _title(table)
    if figures is not None:
        part = table_of_figures(subject, places, figures, title)
    else:
        units = {unit.pk: unit for unit in places.units}
        opening = Opening(table, _records(subject, places), units)
        part = TableOfPeople(table, places, opening, cast(OfAdmitted, table.measure)).part(title)
    narrowed = [_("Lọc: %(filters)s") % {"filters": "; ".join(table.in_words)}] if table.is_narrowed else []
    return Report("tables", title, [*subject.head, *narrowed], [part])


def _records(subject: Subject, places: Places) -> Records:
    if subject.reader is None:
        return subject.records
    ids = [subject.unit.pk, *(unit.pk for unit in places.units)]
    return records_of_units(ids, subject.asked, subject.reader, subject.answer.due_on)


def _title(table: TableAsked) -> str:
    words = {"year": table.asked.year, "rows": _lower(table.rows.label), "columns": _lower(table.columns.label)}
    if table.of_units is not None and len(table.of_units) == 1:
        return _("%(measure)s theo %(rows)s, năm %(year)s") % {**words, "measure": table.of_units[0].label}
    if table.of_units is not None:
        return _("Các số liệu theo %(rows)s, năm %(year)s") % words
    if isinstance(table.columns, Undivided):
        return _("Kết nạp theo %(rows)s, năm %(year)s") % words
    return _("Kết nạp theo %(rows)s và %(columns)s, năm %(year)s") % words


def _lower(label: Label) -> str:
    text = str(label)
    return text[:1].lower() + text[1:]
