"""Excel's number formats that our workbooks use."""

WHOLE = "#,##0"
SIGNED = '+#,##0;"−"#,##0;0'
UNGROUPED = "0"
FRACTION = "#,##0.00"
PERCENT = "0.00%"
PERCENT_1 = "0.0%"
DAY = "dd/mm/yyyy"
TIME = "hh:mm"
TEXT = "@"
