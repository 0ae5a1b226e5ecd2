import SurveyCore

@testable import SurveyStore

extension SurveyDatabase {
  /// Names the operators of all hosts anew, and adds everything up by them.
  func nameOperators(_ operatorOf: @escaping @Sendable (String) -> String = RandomWaves.operatorName) async throws {
    try execute("UPDATE mx_host SET operator_id = NULL; UPDATE judgement SET roll_up = 0")
    try await refreshRollUps(
      operatorOf: OperatorNaming(sha256: nil) { DomainName(uncheckedCanonical: operatorOf($0.text)) })
  }

  /// Everything that is stored between waves, by names instead of row numbers.
  func storedChanges() throws -> [[[String]]] {
    let pair = """
      JOIN wave_pair p USING (pair_id) JOIN judgement jf ON jf.judgement_id = p.from_judgement
      JOIN judgement jt ON jt.judgement_id = p.to_judgement JOIN scan sf ON sf.scan_id = jf.scan_id
      JOIN scan st ON st.scan_id = jt.scan_id
      """
    let ends = "jt.label, sf.label, st.label, p.is_consecutive"
    return try [
      "SELECT \(ends), unit, from_state, to_state, count FROM transition_tally \(pair) ORDER BY 1, 2, 3, 5, 6, 7",
      """
      SELECT \(ends), unit, metric, stayers_before, stayers_before_of, stayers_after, stayers_after_of, entrants,
        entrants_of, leavers, leavers_of, gained, lost, estimate, low, high, design_effect, operators, improved, worsened
      FROM shift_tally \(pair) ORDER BY 1, 2, 3, 5, 6
      """,
      "SELECT \(ends), topic, place, key, hosts FROM pair_breakdown \(pair) ORDER BY 1, 2, 3, 5, 6",
      """
      SELECT j.label, s.label, weighting, metric, numerator, denominator FROM panel
      JOIN judgement j USING (judgement_id) JOIN scan s USING (scan_id) ORDER BY 1, 2, 3, 4
      """,
      "SELECT * FROM panel_series ORDER BY 1",
    ].map { try rows($0) }
  }
}

/// Waves of random surveys over the same names: what one has of a domain, a host or an address, another may have too.
enum RandomWaves {
  static let labels = ["2026-01", "2026-02", "2026-03"]

  static func instant(_ index: Int) -> Instant { Instant(epoch: 1_000_000 + 3_000_000 * Int64(index)) }

  /// Hosts of random surveys by the last digit of their names, so that operators have several; others by themselves.
  static func operatorName(_ host: String) -> String {
    guard let label = host.split(separator: ".").first, label.hasPrefix("mx"), let number = Int(label.dropFirst(2))
    else { return host }
    return "operator\(number % 4).example"
  }

  /// Records waves in any order of time.
  static func record(
    into database: SurveyDatabase, seed: UInt64, order: [Int] = [0, 1, 2], recordingSeed: UInt64? = nil
  ) async throws {
    for index in order {
      try await SmallSurvey(seed: 10 * seed + UInt64(index)).record(
        into: database, label: labels[index], asOf: instant(index), seed: recordingSeed)
    }
    try await database.nameOperators()
  }
}
