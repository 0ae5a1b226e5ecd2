import Foundation
import SurveyCore
import SurveyStore
import SurveyTLS
import Testing

@testable import mxcensus

/// What the filters write is what an import reads.
@Suite struct RowTests {
  static let target = ProbeTarget(
    address: .v4(0xc000_0201), port: 2_525, serverName: DomainName(uncheckedCanonical: "mx.example"))

  static let observations: [Observation] = {
    let session = TLSSession(
      version: .tls12, cipherSuite: CipherSuite(rawValue: "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
      group: KeyExchangeGroup(rawValue: "x25519"), signature: "rsa_pss_rsae_sha256")
    let chain = PresentedChain(der: [Array("leaf".utf8), [0, 255, 10]])
    func observation(
      _ look: Look, _ ending: ProbeEnding, _ session: TLSSession? = nil, _ chain: PresentedChain? = nil
    ) -> Observation {
      Observation(
        target: target, look: look, observedAt: Instant(epoch: 1_790_000_000), ending: ending, session: session,
        chain: chain, timings: Observation.Timings(connect: 3, handshake: chain == nil ? nil : 12, total: 40))
    }
    return [
      observation(.modern, ProbeEnding(stage: .established, reason: .ok), session, chain),
      observation(
        .legacy, ProbeEnding(stage: .handshake, reason: .handshake(.alert(40))),
        TLSSession(version: ProtocolVersion(rawValue: 0x7f17), cipherSuite: CipherSuite(rawValue: "0xfafa"))),
      observation(.anull, ProbeEnding(stage: .established, reason: .ok), session),
      observation(
        .modern,
        ProbeEnding(
          stage: .greeting, reason: .greeting5xx, replyCode: ReplyCode(rawValue: 554),
          text: Array(0...255) + Array("\r\n".utf8))),
      observation(.modern, ProbeEnding(stage: .policy, reason: .policy(.reserved))),
      observation(.modern, ProbeEnding(stage: .connect, reason: .local(.other(5)))),
    ]
  }()

  static let request: ProbeRequest? = try? ProbeRequest(
    JSONRecord(line: Array(#"{"scan":"w","address":"192.0.2.1","names":["mx.example"],"tag":{"a":[1.50]}}"#.utf8)),
    port: 2_525)

  private static func line(_ observation: Observation, isFinal: Bool = true) throws -> String {
    LookLine(of: observation, isFinal: isFinal).text(for: try #require(request))
  }

  private func octets(_ line: String) -> [UInt8] { Array(line.dropLast().utf8) }

  @Test(arguments: observations.indices)
  func aLookIsReadBack(place: Int) throws {
    let observation = Self.observations[place]
    let line = try Self.line(observation)
    #expect(line.hasSuffix("\"tag\":{\"a\":[1.50]}}\n") && line.utf8.count { $0 == 10 } == 1)
    let row = try LookRow(JSONRecord(line: octets(line)))
    #expect(row.observation == observation)
    #expect(row.scan == "w" && row.isFinal)
    #expect(try !LookRow(JSONRecord(line: octets(Self.line(observation, isFinal: false)))).isFinal)
  }

  @Test(arguments: [
    ("\"outcome\":\"tls\"", "\"outcome\":\"unreachable\""), ("\"reason\":\"ok\"", "\"reason\":\"fine\""),
    ("\"look\":\"modern\"", "\"look\":\"quick\""), ("\"inferred\":0", "\"inferred\":1"),
    ("\"chain\":[\"", "\"chain\":[\"AAAA\",\""),
    ("\"chain\":[\"", "\"chain\":[\"*"), ("\"observed_at\":\"2", "\"observed_at\":\"x"),
    ("\"port\":2525", "\"port\":-1"),
    ("\"tls_version\":\"TLSv1.2\"", "\"tls_version\":\"best\""), ("\"milliseconds\":40", "\"milliseconds\":-40"),
    ("\"reply_code\":null", "\"reply_code\":99"), ("\"reply_text\":null", "\"reply_text\":\"€\""),
    ("\"v\":1", "\"v\":2"), ("\"is_final\":1", "\"is_final\":2"), ("\"is_final\":1,", ""),
  ])
  func aLookThatSomebodyChangedIsNoticed(old: String, new: String) throws {
    let line = try Self.line(Self.observations[0])
    let changed = line.replacingOccurrences(of: old, with: new)
    #expect(line != changed)
    #expect(throws: JSONRecord.Fault.self) { try LookRow(JSONRecord(line: octets(changed))) }
  }

  @Test func laterAnswersReplaceNoneThatWereOneAlready() throws {
    let rows = try Self.observations.map { observation in
      let line = octets(try Self.line(observation))
      return try LookRow(JSONRecord(line: line)).imported(from: line)
    }
    #expect(rows.map(\.isOpen) == [false, false, false, false, true, true])
    #expect(rows[0].key == "192.0.2.1 mx.example 1790000000 modern")
  }

  private static func host(_ text: MXExchange.Host, _ finding: HostFinding, _ preference: UInt16 = 10)
    -> ResolvedDomain.Host
  {
    ResolvedDomain.Host(exchange: MXExchange(preference: preference, host: text), finding: finding)
  }

  static let domains: [ResolvedDomain] = {
    let name = DomainName(uncheckedCanonical: "mx.example")
    let lookup = HostLookup(
      restoring: [.v4(0xc000_0201), .v6(1)], failure: .nodata, partialFailure: .timeout, dnssec: .secure,
      isAlias: true)
    let hosts = [
      host(
        .name(name),
        HostFinding(
          lookup: lookup,
          tlsa: TLSAFinding(state: .usable, records: [[3, 1, 1] + [UInt8](repeating: 7, count: 32), [3]], base: name))),
      host(.invalid("a\\.b._x"), HostFinding(lookup: .invalidName), 20),
    ]
    let body = Array("version: STSv1\nmode: enforce\nmx: mx.example\nmax_age: 86400\n".utf8)
    func domain(
      _ status: MXStatus, _ dnssec: DNSSECStatus?, _ hosts: [ResolvedDomain.Host] = [], _ policy: PolicyWords? = nil,
      count: Int? = nil
    ) -> ResolvedDomain {
      ResolvedDomain(
        status: status, dnssec: dnssec, count: count ?? hosts.count, hosts: hosts, policy: policy,
        observedAt: Instant(epoch: 1_790_000_000))
    }
    return [
      domain(
        .mx, .secure, hosts,
        PolicyWords(mtaSTS: .enforce, reason: nil, recordID: "2026", body: body, tlsrpt: .valid), count: 120),
      domain(
        .nullMixed, .insecure, hosts,
        PolicyWords(mtaSTS: .invalid, reason: "sts.tls", recordID: "1", body: [], tlsrpt: MTASTSAndTLSRPT.noReport)),
      domain(
        .invalid, .unknown, [hosts[1]],
        PolicyWords(mtaSTS: nil, reason: "dns.servfail", recordID: nil, body: [], tlsrpt: nil)),
      domain(.null, .secure), domain(.nodata, .secure), domain(.nxdomain, nil), domain(.servfail, nil),
      domain(
        .implicit, .insecure,
        [host(.name(DomainName(uncheckedCanonical: "d.example")), HostFinding(lookup: lookup), 0)]),
    ]
  }()

  static func line(_ domain: ResolvedDomain) throws -> String {
    domain.line(
      for: try ResolveRequest(
        JSONRecord(line: Array(#"{"scan":"w","domain":"d.example","weight":0.25,"tag":null}"#.utf8))))
  }

  @Test(arguments: domains.indices)
  func aDomainIsReadBack(place: Int) throws {
    let domain = Self.domains[place]
    let row = try ResolvedRow(JSONRecord(line: octets(try Self.line(domain))))
    #expect(row.domain.name.text == "d.example" && row.domain.weight == 0.25 && row.scan == "w")
    #expect(row.domain.status == domain.status && row.domain.dnssec == domain.dnssec)
    #expect(row.domain.policy == domain.policy)
    #expect(row.domain.set?.exchanges == (domain.hosts.isEmpty ? nil : domain.hosts.map(\.exchange)))
    #expect(row.domain.set?.count == (domain.hosts.isEmpty ? nil : domain.count))
    #expect(row.hosts.map(\.finding.lookup) == domain.hosts.map(\.finding.lookup))
    #expect(row.hosts.map(\.finding.tlsa?.state) == domain.hosts.map(\.finding.tlsa?.state))
    #expect(row.hosts.map(\.finding.tlsa?.records) == domain.hosts.map(\.finding.tlsa?.records))
    #expect(row.observedAt == domain.observedAt)
  }

  @Test(arguments: [
    ("\"mx_status\":\"mx\"", "\"mx_status\":\"null\""), ("\"mx_status\":\"mx\"", "\"mx_status\":\"implicit\""),
    ("\"status\":\"ok\"", "\"status\":\"nodata\""), ("192.0.2.1", "192.0.2.256"), ("3 1 1 ", "3 1 "),
    ("\"preference\":10", "\"preference\":65536"), ("\"mta_sts_id\":\"2026\"", "\"mta_sts_id\":\"?\""),
    ("\"mta_sts_reason\":null", "\"mta_sts_reason\":\"<b>\""), ("\"host\":\"mx.example\"", "\"host\":\"mx example\""),
    ("\"weight\":0.25", "\"weight\":-1"),
  ])
  func aDomainThatSomebodyChangedIsNoticed(old: String, new: String) throws {
    let line = try Self.line(Self.domains[0])
    let changed = line.replacingOccurrences(of: old, with: new)
    #expect(line != changed)
    #expect(throws: JSONRecord.Fault.self) { try ResolvedRow(JSONRecord(line: octets(changed))) }
  }
}

/// The word for domains without a TLSRPT record, whose name is also that of an empty optional.
private enum MTASTSAndTLSRPT {
  static let noReport = TLSRPTStatus.none
}
