"""Names of people in the ways of the peoples of Đắk Lắk. All are generated; none is of a person in the article."""

import random
from bisect import bisect_right
from itertools import accumulate

from admissions.lists import Sex


class Weighted:
    """A list written as "Nguyễn 38, Trần 11, …" (no number: 1) to draw from."""

    def __init__(self, text: str) -> None:
        self.words: list[str] = []
        weights: list[int] = []
        for part in text.split(","):
            word, _, weight = part.strip().rpartition(" ") if part.strip()[-1].isdigit() else (part.strip(), "", "1")
            self.words.append(word)
            weights.append(int(weight))
        self.sums = list(accumulate(weights))

    def draw(self, rng: random.Random) -> str:
        return self.words[bisect_right(self.sums, rng.randrange(self.sums[-1]))]


KINH = Weighted(
    "Nguyễn 380, Trần 115, Lê 95, Phạm 75, Hoàng 38, Phan 42, Huỳnh 30, Võ 38, Vũ 28, Đặng 24, Bùi 26, Đỗ 20, Hồ 18, "
    "Ngô 16, Trương 22, "
    "Dương 10, Đinh 12, Đoàn 12, Mai 9, Cao 10, Lương 8, Tạ 5, Hà 8, Lưu 6, Thái 6, Châu 4, Tô 4, Trịnh 10, Đào 8, "
    "Lâm 5, Phùng 4, Văn 3"
)
MEN_MIDDLE = Weighted(
    "Văn 30, Đức 9, Minh 9, Quốc 9, Hữu 8, Thanh 7, Xuân 6, Ngọc 7, Đình 7, Công 6, Anh 4, Quang 7, Trọng 4, Tuấn 3, "
    "Hoàng 5, Thành 4, "
    "Duy 4, Viết 3, Bá 3, Mạnh 3, Hồng 2, Thế 3, Tấn 3, Nhật 2, Trung 2"
)
MEN_GIVEN = Weighted(
    "Hùng, Dũng, Tuấn, Nam, Sơn, Long, Cường, Thắng, Hải, Bình, Đạt, Khoa, Phúc, Thịnh, Toàn, Trung, Tùng, Việt, "
    "Vinh, Quân, Quang, Phong, "
    "Phước, Nghĩa, Nhân, Lộc, Linh, Lâm, Kiên, Huy, Hưng, Hoàng, Hiếu, Hậu, Giang, Duy, Đức, Định, Chiến, Bảo, An, "
    "Anh, Trường, Tiến, "
    "Thành, Thái, Tài, Sang, Quý, Quyết, Nguyên, Mạnh, Luân, Khánh, Hòa, Dương, Đông, Danh, Cảnh, Lợi"
)
WOMEN_MIDDLE = Weighted(
    "Thị 40, Thị Thu 6, Thị Ngọc 6, Thị Hồng 6, Thị Thanh 6, Thị Kim 4, Thị Mỹ 4, Thị Bích 4, Thị Minh 4, "
    "Thị Phương 3, Thị Hoài 3, "
    "Thị Diệu 2, Thị Thùy 3, Ngọc 4, Thu 3, Hoài 2, Bảo 1, Khánh 2, Phương 3, Thùy 2, Kim 2, Mai 1, Thanh 2, Như 1, "
    "Quỳnh 1"
)
WOMEN_GIVEN = Weighted(
    "Hương, Hà, Hạnh, Hằng, Hiền, Hoa, Hòa, Huệ, Huyền, Lan, Liên, Linh, Loan, Ly, Mai, Minh, My, Nga, Ngân, Ngọc, "
    "Nguyệt, Nhàn, Nhung, "
    "Oanh, Phương, Phượng, Quyên, Sương, Tâm, Thảo, Thắm, Thanh, Thơm, Thu, Thúy, Thủy, Thương, Trang, Trâm, Trinh, "
    "Trúc, Tuyết, Uyên, "
    "Vân, Vy, Yến, Dung, Duyên, Giang, Châu, Chi, Bích, Ánh, Anh, Diễm, Đào, Hậu, Kiều, Lành, Nhi"
)

