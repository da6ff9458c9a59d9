-- Everything beside the tree, from `node`: one row a unit, numbered from the root (1) downwards. Chance is a hash of a number, so
-- every build is the same. Admissions lie in the order they were decided, as an office would have entered them, of the days (ten
-- years of them) that end on the day asked for.
CREATE FUNCTION pg_temp.draw(n bigint, salt int, choices int) RETURNS int IMMUTABLE LANGUAGE sql AS
    'SELECT (hashint8extended(n, salt) & 2147483647)::int %% choices';

CREATE INDEX ON node (id);
CREATE INDEX ON node (parent_id);
CREATE INDEX ON node (kind, id);
ANALYZE node;

INSERT INTO units_unit (id, code, name, short_name, report_name, kind, sector, sort_key, search_key)
SELECT id, 'U' || lpad(id::text, 6, '0'), 'Tổ chức ' || id, '', '', CASE kind WHEN 'NATION' THEN 'PROVINCE' ELSE kind END, '',
       'to chuc ' || lpad(id::text, 6, '0'), 'to chuc ' || id || ' u' || lpad(id::text, 6, '0')
FROM node;

-- One cell in thirty came from another committee on 1 July 2022.
CREATE TEMP TABLE moved ON COMMIT DROP AS
SELECT node.id, elsewhere.id AS old_parent_id
FROM node JOIN node parent ON parent.id = node.parent_id
JOIN LATERAL (SELECT id FROM node WHERE kind = 'GRASSROOTS_COMMITTEE' AND id > parent.id ORDER BY id LIMIT 1) elsewhere ON TRUE
WHERE node.kind = 'CELL' AND pg_temp.draw(node.id, 1, 30) = 0;
INSERT INTO units_placement (unit_id, parent_id, during)
SELECT node.id, node.parent_id, daterange(CASE WHEN moved.id IS NULL THEN NULL ELSE date '2022-07-01' END, NULL)
FROM node LEFT JOIN moved USING (id)
UNION ALL
SELECT id, old_parent_id, daterange(NULL, '2022-07-01') FROM moved;

INSERT INTO units_headcount (unit_id, counted_on, members)
SELECT id, make_date(year, 1, 1), leaves * 20 + pg_temp.draw(id, year, 9)
FROM node, generate_series(%(year)s - 2, %(year)s) year;

-- Every unit with others below it gives them their targets of the year, on 15 January; a root gives itself its own.
CREATE TEMP TABLE decision ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY year, id) AS id, node.id AS issuer_id, year
FROM node, generate_series(%(year)s - 2, %(year)s) year
WHERE EXISTS (SELECT 1 FROM node child WHERE child.parent_id = node.id);
INSERT INTO targets_targetdecision (id, issuer_id, year, number, issued_on, effective_on, state, reason)
SELECT id, issuer_id, year, id || '-QĐ', make_date(year, 1, 10), make_date(year, 1, 15), 'ISSUED', '' FROM decision;
INSERT INTO targets_target (decision_id, unit_id, tier, category, quantity, note)
SELECT decision.id, node.id, tier, 'TOTAL', ceil(leaves::numeric * per_leaf * factor * (90 + pg_temp.draw(node.id, year, 21)) / 100), ''
FROM decision JOIN node ON node.parent_id = issuer_id OR (node.id = issuer_id AND node.parent_id IS NULL)
CROSS JOIN (SELECT %(admissions)s / 10.0 / max(leaves) AS per_leaf FROM node) rate
JOIN (VALUES ('ASSIGNED', 1, 1), ('PLEDGE', 1.1, 8)) AS kind(tier, factor, one_in) ON pg_temp.draw(node.id, 2, one_in) = 0;

-- Every admission of the last three years was a candidate before; beside them stand one open candidate to 67 admissions, a few
-- thousand in a province, and a third of that many who were dropped.
CREATE TEMP TABLE leaf ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY id) - 1 AS place, id FROM node WHERE leaves = 1 AND kind IN ('CELL', 'GRASSROOTS_CELL');
CREATE UNIQUE INDEX ON leaf (place);
CREATE TEMP TABLE person ON COMMIT DROP AS
SELECT n, leaf.id AS unit_id, became, day AS decided_on,
       'Nguyễn Văn ' || n AS name, 'văn ' || lpad(n::text, 8, '0') AS name_sort, 'nguyen van ' || n AS name_search,
       precision_of AS birth_precision,
       date_trunc(CASE precision_of WHEN 'DAY' THEN 'day' WHEN 'MONTH' THEN 'month' ELSE 'year' END,
                  day - 6600 - pg_temp.draw(n, 3, 7500))::date AS birth_date,
       CASE WHEN pg_temp.draw(n, 4, 100) < 45 THEN 'FEMALE' ELSE 'MALE' END AS sex,
       CASE WHEN pg_temp.draw(n, 5, 100) < 2 THEN '' WHEN pg_temp.draw(n, 5, 100) < 30 THEN 'Êđê' ELSE 'Kinh' END AS ethnicity,
       CASE WHEN pg_temp.draw(n, 6, 100) < 3 THEN NULL ELSE pg_temp.draw(n, 6, 100) < 70 END AS youth_union,
       CASE WHEN pg_temp.draw(n, 7, 2) = 0 THEN 'FARMER' ELSE 'PUBLIC_EMPLOYEE' END AS occupation
