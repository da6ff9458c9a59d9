-- What the usual upward table asks of a year beside progress, on the tree of %(tree)s: on the unit asked for itself (child null),
-- and in the subtree of every unit directly under it. One row a group of
--   in_own, in_below   whether it counts in the total of the unit asked for, and in the child's (counting.py: holds)
-- `dated`: how many tallies that count are dated in the month that begins on %(month)s: of that month their people have no day.
WITH RECURSIVE layer(child, units) AS (
    -- As in figures.sql: the units of one depth below one child, as an array.
    SELECT CASE WHEN parent_id = %(unit)s THEN unit_id END, ARRAY[unit_id]
    FROM units_placement
    WHERE during @> %(tree)s::date AND (unit_id = %(unit)s OR parent_id = %(unit)s)
    UNION ALL
    SELECT child, ARRAY(SELECT unit_id FROM units_placement WHERE parent_id = ANY(units) AND during @> %(tree)s::date)
    FROM layer WHERE child IS NOT NULL AND units <> '{}'
), hold AS MATERIALIZED (
    SELECT * FROM unnest(%(hold_units)s::bigint[], %(hold_own)s::date[], %(hold_below)s::date[]) AS held(unit_id, in_own, in_below)
), named AS (
    SELECT child, counted_on, religion,
           hold.in_own IS NULL OR counted_on > hold.in_own AS in_own,
           hold.in_below IS NULL OR counted_on > hold.in_below AS in_below,
           ARRAY(SELECT "group"::text FROM admissions_admissionsource WHERE admission_id = admission.id) AS groups
    FROM layer CROSS JOIN LATERAL (
        SELECT id, unit_id, counted_on, religion FROM admissions_admission
        WHERE unit_id = ANY(units) AND voided_at IS NULL AND counted_on BETWEEN %(start)s AND %(end)s
    ) admission LEFT JOIN hold USING (unit_id)
), tallied AS (
    SELECT DISTINCT ON (tally.unit_id) child, counted_on
    FROM layer JOIN admissions_tally tally ON tally.unit_id = ANY(units)
    WHERE counted_on BETWEEN %(start)s AND %(end)s
    ORDER BY tally.unit_id, counted_on DESC
)
SELECT child, in_own, in_below,
       count(*) FILTER (WHERE counted_on >= %(month)s) AS month,
       count(*) FILTER (WHERE religion <> '' AND religion <> %(no_religion)s) AS religious,
       count(*) FILTER (WHERE religion <> '') AS religious_of,
       count(*) FILTER (WHERE groups && %(studying)s::text[]) AS studying,
       count(*) FILTER (WHERE 'MILITIA' = ANY(groups)) AS militia,
       count(*) FILTER (WHERE 'RESERVIST' = ANY(groups)) AS reservists,
       count(*) FILTER (WHERE 'PRIVATE_FIRM' = ANY(groups)) AS private_firms,
       0 AS dated
FROM named GROUP BY child, in_own, in_below
UNION ALL
SELECT child, TRUE, TRUE, 0, 0, 0, 0, 0, 0, 0, count(*) FROM tallied WHERE counted_on >= %(month)s GROUP BY child