EDE_CLAN = Weighted(
    "Niê 14, Niê Kdăm 8, Byă 8, Mlô 10, Ayŭn 6, Kbuôr 6, Êban 7, Êñuôl 6, Hđơk 4, Hmŏk 4, Ktla 5, Knul 5, Buôn Yă 4, "
    "Buôn Krông 4, "
    "Adrơng 4, Kriêng 3, Bkrông 4, Ksơr 2, Kpơr 2, Arul 2, Rcăm 2, Mlô Duôn Du 2"
)
EDE_MAN = Weighted(
    "Thiên, Bhăm, Blik, Bliu, Dhiam, Djuang, Hăm, Jôn, Khanh, Kông, Krứ, Lâm, Luyn, Minh, Nguyên, Pham, Phi, Phương, "
    "Quang, Sơn, Suin, "
    "Tâm, Thịnh, Thuật, Tiêng, Tim, Tuân, Vinh, Wơn, Yên, Đức, Duy, Huy, Dhun, Bluĕ, Ngơl, Samuel, Nem, Đăm, Hiêng, "
    "Kim, Nhiên, Thăng"
)
EDE_WOMAN = Weighted(
    "Liên, Ngọc, Bích, Blan, Blên, Djuôn, Dung, Hạnh, Hương, Khuyên, Lan, Linh, Loan, Luôm, Mai, Mơ, Nga, Ngơt, "
    "Nhung, Nuê, Phương, Rim, "
    "Sen, Thảo, Thủy, Trinh, Trang, Uyên, Yến, Wen, Juin, Duyên, Lisa, Nguyệt, Băng, Đoan, Rê, Hiền, Soa, Mĩ, Duôn, "
    "Ên, Zina"
)
MNONG_CLAN = Weighted(
    "Ông 3, Liêng 5, Bing 5, Buôn Krông 4, Je 4, Pang Ting 4, Pang Dơng 3, Triêk 4, Teh 4, Rơ Yam 3, Cil 4, Lưk 4, "
    "Du 3, Kuan 2, Ja 3, Rlưk 3"
)
MNONG_MAN = Weighted(
    "Krông, Lơng, Thôn, Tơr, Sim, Dăm, Chương, Lư, Tuân, Nghiệp, Sơn, Phong, Hải, Đông, Mang, Jim, Tam, Wang, Lức, "
    "Bơng, Ngọc, Khiêm"
)
MNONG_WOMAN = Weighted(
    "Mai, Nhơr, Lưm, Yiêng, Hoa, Sen, Đào, Thương, Nhung, Giang, Bơr, Jrang, Djuôn, Ly, Hương, Phiên, Ngân, Lượng, "
    "Tuyết, Yun"
)
GIA_RAI_CLAN = Weighted("Siu 6, Ksor 7, Rơ Mah 6, Kpă 5, Nay 5, Rơ Châm 4, Rah Lan 4, Kpuih 3, Rơ Lan 2")
GIA_RAI_MAN = Weighted(
    "Phước, Hùng, Bình, Thuyên, Tuấn, Nhơn, Thân, Djoan, Hlun, Jú, Khiêm, Lân, Nghiệp, Sơn, Thơ, Wĭn"
)
GIA_RAI_WOMAN = Weighted("Ngân, Lan, Blinh, Chuyên, Hương, Nga, Phiên, Rit, Sen, Thêu, Thủy, Uyên, Xuân, Yơn")

