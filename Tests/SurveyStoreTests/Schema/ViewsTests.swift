import SurveyCore
import Testing

@testable import SurveyStore

@Suite struct ViewsTests {
  /// The columns that the contract promises.
  static let columns: [(String, String)] = [
    (
      "v_scan",
      """
      scan_id label wave_date epoch started_at finished_at state synthetic domains mx_hosts addresses probes \
      trust_store_sha256 intermediates_sha256 list_sha256 version
      """
    ),
    (
      "v_domain",
      """
      label wave_date domain weight mx_status mx_count mx_dnssec mta_sts mta_sts_reason tlsrpt class strict_share \
      authenticated
      """
    ),
    (
      "v_host",
      """
      label wave_date mx_host operator outcome reason class class_best class_worst chain name time tls_version cipher \
      kx_group pfs dane domains not_after issuer
      """
    ),
    (
      "v_probe",
      """
      label wave_date address port server_name look is_final outcome reason stage reply_code tls_version cipher \
      kx_group pfs chain_sha256 leaf_sha256 inferred observed_at milliseconds
      """
    ),
    (
      "v_certificate",
      """
      sha256 spki_sha256 subject issuer serial not_before not_after key_type key_bits signature_algorithm dns_names \
      self_signed der
      """
    ),
    (
      "v_sender",
      """
      label wave_date policy domains authenticated encrypted plaintext deferred bounced undeliverable inconclusive
      """
    ),
    ("v_trend", "label wave_date epoch unit metric base numerator denominator percent low high interval"),
  ]

  @Test(arguments: columns)
  func aViewHasTheColumnsOfTheContract(view: String, columns: String) throws {
    let scratch = try Scratch()
    let present = try scratch.database().column("SELECT name FROM pragma_table_info('\(view)')")
    let missing = columns.split(separator: " ").filter { !present.contains(String($0)) }
    #expect(missing.isEmpty)
  }

  @Test(arguments: ["v_domain", "v_host", "v_trend", "v_sender"])
  func aViewOfJudgementsHasOneWithEveryJudgement(view: String) async throws {
    let scratch = try Scratch()
    let database = try scratch.database()
    try await SmallSurvey(seed: 2).record(into: database)
    let count = try database.value("SELECT count(*) FROM \(view)")
    #expect(count != "0")
    #expect(try database.column("SELECT DISTINCT judgement FROM \(view)_all") == ["as-observed"])
    // Another judgement adds rows to the one view and none to the other.
    try database.execute(
      """
      INSERT INTO judgement (scan_id, label, trust_store_sha256, intermediates_sha256, instant_rule, classifier_version)
        SELECT scan_id, 'again', x'00', x'00', 'observation', 1 FROM judgement;
      INSERT INTO trend SELECT 2, unit, base, metric, numerator, denominator, low, high, interval, silent FROM trend;
      INSERT INTO sender_tally SELECT 2, place, policy, domains, authenticated, encrypted, plaintext, deferred, bounced,
        undeliverable, inconclusive FROM sender_tally
      """)
    #expect(try database.value("SELECT count(*) FROM \(view)") == count)
    #expect(try database.value("SELECT count(*) FROM \(view)_all") == "\((Int(count ?? "") ?? 0) * 2)")
  }

  @Test func aRowOfEveryViewIsAWholeOne() async throws {
    let scratch = try Scratch()
    let database = try scratch.database()
    let survey = SmallSurvey(seed: 4)
    try await survey.record(into: database)
    let names = Set(survey.lists.joined().map(\.name))
    #expect(try database.value("SELECT count(*) FROM v_domain") == "\(names.count)")
    #expect(try database.value("SELECT count(DISTINCT domain) FROM v_domain") == "\(names.count)")
    let hosts = try database.rows("SELECT mx_hosts, addresses, probes FROM v_scan")[0]
    #expect(try database.value("SELECT count(*) FROM v_host") == hosts[0])
    #expect(try database.value("SELECT count(DISTINCT address) FROM v_probe") == hosts[1])
    #expect(try database.value("SELECT count(*) FROM v_probe") == hosts[2])
    #expect(try database.value("SELECT count(*) FROM v_host WHERE outcome IS NULL") == "0")
    #expect(try database.value("SELECT count(*) FROM v_domain WHERE mx_status IS NULL") == "0")
    #expect(
      try database.value(
        """
        SELECT count(*) FROM v_host WHERE (class IS NULL) <> (outcome IN
          ('smtp-rejected', 'unreachable', 'not-probed', 'inconclusive', 'dns-failed'))
        """) == "0")
  }
}
