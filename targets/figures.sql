-- What happened and what is in the pipeline, for every unit directly under %(parent)s (the unit itself and its siblings; for a
-- root: the unit alone) and every unit directly under %(unit)s, on the tree of %(tree)s. One row a group:
--   what       'named', 'tallied' or 'pipeline'
--   last_year  whether the row is of the year before
--   top        the unit directly under the parent whose subtree it is
--   child      the unit directly under the unit asked for whose subtree it is, null where there is none
--   in_own     whether it counts in the total of `top`
--   in_below   whether it counts in the total of `child` (counting.py: holds)
WITH RECURSIVE tree(unit_id, top, child) AS (
    SELECT place.unit_id, place.unit_id, NULL::bigint
    FROM units_placement place
    WHERE place.during @> %(tree)s::date
      AND CASE WHEN %(parent)s::bigint IS NULL THEN place.unit_id = %(unit)s ELSE place.parent_id = %(parent)s END
    UNION ALL
    SELECT place.unit_id, tree.top, CASE WHEN tree.unit_id = %(unit)s THEN place.unit_id ELSE tree.child END
    FROM units_placement place JOIN tree ON place.parent_id = tree.unit_id
    WHERE place.during @> %(tree)s::date
), hold(last_day, unit_id, in_own, in_below) AS (
    SELECT * FROM unnest(%(hold_ends)s::date[], %(hold_units)s::bigint[], %(hold_own)s::date[], %(hold_below)s::date[])
), named AS (
    SELECT tree.top, tree.child, counted_on <= %(last_end)s AS last_year, counted_on, sex, ethnicity, youth_union,
           counted_on > %(end)s::date - 30 AS lately,
           hold.in_own IS NULL OR counted_on > hold.in_own AS in_own,
           hold.in_below IS NULL OR counted_on > hold.in_below AS in_below,
           birth_date + interval '18 years' <= counted_on AND birth_date + interval '31 years' > counted_on AS young,
           CASE birth_precision
               WHEN 'DAY' THEN NULL
               WHEN 'MONTH' THEN (birth_date + interval '1 month - 1 day')::date
               ELSE (birth_date + interval '1 year - 1 day')::date
           END AS latest_birth
    FROM admissions_admission admission
    JOIN tree ON tree.unit_id = admission.unit_id
    LEFT JOIN hold ON hold.unit_id = admission.unit_id
        AND hold.last_day = CASE WHEN counted_on <= %(last_end)s THEN %(last_end)s::date ELSE %(end)s::date END
    WHERE voided_at IS NULL
      AND (counted_on BETWEEN %(start)s AND %(end)s OR counted_on BETWEEN %(last_start)s AND %(last_end)s)
), aged AS (
    SELECT *, latest_birth IS NULL OR young = (
        latest_birth + interval '18 years' <= counted_on AND latest_birth + interval '31 years' > counted_on) AS age_known
    FROM named
), tallied AS (
    SELECT DISTINCT ON (tally.unit_id, extract(year FROM counted_on))
        top, child, counted_on < %(start)s AS last_year, quantity, women, minority, youth_union,
        CASE WHEN counted_on < %(start)s THEN counted_on <= %(last_end)s ELSE counted_on <= %(end)s END AS in_time
    FROM admissions_tally tally JOIN tree ON tree.unit_id = tally.unit_id
    WHERE counted_on BETWEEN %(last_start)s AND make_date(extract(year FROM %(start)s::date)::int, 12, 31)
    ORDER BY tally.unit_id, extract(year FROM counted_on), in_time DESC, counted_on DESC
), open AS (
    SELECT id, unit_id, expected_on, dropped_on FROM admissions_candidate WHERE admission_id IS NULL
    UNION ALL
    SELECT candidate.id, candidate.unit_id, expected_on, dropped_on
    FROM admissions_candidate candidate JOIN admissions_admission became ON became.id = candidate.admission_id
    WHERE became.counted_on > %(as_of)s OR became.counted_on IS NULL OR became.voided_at IS NOT NULL
), candidate AS MATERIALIZED (
    SELECT top, child, expected_on, (
        SELECT max(array_position(%(stages)s::text[], step.stage::text))
        FROM admissions_candidatestep step WHERE step.candidate_id = open.id AND step.on <= %(as_of)s
    ) AS stage
    FROM open JOIN tree ON tree.unit_id = open.unit_id
    WHERE dropped_on IS NULL OR dropped_on > %(as_of)s
)
SELECT 'named' AS what, last_year, top, child, in_own, in_below,
       count(*) AS admitted,
       count(*) FILTER (WHERE sex = 'FEMALE') AS women,
       count(*) AS women_of,
       count(*) FILTER (WHERE ethnicity <> '' AND ethnicity <> 'Kinh') AS minority,
       count(*) FILTER (WHERE ethnicity <> '') AS minority_of,
       count(*) FILTER (WHERE youth_union) AS youth_union,
       count(youth_union) AS youth_union_of,
       count(*) FILTER (WHERE young AND age_known) AS aged_18_30,
       count(*) FILTER (WHERE age_known) AS aged_18_30_of,
       count(*) FILTER (WHERE lately AND NOT last_year) AS last_30_days,
       max(counted_on) AS last_admitted_on,
       0 AS incomplete, 0 AS tallies, NULL::bigint[] AS stages, 0 AS pipeline, 0 AS overdue
FROM aged GROUP BY last_year, top, child, in_own, in_below
UNION ALL
SELECT 'tallied', last_year, top, child, TRUE, TRUE,
       COALESCE(sum(quantity) FILTER (WHERE in_time), 0),
       COALESCE(sum(women) FILTER (WHERE in_time), 0),
       COALESCE(sum(quantity) FILTER (WHERE in_time AND women IS NOT NULL), 0),
       COALESCE(sum(minority) FILTER (WHERE in_time), 0),
       COALESCE(sum(quantity) FILTER (WHERE in_time AND minority IS NOT NULL), 0),
       COALESCE(sum(youth_union) FILTER (WHERE in_time), 0),
       COALESCE(sum(quantity) FILTER (WHERE in_time AND youth_union IS NOT NULL), 0),
       0, 0, 0, NULL,
       count(*) FILTER (WHERE NOT in_time), count(*) FILTER (WHERE in_time), NULL, 0, 0
FROM tallied GROUP BY last_year, top, child
UNION ALL
SELECT 'pipeline', FALSE, top, child, TRUE, TRUE,
       0, 0, 0, 0, 0, 0, 0, 0, 0, 0, NULL, 0, 0,
       array_agg(stage),
       count(*) FILTER (WHERE stage >= %(dossier)s AND expected_on <= %(due_on)s AND %(in_year)s),
       count(*) FILTER (WHERE stage >= %(dossier)s AND expected_on < %(as_of)s)
FROM candidate WHERE stage IS NOT NULL GROUP BY top, child
