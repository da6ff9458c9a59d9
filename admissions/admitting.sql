-- Every organisation of the kinds %(kinds)s that is active on %(tree)s and stands under %(unit)s on that day's tree (or is it), with
-- the unit directly under %(unit)s whose subtree it is in (null: the unit itself is asked for), and whether it has admitted anyone
-- from %(start)s to %(end)s: a name anywhere in its subtree or a tally of somebody says yes; where there is neither, a tally that
-- holds it with others, or one of a later day of the year, leaves it unknown (null).
WITH RECURSIVE tree(child, unit_id, organisation) AS (
    SELECT NULL::bigint, unit.id,
           CASE WHEN unit.kind = ANY(%(kinds)s) AND COALESCE(dissolved_on > %(tree)s, TRUE) THEN unit.id END
    FROM units_placement place JOIN units_unit unit ON unit.id = place.unit_id
    WHERE place.unit_id = %(unit)s AND during @> %(tree)s::date
    UNION ALL
    SELECT COALESCE(tree.child, unit.id), unit.id,
           CASE WHEN unit.kind = ANY(%(kinds)s) AND COALESCE(established_on <= %(tree)s, TRUE)
                     AND COALESCE(dissolved_on > %(tree)s, TRUE)
                THEN unit.id ELSE tree.organisation END
    FROM tree JOIN units_placement place ON place.parent_id = tree.unit_id AND place.during @> %(tree)s::date
    JOIN units_unit unit ON unit.id = place.unit_id
), tallied AS (
    -- As in figures.sql: of a unit's tallies of the year the latest by the day asked for, else one of a later day.
    SELECT DISTINCT ON (unit_id) unit_id, counted_on, quantity, counted_on <= %(end)s AS in_time
    FROM admissions_tally
    WHERE counted_on BETWEEN %(start)s AND make_date(extract(year FROM %(start)s::date)::int, 12, 31)
    ORDER BY unit_id, counted_on <= %(end)s DESC, counted_on DESC
), covered(unit_id, until) AS (
    SELECT unit_id, counted_on FROM tallied WHERE quantity > 0 OR NOT in_time
    UNION
    SELECT place.unit_id, until
    FROM covered JOIN units_placement place ON place.parent_id = covered.unit_id AND place.during @> until
), happened AS (
    SELECT unit_id FROM admissions_admission WHERE voided_at IS NULL AND counted_on BETWEEN %(start)s AND %(end)s
    UNION
    SELECT unit_id FROM tallied WHERE in_time AND quantity > 0
)
SELECT organisation, min(child), (SELECT kind FROM units_unit WHERE id = organisation),
       CASE WHEN bool_or(happened.unit_id IS NOT NULL) THEN TRUE
            WHEN bool_or(covered.unit_id IS NOT NULL) THEN NULL
            ELSE FALSE END
FROM tree LEFT JOIN happened USING (unit_id) LEFT JOIN (SELECT DISTINCT unit_id FROM covered) covered USING (unit_id)
WHERE organisation IS NOT NULL
GROUP BY organisation
