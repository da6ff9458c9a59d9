"""The fields of a meeting report: what an office may put into its own words, each declared once. The list beside the editor, the
checks of a template and its values are all read from here; the built-in words are a template of the same fields.

Names are Vietnamese without accents, since those who write them are; a value is a number, a date, a text, or a list of rows of them.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.utils.translation import gettext_lazy as _

from reports.declared import Label
from reports.kinds import sentences
from reports.kinds.phrases import reported, whole
from reports.kinds.told import Told
from reports.profile import papers_of
from reports.templating import Names, Scalar, Value, written
from targets.figures import Progress, percentage
from targets.standing import judgement
from units.lists import Kind
from units.models import Document, Unit

Of = TypeVar("Of")


@dataclass(frozen=True, slots=True)
class Field(Generic[Of]):
    name: str
    meaning: Label
    value: Callable[[Of], Scalar]


@dataclass(frozen=True, slots=True)
class Rows(Generic[Of]):
    """A list: `columns` of each of what `rows` gives."""

    name: str
    meaning: Label
    rows: Callable[[Any], Iterable[Of]]
    columns: Sequence[Field[Of]]

    def value(self, told: Any) -> list[dict[str, Any]]:
        return [{column.name: column.value(one) for column in self.columns} for one in self.rows(told)]


AnyField = Field[Any] | Rows[Any]


@dataclass(frozen=True, slots=True)
class Group:
    title: Label
    fields: Sequence[AnyField]


def _kinds(*kinds: Kind) -> Callable[[Told], int]:
    labels = {str(kind.label) for kind in kinds}
    return lambda told: sum(n for label, n in told.structure.kinds if label in labels)


def _known(name: str) -> Callable[[Told], Scalar]:
    return lambda told: told.me.counts.this.known(name)


def _share_of(name: str) -> Callable[[Told], Scalar]:
    return lambda told: told.me.counts.this.percentage_of(name)


def _said(*paragraphs: Callable[[Told], Iterator[str]]) -> Callable[[Told], str]:
    return lambda told: " ".join(sentence for say in paragraphs for sentence in say(told))


def _directly_below(told: Told) -> int:
    kinds = [unit.kind for unit in told.below]
    return kinds.count(Kind.UPPER_COMMITTEE) + kinds.count(Kind.GRASSROOTS_COMMITTEE)


_UNIT: Sequence[Field[Progress]] = (
    Field("ten", _("Tên ghi trong báo cáo"), lambda one: reported(one.unit)),
    Field("ten_day_du", _("Tên đầy đủ"), lambda one: one.unit.name),
    Field("chi_tieu", _("Chỉ tiêu năm"), lambda one: one.target),
    Field("da_ket_nap", _("Đã kết nạp"), lambda one: one.admitted),
    Field("ty_le", _("Tỷ lệ đạt chỉ tiêu"), lambda one: one.percentage),
    Field("con_lai", _("Còn phải kết nạp"), lambda one: one.remaining),
    Field("ho_so", _("Hồ sơ đang thẩm tra, tính vào dự báo"), lambda one: one.pipeline),
    Field("con_thieu", _("Dự báo thiếu"), lambda one: one.short_by),
    Field("can_moi_thang", _("Cần kết nạp bình quân mỗi tháng"), lambda one: one.needed_per_month),
    Field("qua_han", _("Hồ sơ đã quá ngày dự kiến kết nạp"), lambda one: one.counts.overdue),
    Field("ty_le_cung_ky", _("Tỷ lệ đạt chỉ tiêu cùng kỳ năm trước"), lambda one: one.last_percentage),
    Field("danh_gia", _("Đánh giá"), judgement),
)
_NAME: Sequence[Field[Unit]] = (
    Field("ten", _("Tên ghi trong báo cáo"), reported),
    Field("ten_day_du", _("Tên đầy đủ"), lambda unit: unit.name),
)
_PAPER: Sequence[Field[Document]] = (
    Field("so", _("Số văn bản"), lambda paper: paper.number),
    Field("ngay", _("Ngày văn bản"), lambda paper: paper.issued_on),
    Field("co_quan", _("Cơ quan ban hành"), lambda paper: paper.issuer.name),
    Field("trich_yeu", _("Trích yếu"), lambda paper: paper.title),
)

GROUPS: Sequence[Group] = (
    Group(
        _("Đơn vị và kỳ báo cáo"),
        (
            Field("don_vi", _("Tên đơn vị"), lambda told: told.answer.unit.name),
            Field("ten_bao_cao", _("Tên đơn vị ghi trong báo cáo"), lambda told: reported(told.answer.unit)),
            Field("toan_don_vi", _("Đơn vị cùng mọi tổ chức bên dưới"), lambda told: whole(told.answer.unit)),
            Field("loai", _("Các đơn vị trực thuộc gọi chung là gì"), lambda told: told.sort),
            Field("nam", _("Năm"), lambda told: str(told.answer.year)),
            Field("nam_truoc", _("Năm trước"), lambda told: str(told.answer.year - 1)),
            Field("ngay", _("Tính đến ngày"), lambda told: told.subject.asked.end),
            Field("ngay_lap", _("Ngày lập báo cáo"), lambda told: told.subject.asked.today),
            Field("thoi_han", _("Thời hạn thực hiện chỉ tiêu"), lambda told: told.promised.due_on),
            Field("het_nam", _("Năm đã kết thúc chưa"), lambda told: told.me.year_is_over),
        ),
    ),
    Group(
        _("Tổ chức"),
        (
            Field("so_dang_bo_truc_thuoc", _("Số đảng bộ trực thuộc"), _directly_below),
            Field("so_don_vi_truc_thuoc", _("Số đơn vị trực thuộc"), lambda told: len(told.below)),
            Field("so_to_chuc_co_so", _("Số tổ chức cơ sở đảng"), lambda told: told.structure.grassroots),
            Field("so_dang_bo_co_so", _("Số đảng bộ cơ sở"), _kinds(Kind.GRASSROOTS_COMMITTEE)),
            Field("so_chi_bo_co_so", _("Số chi bộ cơ sở"), _kinds(Kind.GRASSROOTS_CELL)),
            Field("so_chi_bo", _("Số chi bộ trực thuộc đảng bộ cơ sở"), _kinds(Kind.CELL)),
            Field("so_dang_vien", _("Số đảng viên"), lambda told: told.me.members),
        ),
    ),
    Group(
        _("Kết quả"),
        (
            Field("chi_tieu", _("Chỉ tiêu năm"), lambda told: told.me.target),
            Field("da_ket_nap", _("Đã kết nạp"), lambda told: told.me.admitted),
            Field("ty_le", _("Tỷ lệ đạt chỉ tiêu"), lambda told: told.me.percentage),
            Field("con_lai", _("Còn phải kết nạp"), lambda told: told.me.remaining),
            Field("cung_ky", _("Kết nạp cùng kỳ năm trước"), lambda told: told.me.last_year),
            Field("chi_tieu_nam_truoc", _("Chỉ tiêu năm trước"), lambda told: told.me.last_year_target),
            Field("ty_le_cung_ky", _("Tỷ lệ đạt chỉ tiêu cùng kỳ năm trước"), lambda told: told.me.last_percentage),
            Field("tang_giam", _("Tăng, giảm so với cùng kỳ (người)"), lambda told: told.me.change),
            Field("tang_giam_chi_tieu", _("Chỉ tiêu tăng, giảm so với năm trước"), lambda told: told.me.target_change),
            Field("muc_can_dat", _("Mức cần đạt nếu chia đều cả năm (người)"), lambda told: told.me.expected),
            Field(
                "ty_le_can_dat", _("Mức cần đạt nếu chia đều cả năm"), lambda told: percentage(told.me.share_of_year)
            ),
            Field("nhanh_cham", _("Nhanh (+), chậm (−) so với chia đều (người)"), lambda told: told.me.ahead),
            Field("nu", _("Nữ"), _known("women")),
            Field("ty_le_nu", _("Tỷ lệ nữ"), _share_of("women")),
            Field("dan_toc", _("Người dân tộc thiểu số"), _known("minority")),
            Field("ty_le_dan_toc", _("Tỷ lệ người dân tộc thiểu số"), _share_of("minority")),
            Field("doan_vien", _("Đoàn viên"), _known("youth_union")),
            Field("ty_le_doan_vien", _("Tỷ lệ đoàn viên"), _share_of("youth_union")),
            Field("tre", _("Người từ 18 đến 30 tuổi"), _known("aged_18_30")),
            Field("ty_le_tre", _("Tỷ lệ người từ 18 đến 30 tuổi"), _share_of("aged_18_30")),
        ),
    ),
    Group(
        _("Dự báo"),
        (
            Field("ho_so", _("Hồ sơ đang thẩm tra, tính vào dự báo"), lambda told: told.promised.pipeline),
            Field("du_bao", _("Đã kết nạp cộng hồ sơ"), lambda told: told.promised.forecast),
            Field("con_thieu", _("Dự báo thiếu"), lambda told: told.promised.short_by),
            Field("can_moi_thang", _("Cần kết nạp bình quân mỗi tháng"), lambda told: told.promised.needed_per_month),
            Field("binh_quan_thang", _("Đã kết nạp bình quân mỗi tháng"), lambda told: told.me.mean_per_month),
            Field("qua_han", _("Hồ sơ đã quá ngày dự kiến kết nạp"), lambda told: told.me.counts.overdue),
        ),
    ),
    Group(
        _("Danh sách"),
        (
            Rows("truc_thuoc", _("Mọi đơn vị trực thuộc, tỷ lệ cao trước"), lambda told: told.answer.children, _UNIT),
            Rows("dan_dau", _("Tối đa 5 đơn vị dẫn đầu"), lambda told: told.well[: sentences.LEADERS], _UNIT),
            Rows("vuot", _("Đơn vị vượt chỉ tiêu"), lambda told: told.over, _UNIT),
            Rows("cham", _("Đơn vị dưới mức cần đạt"), lambda told: told.behind, _UNIT),
            Rows("thieu", _("Đơn vị có dự báo thiếu, thiếu nhiều trước"), lambda told: told.short, _UNIT),
            Rows("co_ho_so_qua_han", _("Đơn vị có hồ sơ quá ngày dự kiến"), lambda told: told.late, _UNIT),
            Rows("chua_giao", _("Đơn vị chưa được giao chỉ tiêu"), lambda told: told.not_assigned, _NAME),
            Rows(
                "van_ban",
                _("Văn bản chỉ đạo trong năm"),
                lambda told: papers_of(told.answer.unit, told.subject.asked),
                _PAPER,
            ),
        ),
    ),
    Group(
        _("Câu viết sẵn (để trống khi không có gì để nói)"),
        (
            Field("cau_ket_qua", _("Cơ cấu, kết quả, đơn vị dẫn đầu"), _said(sentences.meeting)),
            Field("cau_so_sanh", _("So với cùng kỳ và tiến độ chia đều"), _said(sentences.compared)),
            Field("cau_co_cau", _("Cơ cấu đảng viên mới"), _said(sentences.break_downs)),
            Field("cau_vuot", _("Đơn vị vượt chỉ tiêu"), _said(sentences.over_target)),
            Field("cau_don_vi", _("Đơn vị bảo đảm tiến độ, chậm, chưa giao"), _said(sentences.standings)),
            Field("cau_du_bao", _("Hồ sơ, dự báo, cần kết nạp mỗi tháng"), _said(sentences.forecast)),
            Field("cau_viec", _("Đơn vị dự báo thiếu, hồ sơ quá hạn"), _said(sentences.to_do)),
        ),
    ),
)

FIELDS: Sequence[AnyField] = tuple(field for group in GROUPS for field in group.fields)
NAMES: Names = {
    field.name: {column.name: None for column in field.columns} if isinstance(field, Rows) else None for field in FIELDS
}


def values_of(told: Told) -> dict[str, Value]:
    return {field.name: field.value(told) for field in FIELDS}


def shown(value: Value) -> str:
    """As it stands in the list of fields; of a list how long it is."""
    return str(len(value)) if isinstance(value, list) else str(written(value))
