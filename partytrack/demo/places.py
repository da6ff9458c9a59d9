"""Real names of Đắk Lắk as they stood in 2023, from which the grassroots organisations (TCCSĐ) are named.

Communes, wards and townships are complete (184). Schools,
offices and firms are real kinds and mostly real names; which of
them had a party committee or a cell of its own, and under whom, is constructed.
"""

from units.lists import Sector

Named = tuple[str, Sector]

TOWNSHIPS = {
    "EHL": ("Ea Drăng",), "ESU": ("Ea Súp",), "KNA": ("Krông Năng",), "KBU": ("Pơng Drang",), "CMG": ("Quảng Phú",
    "Ea Pốk"),
    "EKA": ("Ea Kar", "Ea Knốp"), "MDR": ("M'Đrắk",), "KPA": ("Phước An",), "KAN": ("Buôn Trấp",),
    "KBO": ("Krông Kmar",),
    "LAK": ("Liên Sơn",),
}  # fmt: skip

WARDS = {
    "BMT": (
        "Ea Tam", "Khánh Xuân", "Tân An", "Tân Hòa", "Tân Lập", "Tân Lợi", "Tân Thành", "Tân Tiến", "Thành Công",
        "Thành Nhất",
        "Thắng Lợi", "Thống Nhất", "Tự An",
    ),
    "BHO": ("An Bình", "An Lạc", "Bình Tân", "Đạt Hiếu", "Đoàn Kết", "Thiện An", "Thống Nhất"),
}  # fmt: skip

COMMUNES = {
    "BMT": ("Cư Êbur", "Ea Kao", "Ea Tu", "Hòa Khánh", "Hòa Phú", "Hòa Thắng", "Hòa Thuận", "Hòa Xuân"),
    "BHO": ("Bình Thuận", "Cư Bao", "Ea Blang", "Ea Drông", "Ea Siên"),
    "EHL": (
        "Cư A Mung", "Cư Mốt", "Dliê Yang", "Ea H'leo", "Ea Hiao", "Ea Khal", "Ea Nam", "Ea Ral", "Ea Sol", "Ea Tir",
        "Ea Wy",
    ),
    "ESU": ("Cư Kbang", "Cư M'lan", "Ea Bung", "Ea Lê", "Ea Rốk", "Ia Jlơi", "Ia Lốp", "Ia Rvê", "Ya Tờ Mốt"),
    "KNA": (
        "Cư Klông", "Dliê Ya", "Ea Dăh", "Ea Hồ", "Ea Púk", "Ea Tam", "Ea Tân", "Ea Tóh", "Phú Lộc", "Phú Xuân",
        "Tam Giang",
    ),
    "KBU": ("Chư Kbô", "Cư Né", "Cư Pơng", "Ea Ngai", "Ea Sin", "Tân Lập"),
    "BDO": ("Cuôr Knia", "Ea Bar", "Ea Huar", "Ea Nuôl", "Ea Wer", "Krông Na", "Tân Hòa"),
    "CMG": (
        "Cư Dliê M'nông", "Cư M'gar", "Cư Suê", "Cuôr Đăng", "Ea D'Rơng", "Ea H'đinh", "Ea Kiết", "Ea Kpam", "Ea Kuêh",
        "Ea M'Dróh", "Ea M'nang", "Ea Tar", "Ea Tul", "Quảng Hiệp", "Quảng Tiến",
    ),
    "EKA": (
        "Cư Bông", "Cư Elang", "Cư Huê", "Cư Ni", "Cư Prông", "Cư Yang", "Ea Đar", "Ea Kmút", "Ea Ô", "Ea Păl",
        "Ea Sar", "Ea Sô",
        "Ea Tíh", "Xuân Phú",
    ),
    "MDR": (
        "Cư Króa", "Cư M'ta", "Cư Prao", "Cư San", "Ea H'Mlay", "Ea Lai", "Ea M'Doal", "Ea Pil", "Ea Riêng", "Ea Trang",
        "Krông Á", "Krông Jing",
    ),
    "KPA": (
        "Ea Hiu", "Ea Kênh", "Ea Kly", "Ea Knuếc", "Ea Kuăng", "Ea Phê", "Ea Uy", "Ea Yiêng", "Ea Yông", "Hòa An",
        "Hòa Đông",
        "Hòa Tiến", "Krông Búk", "Tân Tiến", "Vụ Bổn",
    ),
    "KAN": ("Băng A Drênh", "Bình Hòa", "Dray Sáp", "Dur Kmăl", "Ea Bông", "Ea Na", "Quảng Điền"),
    "KBO": (
        "Cư Drăm", "Cư Kty", "Cư Pui", "Dang Kang", "Ea Trul", "Hòa Lễ", "Hòa Phong", "Hòa Sơn", "Hòa Tân", "Hòa Thành",
        "Khuê Ngọc Điền", "Yang Mao", "Yang Reh",
    ),
    "LAK": (
        "Bông Krang", "Buôn Tría", "Buôn Triết", "Đắk Liêng", "Đắk Nuê", "Đắk Phơi", "Ea R'bin", "Krông Nô", "Nam Ka",
        "Yang Tao",
    ),
    "CKU": ("Cư Ê Wi", "Dray Bhăng", "Ea Bhốk", "Ea Hu", "Ea Ktur", "Ea Ning", "Ea Tiêu", "Hòa Hiệp"),
}  # fmt: skip

