"""What the article of 13 October 2023 names below the twenty committees, with its figures; the split over
cells is constructed.

The committees' own figures are in daklak-2023.csv.
"""

from dataclasses import dataclass
from datetime import date

from units.lists import Sector

CPU, TAN = "CPU", "TAN"
NAMED = {("KBO", "Cư Pui"): CPU, ("BMT", "Tân An"): TAN}
"""Grassroots committees that have a code of their own."""

MEMBERS = {CPU: 175, TAN: 1388}
TARGET = {
    2019: {CPU: 6, TAN: 12}, 2020: {CPU: 6, TAN: 10}, 2021: {CPU: 7, TAN: 11}, 2022: {CPU: 7, TAN: 28}, 2023: {CPU: 9,
    TAN: 30},
}  # fmt: skip
"""2023 published; the years before constructed: Cư Pui over each year, Tân An's 30 nearly three times 2020 and 2021."""

ADMITTED = {
    2019: {CPU: 8, TAN: 12},
    2020: {CPU: 7, TAN: 10},
    2021: {CPU: 9, TAN: 11},
    2022: {CPU: 8, TAN: 28},
    2023: {CPU: 12, TAN: 22},
}
BY_10_OCTOBER_2022 = {CPU: 6, TAN: 19}

KRONG_BONG_OVER = 5
"""Committees of Krông Bông over their target. The article names Cư Pui alone; which the other four are, we made up."""

TAN_OWN_DUE = date(2023, 11, 15)
WITHOUT_SOURCE = "Cạn nguồn; tạo nguồn cho các năm sau"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell and its part of its committee's year 2023."""

    name: str
    sector: Sector
    target: int
    admitted: int
    weight: int = 10
    dossiers: int = 0


CU_PUI_CELLS = (
    Cell("buôn Khanh", Sector.VILLAGE, 1, 2),
    Cell("buôn Blắk", Sector.VILLAGE, 0, 0, 7),
    Cell("buôn Đắk Tuôr", Sector.VILLAGE, 1, 1),
    Cell("buôn Khóa", Sector.VILLAGE, 0, 0, 6),
    Cell("buôn Lắk", Sector.VILLAGE, 0, 0, 7),
    Cell("buôn Phung", Sector.VILLAGE, 0, 0, 6),
    Cell("thôn Cư Rang", Sector.VILLAGE, 0, 0, 5),
    Cell("thôn Cư Tê", Sector.VILLAGE, 1, 1, 6),
    Cell("thôn Điện Tân", Sector.VILLAGE, 1, 2),
    Cell("thôn Ea Bar", Sector.VILLAGE, 0, 0, 5),
    Cell("thôn Ea Lang", Sector.VILLAGE, 0, 0, 5),
    Cell("thôn Ea Rớt", Sector.VILLAGE, 0, 0, 5),
    Cell("thôn Ea Uôl", Sector.VILLAGE, 0, 0, 5),
    Cell("Cơ quan xã", Sector.OFFICE, 0, 0, 18),
    Cell("Quân sự", Sector.MILITIA, 1, 1, 6),
    Cell("Công an xã", Sector.LOCAL_POLICE, 1, 1, 7),
    Cell("Trạm Y tế", Sector.HEALTH, 1, 1, 6),
    Cell("Trường THCS Cư Pui", Sector.SCHOOL, 1, 2, 14),
    Cell("Trường Tiểu học Cư Pui 1", Sector.SCHOOL, 1, 1, 13),
    Cell("Trường Tiểu học Cư Pui 2", Sector.SCHOOL, 0, 0, 12),
    Cell("Trường Mẫu giáo Cư Pui", Sector.SCHOOL, 0, 0, 10),
)
CU_PUI_MINORITY = {
    "buôn Khanh": ("Êđê", "M'Nông"),
    "buôn Đắk Tuôr": ("Êđê",),
    "thôn Cư Tê": ("Hmông",),
    "Quân sự": ("Êđê",),
}
"""Five of the twelve, by people; the split over the cells is constructed."""

CU_PUI_VILLAGES_OF_MINORITIES = (
    *(f"{CPU}-{place:02}" for place, cell in enumerate(CU_PUI_CELLS, start=1) if cell.name.startswith("buôn ")),
    *(
        f"{CPU}-{place:02}"
        for place, cell in enumerate(CU_PUI_CELLS, start=1)
        if cell.name in ("thôn Cư Tê", "thôn Ea Uôl")
    ),
)

