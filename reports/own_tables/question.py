"""What an own table is asked: rows, columns, measure and filters, all read from its address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast
from urllib.parse import parse_qsl, urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from admissions.filters import AdmissionFilters, ChoiceField
from reports.own_tables.dimensions import (
    COLUMNS,
    DIMENSIONS,
    FIGURES,
    FILTERS_OF_FIGURES,
    FILTERS_OF_PEOPLE,
    ROWS,
    UNDIVIDED,
    Dimension,
    Figures,
    OfPeople,
    OfUnits,
)
from reports.own_tables.measures import ADMITTED, MEASURES, SIDE_BY_SIDE, Measure, OfAdmitted, OfUnit
from units.models import Unit
from units.question import Asked, value

USUAL = {"rows": "units", "columns": "", "measure": ADMITTED.name}
USUAL_FIGURES = ("target", "admitted", "percentage", "last_year", "pipeline", "forecast")


class TableForm(forms.Form):
    """Rows, columns, measure. `may_read_people` leaves out what only those may divide people by who may read them."""

    rows = ChoiceField(label=gettext_lazy("Hàng"))
    columns = ChoiceField(label=gettext_lazy("Cột"))
    measure = ChoiceField(label=gettext_lazy("Số liệu"), choices=[(one.name, one.label) for one in MEASURES.values()])
    figures = forms.MultipleChoiceField(
        label=gettext_lazy("Các số liệu, mỗi số liệu một cột"),
        choices=[(one.name, one.label) for one in SIDE_BY_SIDE.values()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("Không có lựa chọn “%(value).40s”.")},
    )

    def __init__(self, query: QueryDict, *, may_read_people: bool) -> None:
        data: dict[str, Any] = {name: value(query, name) or usual for name, usual in USUAL.items()}
        data["columns"] = data["columns"] or _usual_columns(data)
        figures = [one for text in query.getlist("figures") for one in text.split(",") if one]
        super().__init__({**data, "figures": figures or list(USUAL_FIGURES)}, auto_id="t-%s")
        for name, among in (("rows", ROWS), ("columns", COLUMNS)):
            offered = [DIMENSIONS[one] for one in among]
            self._field(name).choices = [
                (one.name, one.label) for one in offered if may_read_people or not _is_private(one)
            ]
        for name in USUAL:
            self._field(name).widget.attrs["class"] = "form-select"

    def _field(self, name: str) -> ChoiceField:
        return cast(ChoiceField, self.fields[name])

    def clean(self) -> dict[str, Any]:
        rows, columns, measure = (self.cleaned_data.get(name) for name in USUAL)
        if rows and columns and measure:
            self._check(DIMENSIONS[rows], DIMENSIONS[columns], MEASURES[measure])
        return self.cleaned_data

    def _check(self, rows: Dimension, columns: Dimension, measure: Measure) -> None:
        if rows is columns:
            self.add_error("columns", _("Hàng và cột đang như nhau; hãy chọn cột khác."))
        elif isinstance(rows, OfUnits) and isinstance(columns, OfUnits):
            self.add_error("columns", _("Hàng đã là đơn vị; hãy chọn cột khác."))
        elif columns is FIGURES and not _is_direct(rows):
            self.add_error("columns", _("Các số liệu của đơn vị cần hàng là đơn vị trực thuộc."))
        elif columns is FIGURES and measure is not ADMITTED:
            self.add_error("measure", _("Mỗi cột đã là một số liệu; hãy để số liệu là “%(admitted)s”.") % _ADMITTED)
        elif isinstance(measure, OfUnit) and not (_is_direct(rows) and columns is UNDIVIDED):
            sentence = _("“%(measure)s” là số liệu của từng đơn vị: cần hàng là đơn vị trực thuộc và không chia cột.")
            self.add_error("measure", sentence % {"measure": measure.label})


def _usual_columns(data: Mapping[str, Any]) -> str:
    """Months, where they can be."""
    is_whole = data["rows"] == "month" or isinstance(MEASURES.get(data["measure"]), OfUnit)
    return UNDIVIDED.name if is_whole else "month"


_ADMITTED = {"admitted": ADMITTED.label}


def _is_private(one: Dimension) -> bool:
    return isinstance(one, OfPeople) and one.private


def _is_direct(one: Dimension) -> bool:
    return isinstance(one, OfUnits) and one.is_direct


@dataclass(frozen=True)
class TableAsked:
    """`form` and `filters` say what cannot be; `rows`, `columns` and `measure` are of a form without errors."""

    unit: Unit
    asked: Asked
    form: TableForm
    filters: AdmissionFilters

    @cached_property
    def is_good(self) -> bool:
        return not self.form.errors and not self.filters.errors

    @property
    def objections(self) -> list[tuple[str, str]]:
        """What was asked for and cannot be: the field's label, a sentence."""
        found: Sequence[forms.Form] = (self.form, self.filters.form)
        return [
            (str(form.fields[name].label) if name in form.fields else "", str(error))
            for form in found
            for name, errors in form.errors.items()
            for error in errors
        ]

    @property
    def objection(self) -> str:
        """All of them, where there is no form to say them."""
        return " ".join(f"{label}: {sentence}" if label else sentence for label, sentence in self.objections)

    @property
    def rows(self) -> OfUnits | OfPeople:
        return cast(OfUnits | OfPeople, DIMENSIONS[self.form.cleaned_data["rows"]])

    @property
    def columns(self) -> Dimension:
        return DIMENSIONS[self.form.cleaned_data["columns"]]

    @property
    def measure(self) -> Measure:
        return MEASURES[self.form.cleaned_data["measure"]]

    @property
    def figures(self) -> list[OfUnit]:
        """In the order in which they are offered."""
        return [one for name, one in SIDE_BY_SIDE.items() if name in self.form.cleaned_data["figures"]]

    @property
    def of_units(self) -> list[OfUnit] | None:
        """The figures of units it consists of; None where it counts people as they are divided."""
        if isinstance(self.columns, Figures):
            return self.figures
        if isinstance(self.measure, OfAdmitted):
            return None
        return [self.measure]

    @property
    def splits_tallies(self) -> bool:
        """What a tally tells of two things it does not tell of both at once."""
        return not all(isinstance(one, OfPeople) and one.told for one in (self.rows, self.columns))

    @property
    def is_narrowed(self) -> bool:
        return bool(self.narrowed)

    @cached_property
    def narrowed(self) -> dict[str, str]:
        """The filters in force, as an address writes them."""
        return {one.name: value(self.filters.data, one.name) for one in self.filters.said}

    @property
    def kept(self) -> dict[str, str]:
        """What an address of the same table carries beside unit, year and dates."""
        given: dict[str, str] = {name: self.form.data[name] for name in USUAL}
        if given["columns"] == FIGURES.name:
            given["figures"] = ",".join(self.form.data["figures"])
        return given | {
            name: value(self.filters.data, name) for name in self.filters.filters if value(self.filters.data, name)
        }

    @property
    def when(self) -> list[tuple[str, str]]:
        """What a form of the same days carries."""
        return parse_qsl(self.asked.query())

    @property
    def shows_figures(self) -> bool:
        return str(self.form.data["columns"]) == FIGURES.name

    @property
    def query(self) -> str:
        return self.asked.query(unit=self.unit.code, **self.kept)

    @property
    def kept_query(self) -> str:
        """To come back to on another day, whatever the unit: open where it ends today."""
        when = {} if self.asked.is_current else {"year": self.asked.year, "as_of": self.asked.as_of}
        return urlencode({**self.kept, **when, "tree": self.asked.tree_as_written})

    @property
    def in_words(self) -> list[str]:
        """The filters, one a line."""
        return [f"{one.label}: {one.value}" for one in self.filters.said]


def table_asked(unit: Unit, query: QueryDict, asked: Asked, *, may_read_people: bool) -> TableAsked:
    names = FILTERS_OF_PEOPLE if may_read_people else FILTERS_OF_FIGURES
    form = TableForm(query, may_read_people=may_read_people)
    found = TableAsked(unit, asked, form, AdmissionFilters(query, asked, Unit.objects.none(), names))
    _check_filters(found, [name for name in FILTERS_OF_PEOPLE if name not in names and value(query, name)])
    return found


def _check_filters(found: TableAsked, refused: Sequence[str]) -> None:
    """None is passed over in silence; figures of units are of all their people."""
    if refused:
        labels = ", ".join(str(AdmissionFilters.base_filters[name].label) for name in refused)
        sentence = _("Chỉ người được xem thông tin của người mới lọc được theo: %(filters)s.")
        found.form.add_error(None, sentence % {"filters": labels})
    elif found.is_good and found.is_narrowed and found.of_units is not None:
        where = "columns" if isinstance(found.columns, Figures) else "measure"
        found.form.add_error(where, _("Số liệu của đơn vị tính mọi người; hãy bỏ lọc hoặc đếm số kết nạp."))
        del found.__dict__["is_good"]
