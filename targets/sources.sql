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
), hold AS (
    SELECT unit_id, array_agg(first_day) AS firsts, array_agg(last_day) AS lasts, array_agg(stop) AS stops
    FROM unnest(%(hold_units)s::bigint[], %(hold_firsts)s::date[], %(hold_lasts)s::date[], %(hold_stops)s::int[])
         AS held(unit_id, first_day, last_day, stop)
    GROUP BY unit_id  -- as in figures.sql
)
SELECT node, stop, "group", count(*)
FROM (
    SELECT node, source."group", CASE WHEN firsts IS NULL THEN -1 ELSE COALESCE((
               SELECT stop FROM unnest(firsts, lasts, stops) AS held(first_day, last_day, stop)
               WHERE counted_on BETWEEN first_day AND last_day
           ), -1) END AS stop
    FROM layer CROSS JOIN LATERAL (
        SELECT id, unit_id, counted_on FROM admissions_admission
        WHERE unit_id = ANY(units) AND voided_at IS NULL AND counted_on BETWEEN %(start)s AND %(end)s
    ) admission
    JOIN admissions_admissionsource source ON source.admission_id = admission.id AND source."group" = ANY(%(groups)s)
    LEFT JOIN hold USING (unit_id)
) people
GROUP BY node, stop, "group"
