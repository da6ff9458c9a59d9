"""A table kept under a name: for oneself, or for all who read its unit, each as himself; never frozen on a day."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from reports.models import OwnTable
from units.models import Unit

SignIn = Callable[[User], Client]
QUERY = "rows=age&columns=sex&measure=share_of_row"


def keep(client: Client, name: str, *, query: str = f"unit=KBO&{QUERY}", **more: str) -> Any:
    return client.post(f"/reports/tables/kept/?{query}", {"name": name, **more})


def text_of(client: Client, address: str) -> str:
    return str(client.get(address).content.decode())


def test_a_table_is_kept_and_opened_again_on_the_day_it_is_asked_for(
    signed_in: SignIn, binh: User, year: dict[str, Unit]
) -> None:
    client = signed_in(binh)
    saved = client.post(f"/reports/tables/kept/?unit=KBO&{QUERY}", {"name": "  Tuổi,   giới tính "}, follow=True)
    assert "Đã lưu bảng “Tuổi, giới tính”." in saved.content.decode()
    table = OwnTable.objects.get()
    assert (table.owner, table.unit, table.name, table.is_shared) == (binh, year["KBO"], "Tuổi, giới tính", False)
    assert table.query == f"{QUERY}&tree=as_of"
    assert saved.redirect_chain == [(f"/reports/tables/?unit=KBO&{table.query}", 302)]
    keep(client, "Giữa 2022", query=f"unit=CPU&{QUERY}&year=2022&as_of=2022-06-30")
    assert OwnTable.objects.get(name="Giữa 2022").query == f"{QUERY}&year=2022&as_of=2022-06-30&tree=as_of"


def test_a_shared_table_is_read_by_who_reads_its_unit_and_by_nobody_else(
    signed_in: SignIn, an: User, binh: User, chi: User, xem: User, year: dict[str, Unit]
) -> None:
    client = signed_in(binh)
    keep(client, "Của huyện", is_shared="on")
    keep(client, "Của riêng Bình")
    for other, reads in ((an, True), (xem, True), (chi, False)):
        page = text_of(signed_in(other), "/reports/tables/")
        assert ("Của huyện" in page) == reads, other
        assert "Của riêng Bình" not in page
        assert ("dùng chung, của" in page) == reads


def test_who_opens_a_shared_table_sees_what_he_may(
    signed_in: SignIn, binh: User, xem: User, chi: User, year: dict[str, Unit]
) -> None:
    keep(signed_in(binh), "Theo dân tộc", query="unit=KBO&rows=units&columns=month", is_shared="on")
    keep(signed_in(binh), "Theo dân tộc 2", query="unit=KBO&rows=ethnicity&columns=none", is_shared="on")
    plain, private = (f"/reports/tables/?unit=KBO&{one.query}" for one in OwnTable.objects.order_by("pk"))
    assert "/admissions/?" in text_of(signed_in(binh), plain)
    viewer = signed_in(xem)
    assert "/admissions/?" not in text_of(viewer, plain)
    assert viewer.get(private).status_code == 422
    assert signed_in(chi).get(plain).status_code == 404


def test_only_its_owner_renames_shares_and_deletes_a_table(
    signed_in: SignIn, an: User, binh: User, year: dict[str, Unit]
) -> None:
    keep(signed_in(binh), "Một", is_shared="on")
    table = OwnTable.objects.get()
    stranger = signed_in(an)
    for what in ("name", "delete"):
        assert stranger.post(f"/reports/tables/kept/{table.pk}/{what}/", {"name": "Của An"}).status_code == 404
    client = signed_in(binh)
    assert client.post(f"/reports/tables/kept/{table.pk}/name/", {"name": "Hai"}).status_code == 302
    table.refresh_from_db()
    assert (table.name, table.is_shared, table.query) == ("Hai", False, f"{QUERY}&tree=as_of")
    assert client.post(f"/reports/tables/kept/{table.pk}/delete/").status_code == 302
    assert not OwnTable.objects.exists()


def test_who_only_reads_keeps_for_himself_and_shares_nothing(
    signed_in: SignIn, xem: User, year: dict[str, Unit]
) -> None:
    client = signed_in(xem)
    assert keep(client, "Của Xem").status_code == 302
    refused = keep(client, "Của mọi người", is_shared="on")
    assert refused.status_code == 422
    assert "Chỉ người nhập được số liệu của đơn vị" in refused.content.decode()
    assert 'value="Của mọi người"' in refused.content.decode()
    assert OwnTable.objects.get().name == "Của Xem"


@pytest.mark.parametrize("name", ["", "\u200b", "x" * 81, "có RỒI", "\x00", '=HYPERLINK("http://x")' * 4])
def test_a_name_that_will_not_do_is_told_and_what_was_typed_stays(
    signed_in: SignIn, binh: User, year: dict[str, Unit], name: str
) -> None:
    client = signed_in(binh)
    keep(client, "Có rồi")
    refused = keep(client, name)
    assert refused.status_code == 422
    assert "data-errors" in refused.content.decode()
    assert OwnTable.objects.count() == 1
    if name.isprintable() and name.isascii():
        assert f'value="{name}"' in refused.content.decode().replace("&quot;", '"') or not name


def test_two_shared_tables_of_a_unit_have_two_names(
    signed_in: SignIn, an: User, binh: User, year: dict[str, Unit]
) -> None:
    keep(signed_in(binh), "Tuổi", is_shared="on")
    refused = keep(signed_in(an), "tuổi", is_shared="on")
    assert refused.status_code == 422
    assert "Đơn vị này đã có một bảng dùng chung mang tên này." in refused.content.decode()
    assert keep(signed_in(an), "tuổi").status_code == 302


def test_what_cannot_be_asked_or_is_too_long_is_not_kept(signed_in: SignIn, binh: User, year: dict[str, Unit]) -> None:
    client = signed_in(binh)
    assert keep(client, "Sai", query="unit=KBO&rows=nonsense").status_code == 400
    assert keep(client, "Sai", query="unit=LAK").status_code == 404
    assert not OwnTable.objects.exists()
