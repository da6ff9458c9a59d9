"""What a Word form may hold beside the fields of the report: the paper itself, with the sections as they are written."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from reports.document import Document
from reports.kinds.fields import GROUPS, NAMES, Field, Group, Rows, values_of
from reports.kinds.told import Told
from reports.subject import Subject
from reports.templating import Names, Value
from workbooks.cells import printable

_LINE = (Field("dong", _("Chữ của dòng"), lambda line: line),)

_OF_THE_PAPER: Sequence[Field[Document]] = (
    Field("cap_tren", _("Cấp trên trực tiếp, viết hoa"), lambda paper: paper.above),
    Field("co_quan_bao_cao", _("Tên đơn vị, viết hoa"), lambda paper: paper.body),
    Field("dia_danh_ngay", _("Địa danh, ngày tháng năm"), lambda paper: paper.place_and_day),
    Field("tieu_de", _("Trích yếu của báo cáo"), lambda paper: paper.title),
    Field("tinh_den", _("Tính đến ngày nào"), lambda paper: paper.up_to),
    Field("thay_mat", _("Ký thay mặt ai"), lambda paper: paper.signature[0]),
)
PAPER = Group(
    _("Văn bản"),
    (
        *_OF_THE_PAPER,
        Rows(
            "cac_muc",
            _("Các mục của báo cáo, theo lời văn của đơn vị"),
            lambda paper: paper.sections,
            (
                Field("tieu_de", _("Đầu đề"), lambda section: section.title),
                Field("cac_doan", _("Danh sách các đoạn, mỗi đoạn có d.doan"), lambda section: _paragraphs(section)),
            ),
        ),
        Rows("noi_nhan", _("Nơi nhận, mỗi nơi một dòng"), lambda paper: paper.recipients[1:], _LINE),
        Rows("ghi_chu", _("Ghi chú dưới biểu"), lambda paper: paper.table.notes if paper.table else (), _LINE),
    ),
)
PAPER_GROUPS = (PAPER, *GROUPS)
PAPER_NAMES: Names = {
    **NAMES,
    **{
        field.name: {column.name: None for column in field.columns} if isinstance(field, Rows) else None
        for field in PAPER.fields
    },
    "cac_muc": {"tieu_de": None, "cac_doan": {"doan": None}},
}


def _paragraphs(section: Any) -> Any:
    return [{"doan": paragraph} for paragraph in section.paragraphs]


def paper_values(subject: Subject, paper: Document) -> dict[str, Value]:
    """Plain values, with nothing in them that XML cannot hold."""
    values: dict[str, Value] = {field.name: field.value(paper) for field in PAPER.fields}
    return {name: _plain(value) for name, value in {**values, **values_of(Told(subject))}.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, list):
        return [{name: _plain(inner) for name, inner in row.items()} for row in value]
    return value
