import SurveyCore
import Testing

/// Sightings that the hand-computed cases are made of.
enum Seen {
  static let strict13 = Sighting(result: .tls(.caVerified), traits: [.forwardSecrecy, .tls13])
  static let strictRSA = Sighting(result: .tls(.caVerified))
  static let wrongName = Sighting(result: .tls(.caWrongName), traits: .forwardSecrecy)
  static let expired = Sighting(result: .tls(.caExpired), traits: .forwardSecrecy)
  static let selfSigned = Sighting(result: .tls(.selfSigned), traits: .forwardSecrecy)
  static let anonymous = Sighting(result: .tls(.anonymous), traits: .forwardSecrecy)
  static let noTLS = Sighting(result: .noTLS)
  static let refused = Sighting(result: .noTLS, traits: .offersSTARTTLS)
  static let commonName = Sighting(result: .tls(.caWrongName), traits: .namedByCommonName)

  /// Metrics that have cases of their own, so that the others stay readable.
  static let byThemselves: Set<Metric> = [.startTLSOffered, .caVerifiedOrCommonName]
}

@Suite struct SightingGroupTests {
  /// A group and which metrics are 1 in each base; all others are 0, or nil where the base is nil.
  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    let group: SightingGroup
    let word: String?
    let reachable: Set<String>?
    let tls: Set<String>?

    init(_ name: String, _ seen: [Sighting], _ word: String?, reachable: Set<String>?, tls: Set<String>?) {
      self.name = name
      group = SightingGroup(seen)
      self.word = word
      self.reachable = reachable
      self.tls = tls
    }

