-- What happened and what is in the pipeline, for the unit %(unit)s, every unit down to %(depth)s levels below it (NULL: all) and every
-- other unit directly under %(parent)s (NULL: none), on the tree of %(tree)s. Of the latter, whom the unit is only ranked among,
-- nothing but this year's results. One row a group:
--   what       'named', 'tallied' or 'pipeline'
--   last_year  whether the row is of the year before
--   top        the unit asked for, or the one beside it, whose subtree it is
--   node       the lowest unit of the answer whose subtree it is; null beside the unit asked for
--   stop       in the totals at this depth below the unit asked for (itself 0), and above it, it does not count; -1: it counts in all
WITH RECURSIVE layer(top, node, depth, units) AS (
    -- The units of one depth below one node, as an array: one search of an index finds what hangs under, or lies on, all.
    SELECT CASE WHEN parent_id = %(unit)s THEN parent_id ELSE unit_id END,
           CASE WHEN parent_id = %(unit)s OR unit_id = %(unit)s THEN unit_id END,
           CASE WHEN parent_id = %(unit)s THEN 1 ELSE 0 END,
           ARRAY[unit_id]
    FROM units_placement
    WHERE during @> %(tree)s::date
      AND (parent_id = %(unit)s OR CASE WHEN %(parent)s::bigint IS NULL THEN unit_id = %(unit)s ELSE parent_id = %(parent)s END)
    UNION ALL
    SELECT top, below.node, depth + 1, below.units
    FROM layer CROSS JOIN LATERAL (
        SELECT CASE WHEN layer.node IS NULL OR depth >= %(depth)s THEN layer.node ELSE unit_id END AS node, array_agg(unit_id) AS units
        FROM units_placement WHERE parent_id = ANY(layer.units) AND during @> %(tree)s::date
        GROUP BY 1
    ) below
    WHERE layer.units <> ARRAY[%(unit)s::bigint]
), tree AS MATERIALIZED (
    SELECT top, node, unnest(units) AS unit_id FROM layer
), hold AS (
    -- One row a unit: of several the planner thinks that a tenth of all meets each person, and rather sorts out the people.
    SELECT unit_id, array_agg(first_day) AS firsts, array_agg(last_day) AS lasts, array_agg(stop) AS stops
    FROM unnest(%(hold_units)s::bigint[], %(hold_firsts)s::date[], %(hold_lasts)s::date[], %(hold_stops)s::int[])
         AS held(unit_id, first_day, last_day, stop)
    GROUP BY unit_id
), named AS (
    SELECT top, node, counted_on < %(start)s AS last_year, counted_on, sex, ethnicity, youth_union,
           CASE WHEN firsts IS NULL THEN -1 ELSE COALESCE((
               SELECT stop FROM unnest(firsts, lasts, stops) AS held(first_day, last_day, stop)
               WHERE counted_on BETWEEN first_day AND last_day
           ), -1) END AS stop,
           birth_date + interval '18 years' <= counted_on AND birth_date + interval '31 years' > counted_on AS young,
           CASE birth_precision
               WHEN 'DAY' THEN birth_date
               WHEN 'MONTH' THEN birth_date + interval '1 month - 1 day'
               ELSE birth_date + interval '1 year - 1 day'
           END AS latest_birth, birth_precision, counted_on - birth_date AS days
    FROM layer CROSS JOIN LATERAL (
        SELECT * FROM admissions_admission
        WHERE unit_id = ANY(units) AND voided_at IS NULL AND counted_on BETWEEN %(last_start)s AND %(end)s
          AND (counted_on >= %(start)s OR (counted_on <= %(last_end)s AND top = %(unit)s))
    ) admission LEFT JOIN hold USING (unit_id)
), aged AS (
    -- Days tell for most people, whatever leap years and a coarse birth date hide; only near the limits the calendar is asked, slowly.
    SELECT *, CASE
        WHEN days BETWEEN 19 * 366 AND 31 * 365 THEN TRUE
        WHEN days > 32 * 366 THEN FALSE
        WHEN birth_precision = 'DAY' THEN young
        WHEN young = (latest_birth + interval '18 years' <= counted_on AND latest_birth + interval '31 years' > counted_on) THEN young
    END AS aged_18_30
    FROM named
    OFFSET 0  -- or the planner writes this CASE into each count of it
), tallied AS (
    SELECT DISTINCT ON (tally.unit_id, counted_on < %(start)s)
        top, node, counted_on < %(start)s AS last_year, quantity, women, minority, youth_union,
        CASE WHEN counted_on < %(start)s THEN counted_on <= %(last_end)s ELSE counted_on <= %(end)s END AS in_time
    FROM admissions_tally tally JOIN tree ON tree.unit_id = tally.unit_id
    WHERE counted_on BETWEEN %(last_start)s AND make_date(extract(year FROM %(start)s::date)::int, 12, 31)
    ORDER BY tally.unit_id, counted_on < %(start)s, in_time DESC, counted_on DESC
), returned AS (
    -- Candidates whose admission is void, or was not counted by then.
    SELECT candidate.* FROM admissions_admission became CROSS JOIN LATERAL (
        SELECT * FROM admissions_candidate WHERE admission_id = became.id
        OFFSET 0  -- one by one: they are few, and the candidates of ten years many
    ) candidate
    WHERE voided_at IS NOT NULL OR counted_on IS NULL
    UNION ALL
    SELECT candidate.* FROM admissions_admission became JOIN admissions_candidate candidate ON candidate.admission_id = became.id
    WHERE voided_at IS NULL AND counted_on > %(as_of)s
), candidate AS MATERIALIZED (
    SELECT candidate.id, top, node, expected_on
    FROM layer CROSS JOIN LATERAL (
        SELECT * FROM admissions_candidate WHERE unit_id = ANY(units) AND admission_id IS NULL
        OFFSET 0  -- layer by layer, as there is an index by unit
    ) candidate
    WHERE top = %(unit)s AND (dropped_on IS NULL OR dropped_on > %(as_of)s)
    UNION ALL
    SELECT returned.id, top, node, expected_on FROM returned JOIN tree USING (unit_id)
    WHERE node IS NOT NULL AND (dropped_on IS NULL OR dropped_on > %(as_of)s)
), reached AS (
    SELECT candidate_id AS id, max(array_position(%(stages)s::text[], step.stage::text)) AS stage
    FROM admissions_candidatestep step
    WHERE candidate_id = ANY(ARRAY(SELECT id FROM candidate)) AND step.on <= %(as_of)s
    GROUP BY candidate_id
)
SELECT 'named' AS what, last_year, top, node, stop,
       count(*) AS admitted,
       count(*) FILTER (WHERE sex = 'FEMALE') AS women,
       count(*) AS women_of,
       count(*) FILTER (WHERE ethnicity <> '' AND ethnicity <> 'Kinh') AS minority,
       count(*) FILTER (WHERE ethnicity <> '') AS minority_of,
       count(*) FILTER (WHERE youth_union) AS youth_union,
       count(youth_union) AS youth_union_of,
       count(*) FILTER (WHERE aged_18_30) AS aged_18_30,
       count(aged_18_30) AS aged_18_30_of,
       count(*) FILTER (WHERE counted_on > %(end)s::date - 30 AND NOT last_year) AS last_30_days,
       max(counted_on) AS last_admitted_on,
       0 AS incomplete, 0 AS tallies, 0 AS stage, 0 AS candidates, 0 AS pipeline, 0 AS overdue