FROM (SELECT n, n <= %(admissions)s AS became,
             CASE WHEN n <= %(admissions)s
                  THEN %(as_of)s::date - %(days)s + 1 + ((n - 1) * %(days)s / %(admissions)s)::int
                  ELSE %(as_of)s::date END AS day,
             CASE pg_temp.draw(n, 8, 50) WHEN 0 THEN 'YEAR' WHEN 1 THEN 'MONTH' ELSE 'DAY' END AS precision_of
      FROM generate_series(1::bigint, %(admissions)s + %(admissions)s / 50) n) numbered
JOIN leaf ON place = mod(hashint8extended(n, 9) & 2147483647, (SELECT count(*) FROM leaf));

INSERT INTO admissions_admission (
    id, uid, name, name_sort, name_search, birth_date, birth_precision, sex, ethnicity, occupation, youth_union, note, unit_id, religion,
    general_education, qualification, political_theory, readmission, decision_number, decided_on, admitted_on, counted_on, voided_at,
    void_reason, twin_reason)
SELECT n, lpad(to_hex(n), 12, '0'), name, name_sort, name_search, birth_date, birth_precision, sex, ethnicity, occupation, youth_union, '',
       unit_id, 'Không', 'UPPER_SECONDARY', 'BACHELOR', 'ELEMENTARY', FALSE, n || '-QĐ/HU', decided_on, decided_on + 15, decided_on,
       CASE WHEN pg_temp.draw(n, 10, 100) = 0 THEN decided_on + time '09:00' END,
       CASE WHEN pg_temp.draw(n, 10, 100) = 0 THEN 'Nhập nhầm' ELSE '' END, ''
FROM person WHERE became ORDER BY n;

INSERT INTO admissions_candidate (
    id, uid, name, name_sort, name_search, birth_date, birth_precision, sex, ethnicity, occupation, youth_union, note, unit_id,
    awareness_class, mentor, expected_on, dropped_on, drop_reason, admission_id)
SELECT n, lpad(to_hex(n), 12, '0'), name, name_sort, name_search, birth_date, birth_precision, sex, ethnicity, occupation, youth_union, '',
       unit_id, '', '', decided_on + pg_temp.draw(n, 11, 150) - 30,
       CASE WHEN NOT became AND pg_temp.draw(n, 12, 4) = 0 THEN decided_on - 10 END,
       CASE WHEN NOT became AND pg_temp.draw(n, 12, 4) = 0 THEN 'Chuyển đi' ELSE '' END,
       CASE WHEN became THEN n END
FROM person WHERE NOT became OR decided_on >= make_date(%(year)s - 2, 1, 1) ORDER BY n;
INSERT INTO admissions_candidatestep (candidate_id, stage, "on")
SELECT n, stage, decided_on - 300 + 40 * place::int
FROM person, unnest(ARRAY['LISTED', 'CLASS', 'APPLICATION', 'VETTING', 'CELL', 'GRASSROOTS', 'AUTHORISED']) WITH ORDINALITY steps(stage, place)
WHERE CASE WHEN became THEN decided_on >= make_date(%(year)s - 2, 1, 1) ELSE place <= 1 + pg_temp.draw(n, 13, 7) END;

-- One grassroots committee in fifty reports numbers each quarter as well.
INSERT INTO admissions_tally (unit_id, counted_on, quantity, women, minority, source)
SELECT id, make_date(year, 3 * quarter, 30), leaves * quarter, leaves * quarter / 2, CASE WHEN id %% 2 = 0 THEN quarter END, ''
FROM node, generate_series(%(year)s - 9, %(year)s) year, generate_series(1, 4) quarter
WHERE kind = 'GRASSROOTS_COMMITTEE' AND pg_temp.draw(id, 14, 50) = 0 AND make_date(year, 3 * quarter, 30) <= %(as_of)s;

INSERT INTO bench_mpttunit (id, name, parent_id, tree_id, lft, rght, level)
SELECT id, 'Tổ chức ' || id, parent_id, 1, lft, rght, depth FROM node;
INSERT INTO bench_mpttadmission (unit_id, counted_on, voided_at)
SELECT unit_id, counted_on, voided_at FROM admissions_admission ORDER BY id;
INSERT INTO bench_treebeardunit (id, name, path, depth, numchild)
SELECT id, 'Tổ chức ' || id, path, depth + 1, (SELECT count(*) FROM node child WHERE child.parent_id = node.id) FROM node;
INSERT INTO bench_treebeardadmission (unit_id, counted_on, voided_at)
SELECT unit_id, counted_on, voided_at FROM admissions_admission ORDER BY id;

-- What is entered afterwards is numbered after these.
SELECT setval(pg_get_serial_sequence('units_unit', 'id'), max(id)) FROM units_unit;
SELECT setval(pg_get_serial_sequence('targets_targetdecision', 'id'), max(id)) FROM targets_targetdecision;
SELECT setval(pg_get_serial_sequence('admissions_admission', 'id'), max(id)) FROM admissions_admission;
SELECT setval(pg_get_serial_sequence('admissions_candidate', 'id'), max(id)) FROM admissions_candidate;
