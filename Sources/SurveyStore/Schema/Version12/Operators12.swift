/// How version 12 finds the figures of operators: units are told apart by numbers, and named once for each judgement instead of
/// once for each part of each operator.
enum Operators12 {
  static let dropVersion6 = """
    DROP VIEW v_operator;
    DROP VIEW v_operator_all;
    DROP VIEW operator_amount;
    """

  /// What a part counts for in a unit.
  private static func amount(_ part: String) -> String {
    "CASE u.weighted WHEN 1 THEN \(part).weight ELSE \(part).number END"
  }

  /// The sum over all patterns of an operator in a unit.
  private static let whole = """
    (SELECT sum(\(amount("w"))) FROM operator_part w
              WHERE w.judgement_id = u.judgement_id AND w.operator_id = o.operator_id AND w.slot & 255 = u.kind
                AND w.slot >> 16 = u.list_number AND w.pattern_id > 0)
    """

  static let sql = """
    -- One row a judgement and unit in which the parts of its operators count, in base reachable.
    CREATE VIEW operator_unit AS
    SELECT j.judgement_id, j.scan_id, j.label AS judgement, 0 AS list_number, u.kind, u.unit, u.counting, u.weighted
    FROM judgement j JOIN part_unit u ON u.further = 0
    UNION ALL
    SELECT j.judgement_id, j.scan_id, j.label, l.list_number, u.kind, u.unit || ':' || l.name, u.counting, u.weighted
    FROM judgement j
    JOIN scan_list l ON l.scan_id = j.scan_id AND l.list_number > 0
    JOIN part_unit u ON u.further = 1;

    -- One row a finished wave, unit, operator and metric in base reachable, for every judgement. An operator itself is one,
    -- the mean of its hosts. The columns of GROUP BY are those that a query may ask for without reading all operators; CROSS
    -- JOIN keeps to the way from a wave and an operator to its parts.
    CREATE VIEW v_operator_all AS
    SELECT label, wave_date, operator, unit, metric,
           CASE unit WHEN 'operator' THEN part / whole ELSE part END AS numerator,
           CASE unit WHEN 'operator' THEN 1.0 ELSE whole END AS denominator, part / whole * 100 AS percent, judgement
    FROM (
      SELECT s.label AS label, s.wave_date AS wave_date, o.name AS operator, u.unit AS unit, m.word AS metric,
             sum(\(amount("p")) * h.share) AS part, \(whole) AS whole, u.judgement AS judgement
      FROM operator o
      CROSS JOIN scan s
      CROSS JOIN operator_unit u ON u.scan_id = s.scan_id
      CROSS JOIN operator_part p ON p.judgement_id = u.judgement_id AND p.operator_id = o.operator_id
        AND p.slot & 255 = u.kind AND p.slot >> 16 = u.list_number
      CROSS JOIN pattern_share h ON h.pattern_id = p.pattern_id AND h.counting = u.counting AND h.base = 0 AND h.metric > 0
      JOIN metric_word m ON m.code = h.metric
      WHERE s.state = 'finished' AND p.pattern_id > 0 AND \(amount("p")) > 0
      GROUP BY s.label, s.wave_date, u.judgement, o.name, u.unit, m.word
      UNION ALL
      SELECT s.label, s.wave_date, o.name, u.unit, m.word, sum(\(amount("p"))), \(whole), u.judgement
      FROM operator o
      CROSS JOIN scan s
      CROSS JOIN operator_unit u ON u.scan_id = s.scan_id
      CROSS JOIN operator_part p ON p.judgement_id = u.judgement_id AND p.operator_id = o.operator_id
        AND p.slot & 255 = u.kind AND p.slot >> 16 = u.list_number
      JOIN metric_word m ON m.word = 'mta_sts_enforce' AND p.slot >> 8 & 1 OR m.word = 'authenticated' AND p.slot >> 9 & 1
      WHERE s.state = 'finished' AND p.pattern_id > 0 AND \(amount("p")) > 0
      GROUP BY s.label, s.wave_date, u.judgement, o.name, u.unit, m.word
    );
    CREATE VIEW v_operator AS SELECT * FROM v_operator_all WHERE judgement = 'as-observed';
    """
}