HIGH_SCHOOLS = {
    "BMT": (
        "Buôn Ma Thuột", "Chu Văn An", "Hồng Đức", "Lê Quý Đôn", "Cao Bá Quát", "Trần Phú", "Lê Duẩn",
        "Chuyên Nguyễn Du", "Đông Du",
        "Phú Xuân",
    ),
    "BHO": ("Buôn Hồ", "Hai Bà Trưng", "Huỳnh Thúc Kháng"),
    "EHL": ("Ea H'leo", "Phan Chu Trinh", "Trường Chinh", "Võ Văn Kiệt"),
    "ESU": ("Ea Súp", "Ea Rốk"),
    "KNA": ("Phan Bội Châu", "Nguyễn Huệ", "Lý Tự Trọng", "Tôn Đức Thắng"),
    "KBU": ("Phan Đăng Lưu", "Nguyễn Văn Cừ"),
    "BDO": ("Buôn Đôn", "Trần Đại Nghĩa"),
    "CMG": ("Cư M'gar", "Nguyễn Trãi", "Lê Hữu Trác", "Trần Quang Khải"),
    "EKA": ("Ngô Gia Tự", "Trần Quốc Toản", "Trần Nhân Tông", "Võ Nguyên Giáp"),
    "MDR": ("Nguyễn Tất Thành", "Nguyễn Trường Tộ"),
    "KPA": ("Krông Pắc", "Lê Hồng Phong", "Nguyễn Công Trứ", "Phan Đình Phùng", "Quang Trung", "Nguyễn Thị Minh Khai"),
    "KAN": ("Krông Ana", "Hùng Vương", "Phạm Văn Đồng"),
    "KBO": ("Krông Bông", "Trần Hưng Đạo"),
    "LAK": ("Lắk",),
    "CKU": ("Việt Đức", "Y Jút"),
}  # fmt: skip