FROM aged GROUP BY last_year, top, node, stop
UNION ALL
SELECT 'tallied', last_year, top, node, -1,
       COALESCE(sum(quantity) FILTER (WHERE in_time), 0),
       COALESCE(sum(women) FILTER (WHERE in_time), 0),
       COALESCE(sum(quantity) FILTER (WHERE in_time AND women IS NOT NULL), 0),
       COALESCE(sum(minority) FILTER (WHERE in_time), 0),
       COALESCE(sum(quantity) FILTER (WHERE in_time AND minority IS NOT NULL), 0),
       COALESCE(sum(youth_union) FILTER (WHERE in_time), 0),
       COALESCE(sum(quantity) FILTER (WHERE in_time AND youth_union IS NOT NULL), 0),
       0, 0, 0, NULL,
       count(*) FILTER (WHERE NOT in_time), count(*) FILTER (WHERE in_time), 0, 0, 0, 0
FROM tallied GROUP BY last_year, top, node
UNION ALL
SELECT 'pipeline', FALSE, top, node, -1,
       0, 0, 0, 0, 0, 0, 0, 0, 0, 0, NULL, 0, 0,
       stage, count(*),
       count(*) FILTER (WHERE stage >= %(dossier)s AND expected_on <= %(due_on)s AND %(in_year)s),
       count(*) FILTER (WHERE stage >= %(dossier)s AND expected_on < %(as_of)s)
FROM candidate JOIN reached USING (id) GROUP BY top, node, stage
