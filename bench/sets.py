"""What the reports of the province's root and its twenty committees cost, all there are of them, as one .zip.

    .venv/bin/python bench/run.py sets

From the form sent to the last byte of the archive, done as the worker does it, by this one process.
"""

from bench.visiting import Cost, measured, province
from partytrack import clock
from partytrack.worker.running import collect_seldom
from reports.kinds import DOCUMENTS, KINDS
from reports.models import ReportSet, SetState
from reports.sets import making
from reports.sets.asking import MOST_FILES
from units.models import Unit


def main() -> None:
    with province() as client:
        collect_seldom()
        root = Unit.objects.get(pk=1)
        address = f"/reports/sets/?unit={root.code}"
        names = [*DOCUMENTS, *KINDS]
        client.get(address)  # a server has shown a page before
        costs = {step: Cost() for step in ("asked for", "made", "fetched")}
        with measured(costs["asked for"]):
            answer = client.post(address, {"do": "make", "names": names, "which": "all"})
            assert answer.status_code == 302, answer.content.decode()[-3000:]
        one = ReportSet.objects.latest("pk")
        assert one.files.count() <= MOST_FILES
        with measured(costs["made"]):
            making.make(one.pk, clock.today())
        one.refresh_from_db()
        assert (one.state, one.files.filter(content=None).count()) == (SetState.DONE, 0), one.reason
        with measured(costs["fetched"]):
            size = len(b"".join(client.get(f"/reports/sets/{one.uid}.zip").streaming_content))
        print(f"{one.files.count()} files of {len(names)} reports, {size / 1_000_000:.1f} MB")
        for step, cost in costs.items():
            print(f"  {step:12} {cost}")
        print(f"  {'in all':12} {sum(costs.values(), Cost())}")
        for name, cost in slowest(one).items():
            print(f"  {name:12} {cost:6.2f} s")


def slowest(one: ReportSet) -> dict[str, float]:
    """Seconds by report: from the end of the file before to the end of its own."""
    spent: dict[str, float] = {}
    before = None
    for name, at in one.files.order_by("place").values_list("name", "made_at"):
        if before:
            spent[name] = spent.get(name, 0) + (at - before).total_seconds()
        before = at
    return dict(sorted(spent.items(), key=lambda item: -item[1]))