STATE_FIRMS = {
    "BMT": (
        "Công ty Cổ phần Đô thị và Môi trường Đắk Lắk", "Công ty TNHH MTV Cà phê Ea Tam",
        "Công ty TNHH MTV Cà phê Hòa Nam",
        "Công ty Cổ phần Cấp nước Buôn Ma Thuột", "Điện lực Nam Buôn Ma Thuột", "Điện lực Bắc Buôn Ma Thuột",
        "Công ty Cổ phần Vận tải Ô tô Đắk Lắk", "Công ty Cổ phần Vật tư Nông nghiệp Buôn Ma Thuột",
        "Công ty Cổ phần Bê tông và Xây dựng Buôn Ma Thuột", "Cảng hàng không Buôn Ma Thuột",
    ),
    "BHO": ("Công ty TNHH MTV Cà phê Buôn Hồ", "Công ty Cổ phần Cà phê Thuận An"),
    "EHL": (
        "Công ty TNHH MTV Cao su Ea H'leo", "Công ty TNHH MTV Lâm nghiệp Ea H'leo",
        "Công ty TNHH MTV Lâm nghiệp Chư Phả",
        "Công ty TNHH MTV Lâm nghiệp Thuần Mẫn",
    ),
    "ESU": ("Công ty TNHH MTV Lâm nghiệp Chư Ma Lanh", "Công ty TNHH MTV Lâm nghiệp Ya Lốp"),
    "KNA": ("Công ty TNHH MTV Cao su Krông Búk", "Công ty TNHH MTV Cà phê 49", "Công ty TNHH MTV Lâm nghiệp Phú Xuân"),
    "KBU": ("Nông trường Cao su Cư Kpô", "Công ty TNHH MTV Cà phê Chư Quynh"),
    "BDO": ("Vườn Quốc gia Yok Đôn", "Công ty TNHH MTV Lâm nghiệp Buôn Wing"),
    "CMG": (
        "Công ty TNHH MTV Cà phê Ea Pốk", "Công ty Cổ phần Cà phê Drao", "Nông trường Cao su Cư M'gar",
        "Nông trường Cao su Phú Xuân",
        "Nông trường Cao su 30/4", "Công ty TNHH MTV Cà phê 15", "Công ty TNHH MTV Lâm nghiệp Buôn Ja Wầm",
    ),
    "EKA": (
        "Công ty TNHH MTV Cà phê 52", "Công ty Cổ phần Cà phê 716", "Công ty Cổ phần Cà phê 720",
        "Công ty Cổ phần Cà phê 721",
        "Công ty Cổ phần Mía đường 333", "Công ty TNHH MTV Lâm nghiệp Ea Kar", "Khu Bảo tồn thiên nhiên Ea Sô",
    ),
    "MDR": ("Công ty TNHH MTV Lâm nghiệp M'Đrắk", "Công ty Cổ phần Cà phê 715A"),
    "KPA": (
        "Công ty TNHH MTV Cà phê Phước An", "Công ty TNHH MTV Cà phê Tháng 10", "Công ty Cổ phần Cà phê Thắng Lợi",
        "Công ty TNHH MTV Cà phê 719", "Công ty TNHH MTV Lâm nghiệp Phước An", "Nông trường Cao su 19/8",
    ),
    "KAN": ("Công ty Cổ phần Cà phê Dray H'Linh", "Công ty TNHH MTV Cà phê Krông Ana", "Thủy điện Buôn Kuốp"),
    "KBO": ("Công ty TNHH MTV Lâm nghiệp Krông Bông",),
    "LAK": ("Công ty TNHH MTV Lâm nghiệp Lắk", "Ban Quản lý rừng Nam Ka", "Ban Quản lý rừng lịch sử - văn hóa Hồ Lắk"),
    "CKU": (
        "Công ty TNHH MTV Cà phê Ea Sim", "Công ty TNHH MTV Cà phê Ea Tiêu", "Công ty TNHH MTV Cà phê Ea Ktur",
        "Công ty TNHH MTV Cà phê Chư Quynh", "Công ty TNHH MTV Cà phê Việt Đức",
    ),
}  # fmt: skip

