"""The fixed lists of the room, in the official form's words (domain: Biểu số 2-BTCTW)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

KINH = "Kinh"
ETHNICITIES = (
    KINH, "Êđê", "M'Nông", "Gia Rai", "Tày", "Nùng", "Thái", "Mường", "Hmông", "Dao", "Xơ Đăng", "Ba Na", "Khmer", "Hoa", "Sán Chay",
    "Cơ Ho", "Sán Dìu", "Hrê", "Ra Glai", "Thổ", "Xtiêng", "Bru - Vân Kiều", "Khơ Mú", "Cơ Tu", "Giáy", "Gié - Triêng", "Tà Ôi", "Mạ",
    "Co", "Chơ Ro", "Xinh Mun", "Hà Nhì", "Chu Ru", "Lào", "Kháng", "La Chí", "Phù Lá", "La Hủ", "La Ha", "Pà Thẻn", "Chứt", "Lự", "Lô Lô",
    "Mảng", "Cờ Lao", "Bố Y", "Cống", "Ngái", "Si La", "Pu Péo", "Rơ Măm", "Brâu", "Ơ Đu", "Chăm",
)  # fmt: skip
"""The 54 peoples by their own names, the province's commonest first; kept as written, in either language."""

RELIGIONS = (
    "Không", "Phật giáo", "Công giáo", "Tin Lành", "Cao Đài", "Phật giáo Hòa Hảo", "Hồi giáo", "Bà-la-môn", "Khác",
)  # fmt: skip


class Sex(models.TextChoices):
    MALE = "MALE", _("Nam")
    FEMALE = "FEMALE", _("Nữ")


class Precision(models.TextChoices):
    """How much of a birth date is known; the unknown rest is kept as the first day of it."""

    DAY = "DAY", _("ngày")
    MONTH = "MONTH", _("tháng")
    YEAR = "YEAR", _("năm")


class Occupation(models.TextChoices):
    STATE_OFFICIAL = "STATE_OFFICIAL", _("Cán bộ, công chức cơ quan Nhà nước tính từ cấp huyện trở lên")
    PARTY_OFFICIAL = (
        "PARTY_OFFICIAL",
        _("Cán bộ, công chức cơ quan Đảng, Mặt trận Tổ quốc, đoàn thể chính trị - xã hội tính từ cấp huyện trở lên"),
    )
    COMMUNE_OFFICIAL = (
        "COMMUNE_OFFICIAL",
        _("Cán bộ, công chức, người hoạt động không chuyên trách ở xã, phường, thị trấn"),
    )
    VILLAGE_OFFICIAL = "VILLAGE_OFFICIAL", _("Người hoạt động không chuyên trách thôn, tổ dân phố, bản (ấp, khóm)")
    PUBLIC_EMPLOYEE = "PUBLIC_EMPLOYEE", _("Viên chức trong các đơn vị sự nghiệp công lập")
    PRIVATE_SERVICE_WORKER = "PRIVATE_SERVICE_WORKER", _("Người lao động trong các đơn vị sự nghiệp ngoài công lập")
    FIRM_MANAGER = "FIRM_MANAGER", _("Người lãnh đạo, quản lý doanh nghiệp")
    FIRM_STAFF = "FIRM_STAFF", _("Nhân viên, người gián tiếp sản xuất")
    FIRM_WORKER = "FIRM_WORKER", _("Công nhân, lao động trực tiếp sản xuất")
    FARMER = "FARMER", _("Người làm nông, lâm, ngư nghiệp")
    SOLDIER_OR_POLICE = "SOLDIER_OR_POLICE", _("Sỹ quan, chiến sỹ quân đội và công an")
    UNIVERSITY_STUDENT = "UNIVERSITY_STUDENT", _("Sinh viên")
    PUPIL = "PUPIL", _("Học sinh")
    OTHER = "OTHER", _("Khác")


class SourceGroup(models.TextChoices):
    """Đối tượng: what a province asks beside the official form; several per person."""

    DEMOBILISED = "DEMOBILISED", _("Bộ đội xuất ngũ")
    MILITIA = "MILITIA", _("Dân quân tự vệ")
    RESERVIST = "RESERVIST", _("Dự bị động viên")
    PUPIL = "PUPIL", _("Học sinh")
    STUDENT = "STUDENT", _("Sinh viên")
    TEACHER = "TEACHER", _("Giáo viên")
    HEALTH_WORKER = "HEALTH_WORKER", _("Y tế")
    PRIVATE_FIRM = "PRIVATE_FIRM", _("Doanh nghiệp ngoài nhà nước")
    LOCAL_MINORITY = "LOCAL_MINORITY", _("Dân tộc thiểu số tại chỗ")
    VILLAGE_HEAD = "VILLAGE_HEAD", _("Thôn trưởng")


