-- The assigned and pledged numbers of the units %(units)s and the categories %(categories)s in effect on %(as_of)s, for the
-- years %(years)s: the quantity of the latest issued decision that holds such a line, plus what reorganisations did after it,
-- up to the tree's date %(tree)s. With %(before)s, only decisions that come before that one in the order in which they take
-- effect; without the decision %(without)s, as if it had never been issued.
WITH decided AS (
    SELECT DISTINCT ON (line.unit_id, decision.year, line.tier, line.category)
        line.unit_id, decision.year, line.tier, line.category, line.quantity, line.own_due_on, decision.due_on, decision.effective_on,
        decision.id AS decision_id
    FROM targets_target line JOIN targets_targetdecision decision ON decision.id = line.decision_id
    WHERE line.unit_id = ANY(%(units)s) AND line.category = ANY(%(categories)s) AND decision.year = ANY(%(years)s)
      AND decision.state = 'ISSUED' AND decision.effective_on <= %(as_of)s
      AND decision.id IS DISTINCT FROM %(without)s
      AND (%(before)s::bigint IS NULL OR (decision.effective_on, decision.issued_on, decision.id)
           < (SELECT effective_on, issued_on, id FROM targets_targetdecision WHERE id = %(before)s))
    ORDER BY line.unit_id, decision.year, line.tier, line.category, decision.effective_on DESC, decision.issued_on DESC, decision.id DESC
), adjusted AS (
    SELECT adjustment.unit_id, adjustment.year, adjustment.tier, adjustment.category, sum(delta) AS delta,
           max(adjustment.effective_on) AS effective_on
    FROM targets_targetadjustment adjustment LEFT JOIN decided USING (unit_id, year, tier, category)
    WHERE adjustment.unit_id = ANY(%(units)s) AND adjustment.category = ANY(%(categories)s) AND adjustment.year = ANY(%(years)s)
      AND adjustment.effective_on <= %(tree)s
      AND adjustment.effective_on > COALESCE(decided.effective_on, '-infinity')
    GROUP BY adjustment.unit_id, adjustment.year, adjustment.tier, adjustment.category
)
SELECT unit_id, year, tier, category, quantity, delta, own_due_on, due_on, decision_id,
       GREATEST(decided.effective_on, adjusted.effective_on)
FROM decided FULL JOIN adjusted USING (unit_id, year, tier, category)
