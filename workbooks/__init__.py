"""Excel in and out, without a word of the domain: a kind of sheet is declared once and read, offered and written by it.

Declare (in an app's `sheets.py`)::

    from workbooks.parsers import Choice, Choices, Code, Day, PartialDate, Text, WholeNumber, WithdrawableNumber, YesNo
    from workbooks.sheets import Column, Sheet

    SHEET = Sheet(
        "Kết nạp",
        (
            Column("Mã tổ chức", "unit", Code(), required=True, unless=("upper", "grassroots")),
            Column("Họ và tên", "name", Text(max_length=120), required=True),
            Column("Ngày sinh", "born", PartialDate(), required=True),
            Column("Giới tính", "sex", Choice(Sex.choices), required=True),
            Column("Đoàn viên", "youth_union", YesNo(), note=_("Để trống nếu không rõ.")),
        ),
    )

`Column(header, key, parser=Text(), required=False, unless=(), note="", width=None, get=None, aliases=())`: `header` is
the glossary's word, never translated; `unless` names the keys of columns that may stand in for a required one (any of
them, in the header and in the row); `get` takes the exported value off a record (default: `record[key]`, `record.key`).
Columns known only at run time: `SHEET.with_columns(*columns, before="note")` is a new Sheet.

What the parsers give (a blank cell is always None, and the key of a column the file lacks is not in `row`):
`Text`, `Code` str · `WholeNumber` int ≥ 0 · `WithdrawableNumber` int or `WITHDRAWN` (the cell says `-`) · `Day` date ·
`PartialDate` `PartialDay(on, precision)` with precision "DAY", "MONTH" or "YEAR", `on` its first day · `YesNo` bool ·
`Choice` the identifier · `Choices` a tuple of identifiers. `Choice` and `Choices` take Django's `.choices` (pairs of
identifier and label) and match either without accents or case; `also={"other spelling": identifier}` adds spellings.
A parser of one's own: a subclass of `parsers.Parser`, raising `faults.BadCell(reason, nearest=[…])`.

Read::

    reading = read(path_or_bytes_or_file, SHEET)         # workbooks.reading; raises opening.UnsafeWorkbook
    reading.rows, reading.faults, reading.warnings       # faults: those of the sheet itself and of all its rows
    row.number, row["unit"], row.get("sex"), "sex" in row, row.good
    row.fault("unit", _("không có mã này"), nearest=["TAN-01"])   # an app's own objection, at the cell of that column
    row.warn("born", _("trên 60 tuổi"))
    str(fault)           # "Kết nạp!C7 «31/02/2023»: …", made of fault.sheet .cell .value .reason .nearest

Import (`workbooks.importing`): an app supplies an `Importer`::

    class AdmissionImporter:
        sheet = SHEET
        def check(self, rows: Sequence[Row]) -> list[Planned]:
            # gets every row, the faulty ones too; objects by row.fault(…)
            return [Planned(row, Outcome.NEW | CHANGED | UNCHANGED, data=anything, changes={"born": (old, new)}), …]
        def write(self, planned: Sequence[Planned]) -> None:
            # gets the new and changed rows, in a transaction; may be called again with fewer of them

    plan = prepare(source, importer)                     # reading + outcome of every row, nothing written: a preview
    result = carry_out(plan, importer, good_rows=False)  # one transaction; result.new .changed .unchanged .refused

Command (`workbooks.commands`): `class Command(ImportCommand)` with `importer(self, options) -> Importer` and, where
needed, `add_options(self, parser)`. The base has `FILE`, `--good-rows`, the printed faults and counts, the exit code.

Write (`workbooks.writing`)::

    book = Book(_("Tiến độ kết nạp"))
    book.add(_("Tiến độ"), fields=[Field(_("Đơn vị"), width=34), Field(_("Đạt"), format=PERCENT), …], rows=[[…], …],
             head=[_("Tính đến ngày 10/10/2023"), …], total=[…])
    book.to_bytes(); book.save(path); workbook_response(filename, book.to_bytes())

`Field(header, format=None, width=None, group="", bar=False)`: format is one of `workbooks.formats` (`WHOLE`, `PERCENT`,
`PERCENT_1`, `DAY`, `TEXT`) or any Excel format. A `PERCENT` value is the percentage as people say it (Decimal("73.33")),
written as 0.7333. Text is never a formula.

A declared sheet as a file (`workbooks.templates`): `template(SHEET, records=())` is the workbook to fill in, with
drop-downs and notes; `export(SHEET, records, head=[…])` the records, in a form that reads back to the same values. Both
return a `Book`.
"""