# {level}: huyện, thị xã, thành phố; {Office}: Huyện ủy, Thị ủy, Thành ủy; {place}: the district's name.
DISTRICT_COMMITTEES: tuple[Named, ...] = (
    ("Công an {level} {place}", Sector.POLICE),
    ("Quân sự {level} {place}", Sector.ARMY),
    ("Trung tâm Y tế {level} {place}", Sector.HEALTH),
    ("Cơ quan chính quyền {level} {place}", Sector.OFFICE),
)
DISTRICT_COMMITTEES_LATER: tuple[Named, ...] = (
    ("Phòng Giáo dục và Đào tạo {level} {place}", Sector.OFFICE),
    ("Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên {place}", Sector.SCHOOL),
    ("Chi cục Thuế khu vực {place}", Sector.OFFICE),
    ("Tòa án nhân dân {level} {place}", Sector.OFFICE),
)
DISTRICT_CELLS: tuple[Named, ...] = (
    ("Văn phòng {Office}", Sector.OFFICE),
    ("Ban Tổ chức {Office}", Sector.OFFICE),
    ("Cơ quan Ủy ban Kiểm tra {Office}", Sector.OFFICE),
    ("Ban Tuyên giáo {Office}", Sector.OFFICE),
    ("Ban Dân vận {Office}", Sector.OFFICE),
    ("Cơ quan Ủy ban Mặt trận Tổ quốc {level} {place}", Sector.OFFICE),
    ("Viện Kiểm sát nhân dân {level} {place}", Sector.OFFICE),
    ("Chi cục Thi hành án dân sự {level} {place}", Sector.OFFICE),
    ("Kho bạc Nhà nước {place}", Sector.OFFICE),
    ("Bảo hiểm xã hội {level} {place}", Sector.OFFICE),
    ("Chi cục Thống kê {level} {place}", Sector.OFFICE),
    ("Hạt Kiểm lâm {level} {place}", Sector.OFFICE),
    ("Ngân hàng Nông nghiệp và Phát triển nông thôn {place}", Sector.STATE_FIRM),
    ("Phòng giao dịch Ngân hàng Chính sách xã hội {place}", Sector.PUBLIC_SERVICE),
    ("Trung tâm Chính trị {level} {place}", Sector.PUBLIC_SERVICE),
    ("Trung tâm Truyền thông - Văn hóa - Thể thao {place}", Sector.PUBLIC_SERVICE),
    ("Trạm Khuyến nông {place}", Sector.PUBLIC_SERVICE),
    ("Ban Quản lý dự án và Phát triển quỹ đất {place}", Sector.PUBLIC_SERVICE),
    ("Trường Phổ thông Dân tộc nội trú THCS {place}", Sector.SCHOOL),
)
DISTRICT_CELLS_LATER: tuple[Named, ...] = (
    ("Điện lực {place}", Sector.STATE_FIRM),
    ("Bưu điện {place}", Sector.STATE_FIRM),
    ("Trung tâm Viễn thông {place}", Sector.STATE_FIRM),
    ("Hợp tác xã Nông nghiệp và Dịch vụ {place}", Sector.PRIVATE_FIRM),
    ("Quỹ Tín dụng nhân dân {place}", Sector.PRIVATE_FIRM),
    ("Công ty TNHH Thương mại và Dịch vụ {place}", Sector.PRIVATE_FIRM),
    ("{Young} đoàn {place}", Sector.OFFICE),
    ("Hội Liên hiệp Phụ nữ {level} {place}", Sector.OFFICE),
    ("Hội Nông dân {level} {place}", Sector.OFFICE),
    ("Hội Cựu chiến binh {level} {place}", Sector.OFFICE),
    ("Liên đoàn Lao động {level} {place}", Sector.OFFICE),
    ("Chi nhánh Thủy nông {place}", Sector.STATE_FIRM),
    ("Đội Quản lý thị trường {place}", Sector.OFFICE),
    ("Trung tâm Dịch vụ nông nghiệp {place}", Sector.PUBLIC_SERVICE),
    ("Thanh tra {level} {place}", Sector.OFFICE),
    ("Hội Chữ thập đỏ {level} {place}", Sector.OFFICE),
    ("Trường Trung cấp nghề {place}", Sector.SCHOOL),
    ("Chi nhánh Văn phòng Đăng ký đất đai {place}", Sector.PUBLIC_SERVICE),
)


