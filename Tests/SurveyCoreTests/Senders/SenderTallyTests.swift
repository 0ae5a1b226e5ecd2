import SurveyCore
import Testing

/// What sender policies add up to.
@Suite struct SenderTallyTests {
  /// A domain of three hosts, of which so many addresses do TLS.
  private static func domain(_ seed: Int) -> DeliveryDomain {
    let hosts = (0..<3).map { host in
      let addresses = (0...(seed >> (2 * host) & 3)).map { address in
        (seed + host + address) % 3 == 0
          ? DeliveryAddress(outcome: .noStartTLS)
          : DeliveryAddress(outcome: .tls, certificateClass: CertificateClass.allCases[(seed + address) % 9])
      }
      return DeliveryHost(
        preference: UInt16(seed % 2 * host), tlsa: .insecure, isListedByPolicy: false, addresses: addresses)
    }
    return DeliveryDomain(mxStatus: .mx, mxDNSSEC: .insecure, mtaSTS: MTASTSStatus.none, hosts: hosts)
  }

  @Test func howDomainsComeTogetherPlaysNoPart() {
    var generator = SplitMix64(seed: 21)
    // More kinds than wait at a time, if each came with another further trust.
    let drawn = (0..<6_000).map { index in (domain: SenderTallyTests.domain(index % 61), count: index % 5) }
    var (whole, shuffled, singly) = (SenderTally(), SenderTally(), SenderTally())
    for (domain, count) in drawn { whole.add(domain, count: count) }
    for (domain, count) in drawn.shuffled(using: &generator) { shuffled.add(domain, count: count) }
    for (domain, count) in drawn { for _ in 0..<count { singly.add(domain, count: 1) } }
    #expect(whole.rows == shuffled.rows)
    #expect(whole.rows == singly.rows)
    for row in whole.rows {
      #expect(row.domains == Double(drawn.map(\.count).reduce(0, +)))
      #expect(abs(row.shares.values.reduce(0, +) - row.domains) < 1e-6)
    }
  }

  @Test func manyKindsDoNotCountTwice() {
    var tally = SenderTally()
    for index in 0..<10_000 {
      let address = DeliveryAddress(outcome: .tls, certificateClass: .selfSigned, furtherTrust: UInt64(index))
      tally.add(
        DeliveryDomain(
          mxStatus: .mx, mxDNSSEC: .insecure, mtaSTS: MTASTSStatus.none,
          hosts: [DeliveryHost(preference: 10, tlsa: .insecure, isListedByPolicy: false, addresses: [address])]),
        count: 2)
    }
    #expect(tally.rows.allSatisfy { $0.domains == 20_000 })
    #expect(tally.rows.first { $0.policy == "postfix-may" }?.shares[.encrypted] == 20_000)
    #expect(tally.rows == tally.rows)
  }

  @Test func domainsThatTakeNoMailAreNotCounted() {
    var tally = SenderTally(further: [
      FurtherSender(name: "ours", trustStoreSHA256: Fingerprint(octets: Array(repeating: 0, count: 32))!)
    ])
    for status in MXStatus.allCases {
      tally.add(DeliveryDomain(mxStatus: status, mxDNSSEC: .unknown, mtaSTS: nil, hosts: []), count: 1)
    }
    // All but null, nodata and nxdomain.
    #expect(tally.rows.allSatisfy { $0.domains == Double(MXStatus.allCases.count - 3) })
    #expect(tally.rows.map(\.policy) == SenderPolicy.all.map(\.name) + ["ours"])
  }
}
