-- How many of the named people of a period are of each of the source groups %(groups)s, on the tree of %(tree)s: on the unit asked
-- for itself (child null), and in the subtree of every unit directly under it. One row a child and group: how many count in the
-- total of the unit, and how many in the child's (counting.py: holds).
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
)
SELECT child, source."group",
       count(*) FILTER (WHERE in_own IS NULL OR counted_on > in_own),
       count(*) FILTER (WHERE in_below IS NULL OR counted_on > in_below)
FROM layer CROSS JOIN LATERAL (
    SELECT id, unit_id, counted_on FROM admissions_admission
    WHERE unit_id = ANY(units) AND voided_at IS NULL AND counted_on BETWEEN %(start)s AND %(end)s
) admission
JOIN admissions_admissionsource source ON source.admission_id = admission.id AND source."group" = ANY(%(groups)s)
LEFT JOIN hold USING (unit_id)
GROUP BY child, source."group"
