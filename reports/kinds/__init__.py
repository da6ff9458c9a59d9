"""The reports there are, each by the name its address and `export_report` have (design §6)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from django.utils.translation import gettext_lazy as _

from reports.declared import Label, Report
from reports.document import Document
from reports.kinds.attention import attention_of_units
from reports.kinds.brief import brief
from reports.kinds.new_members import new_members
from reports.kinds.pipeline import pipeline
from reports.kinds.progress import progress_of_units
from reports.kinds.reporting import reporting
from reports.kinds.structure import structure
from reports.kinds.targets import targets_given
from reports.kinds.tree import progress_by_level
from reports.kinds.years import years
from reports.subject import Subject
from units.scope import Action

Built = TypeVar("Built", Report, Document)


@dataclass(frozen=True, slots=True)
class Kind(Generic[Built]):
    """`action`: what one must be allowed at the unit to read it; `about`: one sentence for the list of reports; `file`: how its
    file's name begins."""

    name: str
    label: Label
    about: Label
    action: Action
    draw: Callable[[Subject], Built]
    file: str

    def build(self, subject: Subject) -> Built:
        """May raise `UnitNotOnTree`. A report of tables is given the head and signature of the office, and its day; one of words
        has them in its text."""
        built = self.draw(subject)
        if isinstance(built, Report):
            return replace(built, made_on=subject.asked.today, paper=subject.paper)
        return built

    def file_name(self, subject: Subject) -> str:
        return f"{self.file}-{subject.unit.code}-{subject.asked.year}-{subject.asked.as_of:%Y-%m-%d}"


KINDS: dict[str, Kind[Report]] = {
    kind.name: kind
    for kind in (
        Kind(
            "progress",
            _("Tiến độ"),
            _("Kết quả, chỉ tiêu, xếp hạng, dự báo của từng đơn vị trực thuộc."),
            Action.READ,
            progress_of_units,
            "tien-do",
        ),
        Kind(
            "tree",
            _("Theo từng cấp"),
            _("Kết quả và chỉ tiêu của mọi đơn vị bên dưới, lùi vào theo cấp; tệp Excel gập mở được từng cấp."),
            Action.READ,
            progress_by_level,
            "theo-tung-cap",
        ),
        Kind(
            "new-members",
            _("Đảng viên mới"),
            _(
                "Biểu gửi lên cấp trên: chỉ tiêu, kết nạp trong kỳ và luỹ kế, trong đó, hồ sơ, nguồn, chi bộ chưa kết nạp."
            ),
            Action.READ,
            new_members,
            "dang-vien-moi",
        ),
        Kind(
            "structure",
            _("Biểu 2: cơ cấu"),
            _("Biểu số 2-BTCTW: đảng viên mới theo nghề nghiệp, tuổi, trình độ; tổ chức cơ sở đảng có kết nạp."),
            Action.READ,
            structure,
            "bieu-2",
        ),
        Kind(
            "pipeline",
            _("Nguồn kết nạp"),
            _("Bao nhiêu người đang ở bước nào, bao nhiêu tính vào dự báo."),
            Action.READ,
            pipeline,
            "nguon",
        ),
        Kind(
            "attention",
            _("Cần chú ý"),
            _("Đơn vị dự báo thiếu, lâu không có kết nạp mới, có hồ sơ quá ngày, chưa được giao chỉ tiêu."),
            Action.READ,
            attention_of_units,
            "can-chu-y",
        ),
        Kind(
            "targets",
            _("Giao chỉ tiêu"),
            _("Mỗi đơn vị được giao bao nhiêu, đã giao xuống bao nhiêu, đến cấp nào."),
            Action.READ,
            targets_given,
            "giao-chi-tieu",
        ),
        Kind(
            "years",
            _("Nhiều năm"),
            _("Chỉ tiêu và kết quả từng năm, của đơn vị và của các đơn vị trực thuộc."),
            Action.READ,
            years,
            "nhieu-nam",
        ),
        Kind(
            "reporting",
            _("Chốt số liệu"),
            _("Đơn vị nào đã chốt số liệu tháng vừa qua, đơn vị nào chưa, có thể hỏi ai; số nào đổi sau khi chốt."),
            Action.READ,
            reporting,
            "chot-so-lieu",
        ),
    )
}
"""Those of tables: a page and a workbook."""

DOCUMENTS: dict[str, Kind[Document]] = {
    kind.name: kind
    for kind in (
        Kind(
            "brief",
            _("Báo cáo họp"),
            _("Bản báo cáo để đọc và phát tại cuộc họp, kèm biểu kết quả; in hoặc tải Word."),
            Action.READ,
            brief,
            "bao-cao",
        ),
    )
}
"""Those of words: a page and a Word file."""

Readable = Kind[Report] | Kind[Document]