    var testDescription: String { name }
  }

  @Test(arguments: [
    Row("nothing reachable", [], nil, reachable: nil, tls: nil),
    Row("no TLS anywhere", [Seen.noTLS, Seen.noTLS], "no-tls", reachable: ["no_tls"], tls: nil),
    Row(
      "one verified address", [Seen.strict13], "ca-verified",
      reachable: ["ca_verified", "starttls", "ca_trusted_any_name", "pfs", "strict_pfs", "tls13"],
      tls: ["ca_verified", "ca_trusted_any_name", "pfs", "strict_pfs", "tls13"]),
    Row(
      "two verified addresses, one without forward secrecy", [Seen.strict13, Seen.strictRSA], "ca-verified",
      reachable: ["ca_verified", "starttls", "ca_trusted_any_name"],
      tls: ["ca_verified", "ca_trusted_any_name"]),
    Row(
      "verified and no TLS", [Seen.strict13, Seen.noTLS], "mixed", reachable: ["mixed", "starttls"],
      tls: ["mixed", "ca_trusted_any_name", "pfs", "strict_pfs", "tls13"]),
    Row(
      "verified and wrong name", [Seen.strict13, Seen.wrongName], "mixed",
      reachable: ["mixed", "starttls", "ca_trusted_any_name", "pfs"],
      tls: ["mixed", "ca_trusted_any_name", "pfs"]),
    Row(
      "expired is not trusted in date", [Seen.expired], "ca-expired",
      reachable: ["ca_expired", "starttls", "pfs"],
      tls: ["ca_expired", "pfs"]),
    Row(
      "self-signed, self-signed and no TLS", [Seen.selfSigned, Seen.noTLS, Seen.selfSigned], "mixed",
      reachable: ["mixed", "starttls"], tls: ["mixed", "pfs"]),
    Row(
      "anonymous has forward secrecy and no authenticity", [Seen.anonymous], "anonymous",
      reachable: ["anonymous", "starttls", "pfs"], tls: ["anonymous", "pfs"]),
  ])
  func wholeUnitsHaveTheseValues(row: Row) {
    #expect(row.group.result?.word == row.word)
    for (base, ones) in [(Base.reachable, row.reachable), (.tls, row.tls)] {
      #expect(row.group.isIn(base) == (ones != nil))
      for metric in Metric.all where metric.applies(base: base, unit: .mxHost) && !Seen.byThemselves.contains(metric) {
        #expect(
          row.group.value(metric, base: base) == ones.map { $0.contains(metric.word) ? 1 : 0 },
          "\(metric) in \(base)")
      }
    }
  }

  /// Sightings with what they come to: STARTTLS offered of any, CA-verified by either name of all with TLS.
  static let offersAndNames: [(seen: [Sighting], offered: Double, either: Double?, share: Double)] = [
    ([Seen.noTLS], 0, nil, 0), ([Seen.refused, Seen.noTLS], 1, nil, 0.5), ([Seen.selfSigned, Seen.noTLS], 1, 0, 0.5),
    ([Seen.strictRSA, Seen.refused], 1, 1, 1), ([Seen.commonName], 1, 1, 1), ([Seen.wrongName], 1, 0, 1),
    ([Seen.strict13, Seen.commonName], 1, 1, 1), ([Seen.strict13, Seen.wrongName], 1, 0, 1),
  ]

  @Test(arguments: 0..<offersAndNames.count)
  func offersCountOfAnyAddressAndNamesOfEveryOne(index: Int) {
    let (seen, offered, either, share) = SightingGroupTests.offersAndNames[index]
    let group = SightingGroup(seen)
    #expect(group.value(.startTLSOffered, base: .reachable) == offered)
    #expect(group.share(.startTLSOffered, base: .reachable) == share)
    #expect(group.value(.caVerifiedOrCommonName, base: .tls) == either)
    #expect(seen.allSatisfy { Sighting(code: $0.code) == $0 && $0.code < Sighting.codeCount })
  }

  @Test func sharesAreMeansOverTheMembersOfTheBase() {
    let group = SightingGroup([Seen.strict13, Seen.selfSigned, Seen.noTLS, Seen.noTLS])
    let verified = Metric.certificateClass(.caVerified)
    #expect(group.share(verified, base: .reachable) == 0.25)
    #expect(group.share(verified, base: .tls) == 0.5)
    #expect(group.share(.noTLS, base: .reachable) == 0.5)
    #expect(group.share(.startTLS, base: .reachable) == 0.5)
    #expect(group.share(.forwardSecrecy, base: .reachable) == 0.5)
    #expect(group.share(.forwardSecrecy, base: .tls) == 1)
    #expect(group.share(.strictForwardSecrecy, base: .tls) == 0.5)
    #expect(group.share(.tls13, base: .tls) == 0.5)
    #expect(group.share(.postQuantumGroup, base: .tls) == 0)
    #expect(SightingGroup([Seen.noTLS]).share(verified, base: .tls) == nil)
    #expect(SightingGroup().share(verified, base: .reachable) == nil)
  }

  /// Which metrics any of the sightings has, in each base.
  static let best: [(seen: [Sighting], reachable: Set<String>, tls: Set<String>?)] = [
    ([Seen.noTLS, Seen.noTLS], ["no_tls"], nil),
    (
      [Seen.strict13, Seen.noTLS],
      ["ca_verified", "starttls", "ca_trusted_any_name", "pfs", "strict_pfs", "tls13"],
      ["ca_verified", "ca_trusted_any_name", "pfs", "strict_pfs", "tls13"]
    ),
    // Strict without forward secrecy, and forward secrecy that is not strict, are not strict with forward secrecy.
    (
      [Seen.strictRSA, Seen.selfSigned, Seen.wrongName],
      ["ca_verified", "self_signed", "ca_wrong_name", "starttls", "ca_trusted_any_name", "pfs"],
      ["ca_verified", "self_signed", "ca_wrong_name", "ca_trusted_any_name", "pfs"]
    ),
  ]

  @Test(arguments: 0..<best.count)
  func aUnitAtItsBestHasWhatAnySightingHas(index: Int) {
    let (seen, reachable, tls) = SightingGroupTests.best[index]
    let figures = SightingGroup(seen).figures(.any)
    func words(_ base: Base) -> Set<String>? {
      figures[base].map { values in
        let metrics = values.filter { $0.value == 1 }.map { Metric.all[$0.place] }
        return Set(
          metrics.filter { $0.applies(base: base, unit: .domainAny) && !Seen.byThemselves.contains($0) }.map(\.word))
      }
    }
    #expect(words(.reachable) == reachable)
    #expect(words(.tls) == tls)
    #expect(SightingGroup().figures(.any)[.reachable] == nil)
  }

  @Test func bestAndWorstAreOverAllReachable() {
    let group = SightingGroup([Seen.selfSigned, Seen.noTLS, Seen.wrongName])
    #expect(group.best == .tls(.caWrongName))
    #expect(group.worst == .noTLS)
    #expect(SightingGroup().best == nil)
    #expect(SightingGroup().worst == nil)
  }

  @Test func appendingIsTheSameAsStartingWithAll() {
    var group = SightingGroup()
    for sighting in [Seen.noTLS, Seen.strict13] { group.append(sighting) }
    #expect(group == SightingGroup([Seen.noTLS, Seen.strict13]))
    #expect(group.result == .mixed)
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func everyMetricIsTheSameInAnyOrder(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    for group in RandomSurvey(seed: seed).hosts {
      let other = SightingGroup(group.sightings.shuffled(using: &generator))
      #expect(other.result == group.result)
      for base in Base.allCases {
        for metric in Metric.all {
          #expect(other.value(metric, base: base) == group.value(metric, base: base))
          #expect(other.share(metric, base: base) == group.share(metric, base: base))
        }
      }
    }
  }
}

