import SurveyCore
import SurveyReport

/// Checked domains for tests, each different from a good one in one thing.
enum Checked {
  static let now = Instant(epoch: 1_795_000_000)
  static let domain = DomainName(uncheckedCanonical: "example.org")
  static let host = DomainName(uncheckedCanonical: "mx1.example.org")
  static let ipv4 = Address.v4(0xC000_0201)
  static let digest = Fingerprint(octets: [UInt8](repeating: 0xAB, count: 32))

  /// A leaf with that name, ten months of its year left.
  static func leaf(
    _ names: [String] = ["mx1.example.org"], subject: String = "CN=mx1.example.org",
    issuer: String = "CN=Issuing CA", ends: Int64 = 300 * 86_400, isSelfSigned: Bool = false, bits: Int = 256
  ) -> CertificateFields {
    CertificateFields(
      subject: subject, issuer: issuer, serial: "0A", notBefore: Instant(epoch: now.epoch - 86_400),
      notAfter: Instant(epoch: now.epoch + ends), keyType: bits > 1_000 ? "RSA" : "EC", keyBits: bits,
      signatureAlgorithm: "ecdsa-with-SHA256", dnsNames: names.map { Array($0.utf8) }, dnsNameCount: names.count,
      commonNames: [], isSelfSigned: isSelfSigned, isCA: false, spkiSHA256: digest)
  }

  static func observation(
    _ ending: ProbeEnding = ProbeEnding(stage: .established, reason: .ok), look: Look = .modern,
    version: ProtocolVersion = .tls13, address: Address = ipv4
  ) -> Observation {
    let isTLS = ending.outcome == .tls
    return Observation(
      target: ProbeTarget(address: address, port: 25, serverName: host), look: look, observedAt: now, ending: ending,
      session: isTLS
        ? TLSSession(
          version: version, cipherSuite: CipherSuite(rawValue: "TLS_AES_128_GCM_SHA256"),
          group: KeyExchangeGroup(rawValue: "x25519")) : nil,
      timings: Observation.Timings(total: 5))
  }

  /// An address that completed a handshake.
  static func address(
    errors: [VerificationError] = [], leaf: CertificateFields = leaf(), isCompletable: Bool = false,
    dane: DANEFinding? = nil, at address: Address = ipv4
  ) -> CheckedAddress {
    let finding = ChainFinding(
      errors: errors, leafIsSelfSigned: leaf.isSelfSigned, isCompletable: isCompletable)
    let judged = JudgedChain(
      finding: finding, from: now, until: Instant(epoch: now.epoch + 1), dnsNames: leaf.dnsNames,
      commonNames: leaf.commonNames)
    return CheckedAddress(
      address: address, observations: [observation(address: address)], certificates: [leaf], judged: judged,
      verdict: judged.verdict(for: host), dane: dane)
  }

  /// An address that ended so.
  static func address(_ stage: Stage, _ reason: Reason, text: String = "") -> CheckedAddress {
    CheckedAddress(
      address: ipv4,
      observations: [observation(ProbeEnding(stage: stage, reason: reason, text: Array(text.utf8)))])
  }

  static let selfSigned = address(
    errors: [VerificationError(code: 18, depth: 0)], leaf: leaf(issuer: "CN=mx1.example.org", isSelfSigned: true))

  static func host(
    _ addresses: [CheckedAddress], preference: UInt16 = 10, name: DomainName = host, tlsa: TLSALookup? = nil,
    dnssec: DNSSECStatus = .insecure
  ) -> CheckedHost {
    CheckedHost(
      preference: preference, host: .name(name),
      lookup: HostLookup(.addresses(addresses.map(\.address), dnssec), .addresses([], dnssec)),
      tlsa: tlsa ?? .notAsked(.insecure), addresses: addresses)
  }

  static func domain(
    _ hosts: [CheckedHost], mtaSTS: MTASTS = .absent, tlsrpt: TLSRPT = .absent, dnssec: DNSSECStatus = .insecure,
    status: MXStatus = .mx, kind: CheckedDomain.Kind = .domain
  ) -> CheckedDomain {
    CheckedDomain(
      name: domain, kind: kind, mxStatus: status, mxDNSSEC: dnssec, hosts: hosts, mtaSTS: mtaSTS, tlsrpt: tlsrpt,
      judgedAt: now)
  }

  /// A policy of that mode for these patterns.
  static func policy(_ mode: String, _ patterns: String...) throws -> MTASTS {
    let lines = ["version: STSv1", "mode: \(mode)", "max_age: 86400"] + patterns.map { "mx: \($0)" }
    let body = Array(lines.joined(separator: "\n").utf8)
    return .sound(try MTASTSPolicy(body: body), recordID: "1", body: body)
  }

  /// TLSA records with a secure answer.
  static func tlsa(_ records: TLSARecord...) -> TLSALookup {
    .records(TLSARRset(rdata: records.map(\.rdata)), baseDomain: host, .secure)
  }

  static let daneEE = TLSARecord(usage: 3, selector: 1, matchingType: 1, association: [UInt8](repeating: 1, count: 32))
}