TAN_AN_CELLS = (
    Cell("Tổ dân phố 1", Sector.NEIGHBOURHOOD, 2, 2, 85),
    Cell("Tổ dân phố 2", Sector.NEIGHBOURHOOD, 2, 1, 92, 1),
    Cell("Tổ dân phố 3", Sector.NEIGHBOURHOOD, 1, 1, 88),
    Cell("Tổ dân phố 4", Sector.NEIGHBOURHOOD, 1, 0, 74, 1),
    Cell("Tổ dân phố 5", Sector.NEIGHBOURHOOD, 1, 1, 96),
    Cell("Tổ dân phố 6", Sector.NEIGHBOURHOOD, 1, 1, 79),
    Cell("Tổ dân phố 7", Sector.NEIGHBOURHOOD, 2, 1, 90),
    Cell("Tổ dân phố 8", Sector.NEIGHBOURHOOD, 1, 1, 66),
    Cell("Tổ dân phố 9", Sector.NEIGHBOURHOOD, 1, 0, 81, 1),
    Cell("Tổ dân phố 10", Sector.NEIGHBOURHOOD, 1, 0, 70, 1),
    Cell("Tổ dân phố 11", Sector.NEIGHBOURHOOD, 1, 1, 77),
    Cell("Tổ dân phố 12", Sector.NEIGHBOURHOOD, 1, 1, 83),
    Cell("Quân sự", Sector.MILITIA, 2, 2, 12),
    Cell("Công an phường", Sector.LOCAL_POLICE, 1, 1, 24),
    Cell("Cơ quan phường", Sector.OFFICE, 1, 0, 34, 1),
    Cell("Trạm Y tế", Sector.HEALTH, 1, 0, 9, 1),
    Cell("Trường Mầm non Tân An", Sector.SCHOOL, 1, 1, 18),
    Cell("Trường Mầm non tư thục Ban Mai", Sector.SCHOOL, 1, 1, 6),
    Cell("Trường Tiểu học Tân An 1", Sector.SCHOOL, 1, 1, 28),
    Cell("Trường Tiểu học Tân An 2", Sector.SCHOOL, 1, 1, 25),
    Cell("Trường THCS Tân An", Sector.SCHOOL, 2, 1, 33, 1),
    Cell("Trung tâm Ngoại ngữ - Tin học Tân An", Sector.PUBLIC_SERVICE, 1, 1, 5),
    Cell("Công ty TNHH Cà phê Tân An", Sector.PRIVATE_FIRM, 1, 1, 8),
    Cell("Công ty TNHH Thương mại Phú Thịnh", Sector.PRIVATE_FIRM, 1, 1, 7),
    Cell("Hợp tác xã Dịch vụ Tân An", Sector.PRIVATE_FIRM, 1, 1, 9),
)
CELLS = {CPU: CU_PUI_CELLS, TAN: TAN_AN_CELLS}

TAN_AN_BREAKDOWN = {"women": 11, "minority": 6, "young": 16, "youth_union": 15, "youth_union_unknown": 1}
"""Of its 22 people; the article gives no break-down, so this one is constructed."""

TAN_AN_LAST_30_DAYS = 2

TAN_AN_COMMITTEE = (
    ("Trần Văn Lộc", "Bí thư Đảng ủy"),
    ("Lê Thị Thu Hà", "Phó Bí thư Thường trực Đảng ủy"),
    ("Đỗ Minh Tuấn", "Phó Bí thư Đảng ủy, Chủ tịch UBND phường"),
    ("Phạm Quốc Bảo", "Ủy viên Ban Thường vụ"),
    ("H'Liên Niê", "Ủy viên Ban Thường vụ"),
    ("Nguyễn Kim Chi", "Ủy viên Ban Chấp hành"),
    ("Nguyễn Hữu Phước", "Ủy viên Ban Chấp hành"),
    ("Hoàng Thị Minh Nguyệt", "Ủy viên Ban Chấp hành"),
    ("Y Bhăm Êban", "Ủy viên Ban Chấp hành"),
    ("Võ Thanh Tùng", "Ủy viên Ban Chấp hành"),
    ("Bùi Đức Thắng", "Ủy viên Ban Chấp hành"),
    ("Phan Thị Bích Liên", "Ủy viên Ban Chấp hành"),
    ("Trương Công Định", "Ủy viên Ban Chấp hành"),
    ("Đặng Thị Ngọc Mai", "Ủy viên Ban Chấp hành"),
)
"""Fourteen members in charge of the 25 cells: the number is published, the names are generated."""

KRONG_BONG_MEETINGS = (33, 35)
"""Meetings of cells that working groups attended, of those planned."""

KRONG_BONG_CLASSES = ((date(2023, 3, 21), 66), (date(2023, 6, 13), 71), (date(2023, 8, 22), 67))
"""Three awareness classes with 204 learners in all; days and sizes of each are constructed."""