def _all(sector: Sector, *names: str) -> tuple[Named, ...]:
    return tuple((name, sector) for name in names)


BLOC_COMMITTEES = (
    *_all(
        Sector.OFFICE, "Văn phòng Tỉnh ủy", "Văn phòng Ủy ban nhân dân tỉnh", "Sở Nông nghiệp và Phát triển nông thôn",
        "Sở Giao thông vận tải", "Sở Xây dựng", "Sở Tài nguyên và Môi trường", "Sở Lao động - Thương binh và Xã hội",
        "Sở Tài chính",
        "Sở Nội vụ", "Sở Kế hoạch và Đầu tư", "Sở Tư pháp", "Sở Công Thương", "Sở Văn hóa, Thể thao và Du lịch",
        "Cục Thuế tỉnh",
        "Kho bạc Nhà nước Đắk Lắk", "Bảo hiểm xã hội tỉnh", "Tòa án nhân dân tỉnh", "Viện Kiểm sát nhân dân tỉnh",
    ),
    *_all(Sector.HEALTH, "Sở Y tế", "Bệnh viện Đa khoa vùng Tây Nguyên"),
    *_all(
        Sector.SCHOOL, "Sở Giáo dục và Đào tạo", "Trường Cao đẳng Sư phạm Đắk Lắk", "Trường Cao đẳng Y tế Đắk Lắk",
        "Trường Cao đẳng Công nghệ Tây Nguyên",
    ),
    *_all(
        Sector.STATE_FIRM, "Công ty Điện lực Đắk Lắk", "Viễn thông Đắk Lắk", "Bưu điện tỉnh Đắk Lắk",
        "Công ty Cổ phần Cao su Đắk Lắk",
        "Ngân hàng Nông nghiệp và Phát triển nông thôn Đắk Lắk", "Ngân hàng Đầu tư và Phát triển Đắk Lắk",
        "Công ty TNHH MTV Xuất nhập khẩu 2-9 Đắk Lắk", "Công ty TNHH MTV Xổ số kiến thiết Đắk Lắk",
    ),
    *_all(Sector.PRIVATE_FIRM, "Công ty Cổ phần Đầu tư Xuất nhập khẩu Đắk Lắk"),
)  # fmt: skip

BLOC_CELLS = (
    *_all(
        Sector.OFFICE, "Ban Tổ chức Tỉnh ủy", "Cơ quan Ủy ban Kiểm tra Tỉnh ủy", "Ban Tuyên giáo Tỉnh ủy",
        "Ban Dân vận Tỉnh ủy",
        "Ban Nội chính Tỉnh ủy", "Cơ quan Đảng ủy Khối", "Cơ quan Ủy ban Mặt trận Tổ quốc tỉnh", "Tỉnh đoàn",
        "Hội Liên hiệp Phụ nữ tỉnh",
        "Hội Nông dân tỉnh", "Hội Cựu chiến binh tỉnh", "Liên đoàn Lao động tỉnh", "Ban Dân tộc tỉnh", "Thanh tra tỉnh",
        "Sở Thông tin và Truyền thông", "Sở Khoa học và Công nghệ", "Sở Ngoại vụ", "Cục Thống kê tỉnh",
        "Cục Hải quan Đắk Lắk",
        "Cục Thi hành án dân sự tỉnh", "Ngân hàng Nhà nước Chi nhánh Đắk Lắk", "Liên minh Hợp tác xã tỉnh",
        "Hội Văn học Nghệ thuật tỉnh",
        "Liên hiệp các Hội Khoa học và Kỹ thuật tỉnh",
    ),
    *_all(
        Sector.PUBLIC_SERVICE, "Báo Đắk Lắk", "Đài Phát thanh và Truyền hình tỉnh", "Ngân hàng Chính sách xã hội tỉnh",
        "Ban Quản lý các khu công nghiệp tỉnh",
    ),
    *_all(Sector.SCHOOL, "Trường Chính trị tỉnh", "Trường Phổ thông Dân tộc nội trú Nơ Trang Lơng"),
    *_all(
        Sector.STATE_FIRM, "Ngân hàng Công thương Đắk Lắk", "Ngân hàng Ngoại thương Đắk Lắk", "Bảo Việt Đắk Lắk",
        "Công ty Cổ phần Lương thực - Vật tư Đắk Lắk",
    ),
    *_all(
        Sector.PRIVATE_FIRM, "Ngân hàng Quân đội Đắk Lắk", "Ngân hàng Sài Gòn Thương tín Đắk Lắk",
        "Bệnh viện Đa khoa Thiện Hạnh",
        "Trường Đại học Buôn Ma Thuột", "Siêu thị Co.opmart Buôn Ma Thuột",
        "Công ty Cổ phần Năng lượng mặt trời Cư M'gar",
    ),
)  # fmt: skip

