"""The fixed lists of the room: kinds of units, sectors, roles, kinds of reorganisation."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    PROVINCE = "PROVINCE", _("Đảng bộ tỉnh")
    UPPER_COMMITTEE = "UPPER_COMMITTEE", _("Đảng bộ cấp trên trực tiếp của TCCSĐ")
    GRASSROOTS_COMMITTEE = "GRASSROOTS_COMMITTEE", _("Đảng bộ cơ sở")
    SECTION = "SECTION", _("Đảng bộ bộ phận")
    GRASSROOTS_CELL = "GRASSROOTS_CELL", _("Chi bộ cơ sở")
    CELL = "CELL", _("Chi bộ")


GRASSROOTS = (Kind.GRASSROOTS_COMMITTEE, Kind.GRASSROOTS_CELL)
"""Tổ chức cơ sở đảng (TCCSĐ)."""


class Sector(models.TextChoices):
    DISTRICT = "DISTRICT", _("Huyện")
    TOWN = "TOWN", _("Thị xã")
    CITY = "CITY", _("Thành phố")
    BLOC = "BLOC", _("Khối cơ quan, doanh nghiệp")
    ARMY = "ARMY", _("Quân đội")
    POLICE = "POLICE", _("Công an")
    UNIVERSITY = "UNIVERSITY", _("Trường đại học")
    COMMUNE = "COMMUNE", _("Xã")
    WARD = "WARD", _("Phường")
    TOWNSHIP = "TOWNSHIP", _("Thị trấn")
    VILLAGE = "VILLAGE", _("Thôn, buôn")
    NEIGHBOURHOOD = "NEIGHBOURHOOD", _("Tổ dân phố")
    OFFICE = "OFFICE", _("Cơ quan")
    PUBLIC_SERVICE = "PUBLIC_SERVICE", _("Đơn vị sự nghiệp")
    SCHOOL = "SCHOOL", _("Trường học")
    HEALTH = "HEALTH", _("Y tế")
    MILITIA = "MILITIA", _("Quân sự")
    LOCAL_POLICE = "LOCAL_POLICE", _("Công an xã, phường")
    STATE_FIRM = "STATE_FIRM", _("Doanh nghiệp nhà nước")
    PRIVATE_FIRM = "PRIVATE_FIRM", _("Doanh nghiệp ngoài nhà nước")
    OTHER = "OTHER", _("Khác")


class Role(models.TextChoices):
    VIEWER = "VIEWER", _("Người xem")
    CLERK = "CLERK", _("Người nhập")
    OFFICER = "OFFICER", _("Cán bộ")
    ADMIN = "ADMIN", _("Quản trị")


class ReorganisationKind(models.TextChoices):
    MERGE = "MERGE", _("Sáp nhập")
    SPLIT = "SPLIT", _("Chia tách")
    TRANSFER = "TRANSFER", _("Chuyển")
    DISSOLVE = "DISSOLVE", _("Giải thể")
