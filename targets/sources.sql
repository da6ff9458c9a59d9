-- How many of the named people of a period are of each of the source groups %(groups)s, on the tree of %(tree)s, under the unit
-- %(unit)s. One row a node (the lowest unit of the answer whose subtree it is), stop (both as in figures.sql) and group.
WITH RECURSIVE layer(node, depth, units) AS (
    SELECT unit_id, CASE WHEN parent_id = %(unit)s THEN 1 ELSE 0 END, ARRAY[unit_id]
    FROM units_placement
    WHERE during @> %(tree)s::date AND (unit_id = %(unit)s OR parent_id = %(unit)s)
    UNION ALL
    SELECT below.node, depth + 1, below.units
    FROM layer CROSS JOIN LATERAL (
        SELECT CASE WHEN depth >= %(depth)s THEN layer.node ELSE unit_id END AS node, array_agg(unit_id) AS units
        FROM units_placement WHERE parent_id = ANY(layer.units) AND during @> %(tree)s::date
        GROUP BY 1
    ) below
    WHERE layer.node <> %(unit)s
), hold AS MATERIALIZED (
    SELECT * FROM unnest(%(hold_units)s::bigint[], %(hold_firsts)s::date[], %(hold_lasts)s::date[], %(hold_stops)s::int[])
         AS held(unit_id, first_day, last_day, stop)
)
SELECT node, COALESCE(stop, -1) AS stop, source."group", count(*)
FROM layer CROSS JOIN LATERAL (
    SELECT id, unit_id, counted_on FROM admissions_admission
    WHERE unit_id = ANY(units) AND voided_at IS NULL AND counted_on BETWEEN %(start)s AND %(end)s
) admission
JOIN admissions_admissionsource source ON source.admission_id = admission.id AND source."group" = ANY(%(groups)s)
LEFT JOIN hold ON hold.unit_id = admission.unit_id AND counted_on BETWEEN first_day AND last_day
GROUP BY node, COALESCE(stop, -1), source."group"