NORTHERN_CLAN = {
    "Tày": Weighted("Nông 8, Hoàng 8, Lý 4, Ma 4, Hà 4, Bế 4, Lục 3, Đàm 3, Vi 3, La 2, Triệu 2, Lương 3, Dương 2"),
    "Nùng": Weighted("Nông 9, Hoàng 7, Lương 5, Triệu 4, Mông 4, Long 2, Lục 3, Vy 2, Lý 3, Hứa 2, Chu 2, Lâm 2"),
    "Thái": Weighted("Lò 6, Quàng 3, Cầm 2, Hà 5, Vi 5, Lộc 3, Lữ 3, Lương 4, Ngân 3, Lang 2"),
    "Mường": Weighted("Bùi 9, Đinh 6, Quách 4, Trương 4, Hà 3, Phạm 3"),
    "Dao": Weighted("Triệu 7, Đặng 6, Bàn 6, Phùng 4, Lý 3, Chảo 2, Tẩn 2"),
    "Hmông": Weighted("Giàng 6, Vàng 4, Sùng 5, Thào 4, Hầu 3, Lý 4, Ma 5, Dương 6, Hoàng 4, Mùa 2"),
}
NORTHERN_MAN = Weighted("Văn 12, Đức 2, Minh 2, Quốc 2, Xuân 2, Thanh 1, Ngọc 1, Hữu 1")
NORTHERN_WOMAN = Weighted("Thị 12, Thị Thu 2, Thị Hồng 2, Thị Bích 1, Thị Kim 1, Thu 1")
DAO_MAN = Weighted("Văn 6, Tài 3, Phúc 2, Kim 2, Quý 1, Tiến 1")
HMONG_MAN = Weighted("A 6, Seo 5, Văn 6, Mí 3")
HMONG_MAN_GIVEN = Weighted(
    "Páo, Chứ, Dìn, Sính, Pháng, Vư, Tỏa, Sáng, Hòa, Thề, Lử, Dơ, Chìa, Sùng, Bình, Phong, Giang, Chính"
)
HMONG_WOMAN_GIVEN = Weighted("Mỷ, Say, Dợ, Chú, Máy, Pà, Súa, Xua, Dua, Mai, Chư, Sinh, Hoa, Lan, Mỵ, Vàng")


def name(rng: random.Random, ethnicity: str, sex: Sex) -> str:
    man = sex == Sex.MALE
    match ethnicity:
        case "Êđê":
            return (
                f"Y {EDE_MAN.draw(rng)} {EDE_CLAN.draw(rng)}"
                if man
                else f"H'{EDE_WOMAN.draw(rng)} {EDE_CLAN.draw(rng)}"
            )
        case "M'Nông":
            return (
                f"Y {MNONG_MAN.draw(rng)} {MNONG_CLAN.draw(rng)}"
                if man
                else f"H'{MNONG_WOMAN.draw(rng)} {MNONG_CLAN.draw(rng)}"
            )
        case "Gia Rai":
            clan = GIA_RAI_CLAN.draw(rng)
            return f"{clan} {GIA_RAI_MAN.draw(rng)}" if man else f"{clan} H'{GIA_RAI_WOMAN.draw(rng)}"
        case "Hmông":
            clan = NORTHERN_CLAN[ethnicity].draw(rng)
            middle, given = (HMONG_MAN, HMONG_MAN_GIVEN) if man else (Weighted("Thị"), HMONG_WOMAN_GIVEN)
            return f"{clan} {middle.draw(rng)} {given.draw(rng)}"
        case "Kinh":
            return _three_parts(rng, KINH, MEN_MIDDLE if man else WOMEN_MIDDLE, man)
        case "Dao":
            return _three_parts(rng, NORTHERN_CLAN[ethnicity], DAO_MAN if man else NORTHERN_WOMAN, man)
    return _three_parts(rng, NORTHERN_CLAN[ethnicity], NORTHERN_MAN if man else NORTHERN_WOMAN, man)


def _three_parts(rng: random.Random, family: Weighted, middle: Weighted, man: bool) -> str:
    between = middle.draw(rng)
    given = (MEN_GIVEN if man else WOMEN_GIVEN).draw(rng)
    while between.endswith(given):
        given = (MEN_GIVEN if man else WOMEN_GIVEN).draw(rng)
    return f"{family.draw(rng)} {between} {given}"
