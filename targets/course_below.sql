-- How many the total of each unit directly under %(unit)s counts at the end of each period, on the tree of %(tree)s.
WITH RECURSIVE below(child_id, unit_id) AS (
    SELECT unit_id, unit_id FROM units_placement WHERE parent_id = %(unit)s AND during @> %(tree)s::date
    UNION ALL
    SELECT below.child_id, place.unit_id
    FROM units_placement place JOIN below ON place.parent_id = below.unit_id
    WHERE place.during @> %(tree)s::date
), period(first_day, last_day) AS (
    SELECT * FROM unnest(%(starts)s::date[], %(ends)s::date[])
), hold(last_day, unit_id, until) AS (
    SELECT * FROM unnest(%(hold_ends)s::date[], %(hold_units)s::bigint[], %(hold_below)s::date[])
), daily AS MATERIALIZED (
    SELECT child_id, admission.unit_id, counted_on, count(*) AS quantity
    FROM admissions_admission admission JOIN below USING (unit_id)
    WHERE voided_at IS NULL
      AND counted_on BETWEEN (SELECT min(first_day) FROM period) AND (SELECT max(last_day) FROM period)
    GROUP BY child_id, admission.unit_id, counted_on
), named AS (
    SELECT child_id, period.last_day, sum(quantity) AS quantity
    FROM period JOIN daily ON counted_on BETWEEN first_day AND last_day
    LEFT JOIN hold ON hold.last_day = period.last_day AND hold.unit_id = daily.unit_id
    WHERE until IS NULL OR counted_on > until
    GROUP BY child_id, period.last_day
), tallied AS (
    SELECT child_id, last_day, sum(quantity) AS quantity FROM (
        SELECT DISTINCT ON (last_day, tally.unit_id) child_id, last_day, quantity
        FROM period JOIN admissions_tally tally ON counted_on BETWEEN first_day AND last_day JOIN below USING (unit_id)
        ORDER BY last_day, tally.unit_id, counted_on DESC
    ) latest GROUP BY child_id, last_day
)
SELECT child_id, last_day, COALESCE(named.quantity, 0) + COALESCE(tallied.quantity, 0)
FROM (SELECT DISTINCT child_id FROM below) child CROSS JOIN period
LEFT JOIN named USING (child_id, last_day) LEFT JOIN tallied USING (child_id, last_day)
ORDER BY child_id, last_day
