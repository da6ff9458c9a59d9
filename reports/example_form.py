"""A form to begin with: the meeting report as it is built in, its figures as fields, and on a page of its own the list of them."""

from django.utils import translation
from docx.enum.text import WD_ALIGN_PARAGRAPH

from reports.document import Document
from reports.kinds.fields import AnyField, Rows
from reports.kinds.paper_fields import PAPER_GROUPS
from units.papers import BLANK
from workbooks.word import Column, Line, Paper, new_paper

_TABLE = (
    (Column("TT", 6, is_position=True), "{{ loop.index }}", ""),
    (Column("Đơn vị", 28), "{{ d.ten }}", "{{ toan_don_vi|hoa }}"),
    (Column("Chỉ tiêu năm", 9, is_figure=True), "{{ d.chi_tieu }}", "{{ chi_tieu }}"),
    (Column("Đã kết nạp", 9, is_figure=True), "{{ d.da_ket_nap }}", "{{ da_ket_nap }}"),
    (Column("Đạt (%)", 9, is_figure=True), "{{ d.ty_le }}", "{{ ty_le }}"),
    (Column("Còn lại", 9, is_figure=True), "{{ d.con_lai }}", "{{ con_lai }}"),
    (Column("Hồ sơ thẩm tra", 10, is_figure=True), "{{ d.ho_so }}", "{{ ho_so }}"),
    (Column("Đánh giá", 20), "{{ d.danh_gia }}", ""),
)


@translation.override("vi")
def example_form() -> bytes:
    paper = new_paper("Mẫu báo cáo họp", size=13)
    paper.add_sides(
        left=[
            Line("{%p if cap_tren %}"),
            Line("{{ cap_tren }}"),
            Line("{%p endif %}"),
            Line("{{ co_quan_bao_cao }}", bold=True),
            Line("*"),
            Line(f"Số: {BLANK}"),
        ],
        right=[Line(Document.party, bold=True, underline=True), Line("{{ dia_danh_ngay }}", italic=True)],
    )
    paper.add_titles(
        [Line("BÁO CÁO", bold=True), Line("{{ tieu_de }}", bold=True), Line("({{ tinh_den }})", italic=True)]
    )
    paper.add_line(Line("{%p for m in cac_muc %}"))
    paper.add_heading("{{ loop.index }}. {{ m.tieu_de }}")
    paper.add_line(Line("{%p for d in m.cac_doan %}"))
    paper.add_prose("{{ d.doan }}")
    paper.add_line(Line("{%p endfor %}"))
    paper.add_line(Line("{%p endfor %}"))
    paper.add_sides(
        left=[
            Line("Nơi nhận:", italic=True),
            Line("{%p for n in noi_nhan %}"),
            Line("{{ n.dong }}"),
            Line("{%p endfor %}"),
        ],
        right=[
            Line("{{ thay_mat }}", bold=True),
            Line("BÍ THƯ", bold=True),
            Line(""),
            Line(""),
            Line(BLANK, bold=True),
        ],
        left_side=WD_ALIGN_PARAGRAPH.LEFT,
    )
    _add_table(paper)
    _add_fields(paper)
    return paper.to_bytes()


def _add_table(paper: Paper) -> None:
    paper.add_titles([Line("BIỂU KẾT QUẢ KẾT NẠP ĐẢNG VIÊN", bold=True)], on_a_new_page=True)
    blank = [""] * (len(_TABLE) - 1)
    rows = [
        (False, ["{%tr for d in truc_thuoc %}", *blank]),
        (False, [row for _column, row, _total in _TABLE]),
        (False, ["{%tr endfor %}", *blank]),
        (True, [total for _column, _row, total in _TABLE]),
    ]
    paper.add_table([column for column, _row, _total in _TABLE], rows, size=10)
    for line in ("{%p for g in ghi_chu %}", "{{ g.dong }}", "{%p endfor %}"):
        paper.add_line(Line(line, italic=True))


def _add_fields(paper: Paper) -> None:
    paper.add_titles(
        [Line("CÁC TRƯỜNG DÙNG ĐƯỢC", bold=True), Line("(xoá trang này trước khi gửi mẫu)", italic=True)],
        on_a_new_page=True,
    )
    columns = [Column("Trường", 26), Column("Nghĩa", 40), Column("Giá trị", 34)]
    for group in PAPER_GROUPS:
        paper.add_line(Line(str(group.title), bold=True))
        rows = []
        for field in group.fields:
            rows.append((False, [field.name, str(field.meaning), _value(field)]))
            if isinstance(field, Rows):
                rows += [(False, [f"… {column.name}", str(column.meaning), ""]) for column in field.columns]
        paper.add_table(columns, rows, size=10)


def _value(field: AnyField) -> str:
    """As it is filled in; of a list how many rows it has."""
    return f"{{{{ {field.name}|dem }}}} dòng" if isinstance(field, Rows) else f"{{{{ {field.name} }}}}"
