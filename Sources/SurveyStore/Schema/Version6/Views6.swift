/// The public views that version 6 makes of other tables; their columns are those of version 3.
enum Views6 {
  static let dropVersion3 = """
    DROP VIEW v_operator;
    DROP VIEW v_operator_all;
    """

  static let sql = """
    -- One row a judgement, operator, unit and pattern in base reachable: how many there are, or what they weigh.
    CREATE VIEW operator_amount AS
    SELECT p.judgement_id, p.operator_id,
           u.unit || CASE u.further WHEN 0 THEN '' ELSE (
             SELECT ':' || l.name FROM scan_list l
             WHERE l.list_number = p.slot >> 16
               AND l.scan_id = (SELECT j.scan_id FROM judgement j WHERE j.judgement_id = p.judgement_id)) END AS unit,
           u.counting, p.pattern_id, p.slot >> 8 & 255 AS traits,
           CASE u.weighted WHEN 1 THEN p.weight ELSE p.number END AS amount
    FROM operator_part p
    JOIN part_unit u ON u.kind = p.slot & 127 AND u.further = (p.slot >> 16 > 0)
    -- Unary plus: one operator is to be found by its number, not among all that have one.
    WHERE +p.operator_id > 0 AND p.pattern_id > 0 AND p.slot & 128 = 0;

    -- One row a finished wave, unit, operator and metric in base reachable, for every judgement. An operator itself is one,
    -- the mean of its hosts. The columns of GROUP BY are those that a query may ask for without reading all operators.
    CREATE VIEW v_operator_all AS
    SELECT label, wave_date, operator, unit, metric,
           CASE unit WHEN 'operator' THEN part / whole ELSE part END AS numerator,
           CASE unit WHEN 'operator' THEN 1.0 ELSE whole END AS denominator, part / whole * 100 AS percent, judgement
    FROM (
      SELECT s.label AS label, s.wave_date AS wave_date, o.name AS operator, a.unit AS unit, m.word AS metric,
             sum(a.amount * h.share) AS part,
             (SELECT sum(w.amount) FROM operator_amount w
              WHERE w.judgement_id = j.judgement_id AND w.operator_id = o.operator_id AND w.unit = a.unit) AS whole,
             j.label AS judgement
      FROM scan s
      JOIN judgement j ON j.scan_id = s.scan_id
      JOIN operator_amount a ON a.judgement_id = j.judgement_id
      JOIN operator o ON o.operator_id = a.operator_id
      JOIN pattern_share h ON h.pattern_id = a.pattern_id AND h.counting = a.counting AND h.base = 0 AND h.metric > 0
      JOIN metric_word m ON m.code = h.metric
      WHERE s.state = 'finished' AND a.amount > 0
      GROUP BY s.label, s.wave_date, j.label, o.name, a.unit, m.word
      UNION ALL
      SELECT s.label, s.wave_date, o.name, a.unit, m.word, sum(a.amount),
             (SELECT sum(w.amount) FROM operator_amount w
              WHERE w.judgement_id = j.judgement_id AND w.operator_id = o.operator_id AND w.unit = a.unit),
             j.label
      FROM scan s
      JOIN judgement j ON j.scan_id = s.scan_id
      JOIN operator_amount a ON a.judgement_id = j.judgement_id
      JOIN operator o ON o.operator_id = a.operator_id
      JOIN metric_word m ON m.word = 'mta_sts_enforce' AND a.traits & 1 OR m.word = 'authenticated' AND a.traits & 2
      WHERE s.state = 'finished' AND a.amount > 0
      GROUP BY s.label, s.wave_date, j.label, o.name, a.unit, m.word
    );
    CREATE VIEW v_operator AS SELECT * FROM v_operator_all WHERE judgement = 'as-observed';
    """
}
