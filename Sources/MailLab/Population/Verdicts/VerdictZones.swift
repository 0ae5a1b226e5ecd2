extension VerdictCases {
  /// Names that are not secure, bogus, or can't be looked up.
  mutating func addZones() {
    let record = [TLSAAssociation(3, 1, 1, .leaf)]
    // The address is secure; the TLSA records are in a zone of their own.
    let separate: [(String, ZoneSecurity, ExpectedVerdict.DANE)] = [
      ("dane-insecure", .unsigned, .insecure), ("dane-bogus", .bogus, .bogus), ("dane-servfail", .servfail, .error),
      ("dane-separate", .signed, .match),
    ]
    for (name, security, dane) in separate {
      addZone("_tcp.mx.\(name)", security)
      add(name, Contents(tlsa: record), Findings(dane: dane, isAuthenticated: dane == .match))
    }
    // The host is in a zone of its own: without a secure address TLSA is not asked for (RFC 7672 §2.2.2).
    addZone("mx.address-insecure", .unsigned)
    add("address-insecure", Contents(tlsa: record), Findings(dane: .insecure))
    addZone("mx.address-bogus", .bogus)
    add("address-bogus", Contents(tlsa: record), .nothing(.dnsFailed, dane: .bogus))
    addZone("mx.address-servfail", .servfail)
    add("address-servfail", Contents(), .nothing(.dnsFailed))
    // The domain is in a zone of its own, and its MX is a host of another.
    let domains: [(String, ZoneSecurity, Findings)] = [
      ("mx-insecure", .unsigned, Findings(dane: .match)),
      ("mx-bogus", .bogus, .nothing(.noMX)),
      ("mx-servfail", .servfail, .nothing(.noMX)),
    ]
    for (name, security, findings) in domains {
      addZone(name, security)
      addDomain(name, host: "mx.dane-match.example", Contents(), findings)
    }
  }

  /// Records of MTA-STS and TLSRPT. No policy can be fetched: `mta-sts.<domain>` has no address.
  mutating func addPolicyRecords() {
    func invalid(_ reason: String) -> Findings { Findings(mtaSTS: .invalid, reason: reason) }
    let sound = Self.policyRecord
    add("sts-no-host", Contents(mtaSTS: [sound]), invalid("sts.no_address"))
    add("sts-beside-others", Contents(mtaSTS: ["v=spf1 -all", sound]), invalid("sts.no_address"))
    add("sts-two-records", Contents(mtaSTS: [sound, "v=STSv1; id=2;"]), invalid("sts.record_multiple"))
    add("sts-no-id", Contents(mtaSTS: ["v=STSv1;"]), invalid("sts.record_id"))
    add(
      "sts-long-id", Contents(mtaSTS: ["v=STSv1; id=\(String(repeating: "1", count: 33));"]), invalid("sts.record_id"))
    add("sts-odd-id", Contents(mtaSTS: ["v=STSv1; id=2014-05-13;"]), invalid("sts.record_id"))
    add("sts-record-syntax", Contents(mtaSTS: ["v=STSv1; id=1; =;"]), invalid("sts.record_syntax"))
    // A record is what begins with “v=STSv1;”, RFC 8461 §3.1.
    add("sts-other-version", Contents(mtaSTS: ["v=STSv2; id=1;"]))
    add("sts-no-record", Contents(mtaSTS: ["nothing of the kind"]))
    add("tlsrpt", Contents(tlsrpt: ["v=TLSRPTv1; rua=mailto:reports@tlsrpt.example"]))
  }

  /// An MTA-STS record in order.
  static let policyRecord = "v=STSv1; id=20140513;"
}
