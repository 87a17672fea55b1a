-- The forfait of every patient, summed per doctor, as an analyst would write it for DuckDB.
-- Amounts are whole cents; what is wrong with the input is counted in the same pass, by column.
-- $input and $output are replaced by file names (COPY takes no parameter).

CREATE TEMP TABLE by_doctor AS
WITH checked AS (
    SELECT
        doctor, age, ald, c2s, zone, actions,
        age IS NULL OR age NOT BETWEEN 0 AND 110 AS bad_age,
        ald IS NULL AS bad_ald,
        c2s IS NULL AS bad_c2s,
        zone IS NULL OR zone NOT IN ('hors_zone', 'zac', 'zip') AS bad_zone,
        actions IS NULL OR actions NOT BETWEEN 0 AND 15 AS bad_actions
    FROM read_parquet('$input')
),
based AS (
    SELECT
        *,
        NOT (bad_age OR bad_ald OR bad_c2s OR bad_zone OR bad_actions) AS good,
        CASE
            WHEN ald THEN CASE WHEN age >= 80 THEN 10000 ELSE 5500 END
            WHEN age >= 80 THEN 5500
            WHEN age BETWEEN 7 AND 74 THEN 500
            ELSE 1500
        END + CASE WHEN c2s THEN 1000 ELSE 0 END AS base
    FROM checked
),
paid AS (
    SELECT
        *,
        base + 500 * actions + CASE zone
            WHEN 'zac' THEN (base * 75 + 500) // 1000
            WHEN 'zip' THEN (base * 125 + 500) // 1000
            ELSE 0
        END AS cents
    FROM based
)
SELECT
    doctor,
    count(*) FILTER (WHERE good) AS patients,
    sum(cents::BIGINT) FILTER (WHERE good)::BIGINT AS cents,
    count(*) AS seen,
    count(*) FILTER (WHERE bad_age) AS bad_age,
    count(*) FILTER (WHERE bad_ald) AS bad_ald,
    count(*) FILTER (WHERE bad_c2s) AS bad_c2s,
    count(*) FILTER (WHERE bad_zone) AS bad_zone,
    count(*) FILTER (WHERE bad_actions) AS bad_actions
FROM paid
GROUP BY doctor;

COPY (
    SELECT doctor, patients, (cents * 0.01::DECIMAL(3, 2))::DECIMAL(18, 2) AS fmt FROM by_doctor ORDER BY doctor
) TO '$output' (FORMAT parquet);

SELECT
    sum(cents)::BIGINT AS cents,
    sum(patients)::BIGINT AS patients,
    sum(seen)::BIGINT AS seen,
    sum(bad_age + bad_ald + bad_c2s + bad_zone + bad_actions)::BIGINT AS refused
FROM by_doctor;