class GeneralEducation(models.TextChoices):
    LITERATE = "LITERATE", _("Biết đọc, biết viết")
    PRIMARY = "PRIMARY", _("Tiểu học")
    LOWER_SECONDARY = "LOWER_SECONDARY", _("Trung học cơ sở")
    UPPER_SECONDARY = "UPPER_SECONDARY", _("Trung học phổ thông")


class Qualification(models.TextChoices):
    SKILLED_WORKER = "SKILLED_WORKER", _("Công nhân kỹ thuật, nhân viên nghiệp vụ, sơ cấp")
    VOCATIONAL = "VOCATIONAL", _("Trung cấp")
    COLLEGE = "COLLEGE", _("Cao đẳng")
    BACHELOR = "BACHELOR", _("Đại học")
    MASTER = "MASTER", _("Thạc sỹ")
    DOCTOR = "DOCTOR", _("Tiến sỹ")


class PoliticalTheory(models.TextChoices):
    ELEMENTARY = "ELEMENTARY", _("Sơ cấp")
    INTERMEDIATE = "INTERMEDIATE", _("Trung cấp")
    ADVANCED = "ADVANCED", _("Cao cấp")
    BACHELOR = "BACHELOR", _("Cử nhân")


class Stage(models.TextChoices):
    """Steps of the pipeline before an admission, in their order."""

    LISTED = "LISTED", _("Cảm tình đảng")
    CLASS = "CLASS", _("Lớp nhận thức")
    APPLICATION = "APPLICATION", _("Làm đơn")
    VETTING = "VETTING", _("Thẩm tra")
    CELL = "CELL", _("Chi bộ xét")
    GRASSROOTS = "GRASSROOTS", _("Đảng uỷ cơ sở xét")
    AUTHORISED = "AUTHORISED", _("Chờ quyết định")


STAGES = list(Stage.values)
DOSSIER_STAGES = STAGES[STAGES.index(Stage.VETTING) :]
"""From vetting on a candidate is a dossier, and enters the forecast."""
TAUGHT_STAGES = STAGES[STAGES.index(Stage.CLASS) :]
"""Whoever stands here has been to the awareness class: no later step is taken without."""


class Rule(models.TextChoices):
    """Which date decides the year an admission counts in."""

    DECIDED = "DECIDED", _("ngày quyết định kết nạp")
    ADMITTED = "ADMITTED", _("ngày tổ chức lễ kết nạp")


class LimitKind(models.TextChoices):
    """What papers limit; the values with their dates and papers are rows of `Limit`."""

    ADULT_AGE = "ADULT_AGE", _("Tuổi thấp nhất vào ngày quyết định (năm)")
    OLD_AGE = "OLD_AGE", _("Tuổi cao nhất vào ngày quyết định (năm, tính theo tháng)")
    CEREMONY_AFTER_RECEIVED = (
        "CEREMONY_AFTER_RECEIVED",
        _("Thời hạn tổ chức lễ kết nạp, từ ngày nhận quyết định (ngày làm việc)"),
    )
    CEREMONY_AFTER_DECIDED = (
        "CEREMONY_AFTER_DECIDED",
        _("Thời hạn tổ chức lễ kết nạp, từ ngày ban hành quyết định (ngày làm việc)"),
    )
    CEREMONY_SOON = "CEREMONY_SOON", _("Nhắc lễ kết nạp chưa tổ chức, sau (ngày làm việc)")
    PROBATION_MONTHS = "PROBATION_MONTHS", _("Thời gian dự bị (tháng)")
    CONFIRMATION_WORKING_DAYS = (
        "CONFIRMATION_WORKING_DAYS",
        _("Thời hạn công nhận chính thức, từ ngày hết dự bị (ngày làm việc)"),
    )
    READMISSION_MONTHS = "READMISSION_MONTHS", _("Kết nạp lại: thời gian ít nhất từ khi ra khỏi Đảng (tháng)")