@Suite struct DeliveryGroupTests {
  private let verified = Metric.certificateClass(.caVerified)
  private let selfSigned = Metric.certificateClass(.selfSigned)

  @Test func averagesAddressesThenHosts() {
    // One host with three addresses does not outweigh one with a single address.
    let group = DeliveryGroup(hosts: [
      SightingGroup([Seen.strict13]),
      SightingGroup([Seen.selfSigned, Seen.selfSigned, Seen.selfSigned, Seen.noTLS]),
    ])
    #expect(group.share(verified, base: .reachable) == 0.5)
    #expect(group.share(selfSigned, base: .reachable) == 0.375)
    #expect(group.share(.noTLS, base: .reachable) == 0.125)
    #expect(group.share(.startTLS, base: .reachable) == 0.875)
    #expect(group.share(verified, base: .tls) == 0.5)
    #expect(group.share(selfSigned, base: .tls) == 0.5)
  }

  @Test func hostsOutsideOfTheBaseDoNotCount() {
    let group = DeliveryGroup(hosts: [
      SightingGroup([Seen.strict13]), SightingGroup([Seen.noTLS]), SightingGroup(),
    ])
    #expect(group.share(verified, base: .reachable) == 0.5)
    #expect(group.share(verified, base: .tls) == 1)
    #expect(group.share(.noTLS, base: .reachable) == 0.5)
  }

  @Test func withoutAnAnswerThereIsNoShare() {
    for hosts in [[], [SightingGroup()], [SightingGroup(), SightingGroup()]] {
      #expect(DeliveryGroup(hosts: hosts).share(verified, base: .reachable) == nil)
      #expect(DeliveryGroup(hosts: hosts).result == nil)
    }
    #expect(DeliveryGroup(hosts: [SightingGroup([Seen.noTLS])]).share(verified, base: .tls) == nil)
  }

  @Test func resultIsWhatAllHostsThatAnsweredShare() {
    let strict = SightingGroup([Seen.strict13, Seen.strictRSA])
    let mixed = SightingGroup([Seen.strict13, Seen.noTLS])
    #expect(DeliveryGroup(hosts: [strict, SightingGroup(), strict]).result == .uniform(.tls(.caVerified)))
    #expect(DeliveryGroup(hosts: [strict, SightingGroup([Seen.noTLS])]).result == .mixed)
    #expect(DeliveryGroup(hosts: [mixed, mixed]).result == .mixed)
    #expect(DeliveryGroup(hosts: [mixed]).result == .mixed)
    #expect(DeliveryGroup(hosts: [SightingGroup([Seen.noTLS])]).result?.word == "no-tls")
  }
}
