extension StretchTable {
  /// In an order in which rows can be put back: what refers to others comes behind them.
  static let all: [StretchTable] = [
    .scanDomain, .furtherWeight, .scanHost, .hostAddress, .probe, .chainVerdict, .probeVerdict, .hostVerdict,
    .daneVerdict, .mxSetVerdict, .mxSetShare, .domainGroupVerdict, .namedDomain,
  ]

  /// The places in the list are given up: one domain more at its top would move them all.
  static let scanDomain = StretchTable(
    "scan_domain", of: .wave, key: ["domain_id"], values: domainValues,
    source: """
      SELECT domain_id, \(domainValues.joined(separator: ", ")) FROM scan_domain INDEXED BY scan_domain_by_domain
      WHERE scan_id = :owner
      """,
    restoring: """
      INSERT INTO scan_domain (scan_id, ordinal, domain_id, \(domainValues.joined(separator: ", ")))
      SELECT :owner, row_number() OVER (ORDER BY domain_id) - 1, domain_id, \(domainValues.joined(separator: ", "))
      FROM scan_domain_stretch WHERE :number BETWEEN first AND last
      """)
  private static let domainValues = ["weight", "mx_status", "mx_dnssec", "mx_set_id", "mail_policy_id"]

  static let furtherWeight = StretchTable(
    "further_weight", of: .wave, key: ["domain_id", "list_number"], values: ["weight"],
    source: """
      SELECT sd.domain_id AS domain_id, f.list_number AS list_number, f.weight AS weight
      FROM further_weight f JOIN scan_domain sd ON sd.scan_id = f.scan_id AND sd.ordinal = f.ordinal
      WHERE f.scan_id = :owner
      """,
    restoring: """
      INSERT INTO further_weight (scan_id, list_number, ordinal, weight)
      SELECT :owner, t.list_number, sd.ordinal, t.weight FROM further_weight_stretch t
      JOIN scan_domain sd ON sd.domain_id = t.domain_id AND sd.scan_id = :owner
      WHERE :number BETWEEN t.first AND t.last
      """)

  static let scanHost = StretchTable(
    "scan_host", of: .wave, key: ["host_id"],
    values: [
      "is_explicit", "dns_status", "dnssec", "domains", "outcome", "address_id", "tlsa", "tlsa_rrset_id", "tlsa_base",
      "dns_failure", "is_alias",
    ])
  static let hostAddress = StretchTable("host_address", of: .wave, key: ["host_id", "address_id"])

  /// Times and durations are given up, but for a time that decides how a chain is judged.
  static let probe = StretchTable(
    "probe", of: .wave, key: ["address_id", "host_id", "look"], values: probeValues + ["observed_at"],
    source: """
      SELECT address_id, host_id, look, \(probeValues.joined(separator: ", ")), CASE WHEN EXISTS (
          SELECT 1 FROM judgement j WHERE j.scan_id = p.scan_id AND j.instant_rule = 'observation'
            AND (\(verdict(at: "p.observed_at"))) IS NOT (\(verdict(at: startedAt)))
        ) THEN p.observed_at END AS observed_at
      FROM probe p WHERE p.scan_id = :owner
      """,
    restoring: """
      INSERT INTO probe (scan_id, address_id, host_id, look, \(probeValues.joined(separator: ", ")), observed_at,
        milliseconds)
      SELECT :owner, address_id, host_id, look, \(probeValues.joined(separator: ", ")),
        coalesce(observed_at, \(startedAt)), -1
      FROM probe_stretch WHERE :number BETWEEN first AND last
      """)
  private static let probeValues = ["is_final", "inferred", "ending_id", "session_id", "chain_id"]
  private static let startedAt = "(SELECT started_at FROM scan WHERE scan_id = :owner)"

  private static func verdict(at instant: String) -> String {
    """
    SELECT v.holds_from FROM chain_verdict v WHERE v.judgement_id = j.judgement_id AND v.chain_id = p.chain_id
      AND \(instant) BETWEEN v.holds_from AND v.holds_until - 1
    """
  }

  static let chainVerdict = StretchTable(
    "chain_verdict", of: .judgement, key: ["chain_id", "holds_from"],
    values: ["holds_until", "chain", "time", "errors"])
  static let probeVerdict = StretchTable(
    "probe_verdict", of: .judgement, key: ["host_id", "address_id"],
    values: ["class", "name", "dane", "further_trust"])
  static let hostVerdict = StretchTable(
    "host_verdict", of: .judgement, key: ["host_id"], values: ["class", "class_best", "class_worst"])
  static let daneVerdict = StretchTable(
    "dane_verdict", of: .judgement, key: ["host_id"], values: ["dane", "usage", "selector", "matching_type"])
  static let mxSetVerdict = StretchTable(
    "mx_set_verdict", of: .judgement, key: ["mx_set_id"], values: ["class", "strict_share", "strict_pfs_share"])
  static let mxSetShare = StretchTable(
    "mx_set_share", of: .judgement, key: ["mx_set_id", "metric"], values: ["share"])
  static let domainGroupVerdict = StretchTable(
    "domain_group_verdict", of: .judgement, key: ["mx_set_id", "mail_policy_id", "mx_dnssec"],
    values: ["authenticated", "listed_mx"])

  static let namedDomain = StretchTable(
    "named_domain", of: .judgement, key: ["domain_id"], values: [],
    source: """
      SELECT sd.domain_id AS domain_id FROM named_domain n
      JOIN judgement j ON j.judgement_id = n.judgement_id
      JOIN scan_domain sd ON sd.scan_id = j.scan_id AND sd.ordinal = n.ordinal
      WHERE n.judgement_id = :owner
      """,
    restoring: """
      INSERT INTO named_domain (judgement_id, ordinal)
      SELECT :owner, sd.ordinal FROM named_domain_stretch t
      JOIN judgement j ON j.judgement_id = :owner
      JOIN scan_domain sd ON sd.domain_id = t.domain_id AND sd.scan_id = j.scan_id
      WHERE :number BETWEEN t.first AND t.last
      """)
}
