/// What version 12 adds to transitions: how sure each is, of all that were in the state before.
enum Transitions12 {
  static let dropVersion3 = """
    DROP VIEW v_transition;
    DROP VIEW v_transition_all;
    """

  static let sql = """
    ALTER TABLE transition_tally ADD COLUMN low REAL; -- of its share of from_state, 0-1; NULL between two censuses
    ALTER TABLE transition_tally ADD COLUMN high REAL;

    -- One row a pair of consecutive waves, unit and two states, for every judgement that both waves have.
    CREATE VIEW v_transition_all AS
    SELECT sf.label AS from_label, st.label AS to_label, t.unit, t.from_state AS from_class, t.to_state AS to_class,
           t.count, t.count * 100 / (SELECT sum(r.count) FROM transition_tally r
             WHERE r.pair_id = t.pair_id AND r.unit = t.unit AND r.from_state = t.from_state) AS percent,
           t.low * 100 AS low, t.high * 100 AS high, CASE WHEN t.low IS NULL THEN 'none' ELSE 'cluster' END AS interval,
           jt.label AS judgement
    FROM transition_tally t
    JOIN wave_pair p ON p.pair_id = t.pair_id AND p.is_consecutive = 1
    JOIN judgement jf ON jf.judgement_id = p.from_judgement
    JOIN judgement jt ON jt.judgement_id = p.to_judgement
    JOIN scan sf ON sf.scan_id = jf.scan_id
    JOIN scan st ON st.scan_id = jt.scan_id;
    CREATE VIEW v_transition AS SELECT * FROM v_transition_all WHERE judgement = 'as-observed';
    """
}