ARMY_COMMITTEES = _all(
    Sector.ARMY, "Phòng Tham mưu", "Phòng Chính trị", "Phòng Hậu cần", "Phòng Kỹ thuật", "Trung đoàn Bộ binh 584",
    "Tiểu đoàn Bộ binh 303", "Trường Quân sự tỉnh", "Bệnh xá Quân dân y", "Ban Chỉ huy Phòng thủ khu vực Buôn Ma Thuột",
)  # fmt: skip
ARMY_CELLS = _all(
    Sector.ARMY, "Văn phòng Bộ Chỉ huy", "Ban Tài chính", "Đại đội Thông tin 18", "Đại đội Công binh 17",
    "Đại đội Trinh sát 20",
    "Kho Vũ khí đạn",
)  # fmt: skip

POLICE_COMMITTEES = _all(
    Sector.POLICE, "Phòng Cảnh sát cơ động", "Phòng Cảnh sát giao thông", "Phòng Cảnh sát hình sự",
    "Phòng Cảnh sát phòng cháy, chữa cháy",
    "Trại tạm giam Công an tỉnh", "Phòng Tham mưu", "Phòng Hậu cần",
)  # fmt: skip
POLICE_CELLS = _all(
    Sector.POLICE, "Phòng Tổ chức cán bộ", "Phòng Công tác Đảng và công tác chính trị", "Thanh tra Công an tỉnh",
    "Phòng An ninh chính trị nội bộ", "Phòng An ninh kinh tế", "Phòng An ninh mạng",
    "Phòng Cảnh sát điều tra tội phạm về ma túy",
    "Phòng Cảnh sát kinh tế", "Phòng Kỹ thuật hình sự", "Phòng Quản lý xuất nhập cảnh",
)  # fmt: skip

BORDER_COMMITTEES = _all(
    Sector.ARMY, "Phòng Tham mưu", "Phòng Chính trị", "Phòng Hậu cần - Kỹ thuật", "Đồn Biên phòng Ea H'leo",
    "Đồn Biên phòng Sêrêpốk",
)  # fmt: skip
BORDER_CELLS = _all(
    Sector.ARMY, "Đồn Biên phòng Bo Heng", "Đồn Biên phòng Yok M'bre", "Đồn Biên phòng Đắk Ruê",
    "Đại đội Huấn luyện - Cơ động",
)  # fmt: skip

UNIVERSITY_COMMITTEES = _all(Sector.UNIVERSITY, "Khối các khoa, phòng Trường Đại học Tây Nguyên")
UNIVERSITY_CELLS = (
    ("Bệnh viện Trường Đại học Tây Nguyên", Sector.HEALTH),
    ("Trường THPT Thực hành Cao Nguyên", Sector.SCHOOL),
    ("Viện Công nghệ sinh học và Môi trường", Sector.PUBLIC_SERVICE),
)
