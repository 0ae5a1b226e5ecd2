internal import GRDB
internal import SurveyCore

/// One final probe, as the tally reads it.
struct Seen {
  let outcome: Outcome
  let certificateClass: CertificateClass?
  let traits: Sighting.Traits
  let hostID: Int64
  /// Whether the name of the MX is not among the certificate's, though there is one.
  let hasOtherName: Bool
  /// What is presented is worth under the host's TLSA records; `nil` where the host has no usable one, and without TLS.
  let dane: DANECode?
  let furtherTrust: UInt64
  let leafID: Int64?
  let isBelowTLS12: Bool

  /// What a sender finds here.
  func delivery(_ domainMatch: RecipientDomainMatch) -> DeliveryAddress {
    DeliveryAddress(
      outcome: outcome, certificateClass: certificateClass, isLegacyOnly: traits.contains(.legacyOnly),
      isBelowTLS12: isBelowTLS12, domainMatch: domainMatch, matchesTLSA: dane == .match, furtherTrust: furtherTrust)
  }

  /// The columns that `init` reads, from the tables `e`, `v`, `t`, `p` and `cc`.
  static let columns = """
    e.outcome, v.class, coalesce(t.traits, 0), p.host_id, v.name, v.dane, coalesce(v.further_trust, 0), p.look,
      cc.certificate_id, t.tls_version
    """

  /// The versions below TLS 1.2, as sessions are stored with them.
  private static let oldVersions = Set([ProtocolVersion.ssl30, .tls10, .tls11].map(\.description))

  /// Reads the columns from `place` on.
  init(_ row: Row, from place: Int, measurement: Measurement) {
    guard let outcome = Outcome(rawValue: row[place]) else {
      preconditionFailure("the database holds an outcome that it can't hold")
    }
    self.outcome = outcome
    let classCode: Int? = row[place + 1]
    certificateClass = classCode.flatMap { CertificateClass(rawValue: ClassWords.version1[$0]) }
    hostID = row[place + 3]
    let nameCode: Int? = row[place + 4]
    hasOtherName = nameCode.map { NameWords.version1[$0] != NameMatch.mxSAN.rawValue } ?? false
    dane = (row[place + 5] as Int?).flatMap(DANECode.init)
    furtherTrust = UInt64(bitPattern: row[place + 6])
    leafID = row[place + 8]
    let version: String? = row[place + 9]
    isBelowTLS12 = outcome == .tls && version.map(Seen.oldVersions.contains) ?? false
    var traits = outcome == .tls ? Sighting.Traits(rawValue: UInt8(row[place + 2] as Int)) : []
    if outcome == .tls, measurement.triesModernLook, (row[place + 7] as Int) != LookCode.code(.modern) {
      traits.insert(.legacyOnly)
    }
    if dane == .match { traits.insert(.daneMatch) }
    self.traits = traits
  }
}

/// Cuts an ordered cursor into runs of the same key.
final class GroupedCursor<Element> {
  private let rows: RowCursor
  private let read: (Row) -> Element
  private var ahead: (key: Int64, element: Element)?
  private var isStarted = false

  /// A cursor over rows whose first column is the key.
  init(_ rows: RowCursor, read: @escaping (Row) -> Element) {
    self.rows = rows
    self.read = read
  }

  func next() throws -> (key: Int64, elements: [Element])? {
    if !isStarted {
      isStarted = true
      ahead = try fetch()
    }
    guard let first = ahead else { return nil }
    var group = [first.element]
    ahead = try fetch()
    while let following = ahead, following.key == first.key {
      group.append(following.element)
      ahead = try fetch()
    }
    return (first.key, group)
  }

  private func fetch() throws -> (Int64, Element)? {
    guard let row = try rows.next() else { return nil }
    return (row[0], read(row))
  }
}
