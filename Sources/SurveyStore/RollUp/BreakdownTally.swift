internal import GRDB
internal import SurveyCore

/// What a leaf certificate says of itself, as far as hosts are broken down by it.
struct CertificateTraits {
  let issuer: String?
  let notBefore: Instant?
  let notAfter: Instant?
  /// For example `RSA 2048`; `nil` where the key can't be used.
  let key: String?

  /// Reads five columns from `place` on.
  init(_ row: Row, from place: Int) {
    issuer = row[place]
    notBefore = (row[place + 1] as Int64?).map { Instant(epoch: $0) }
    notAfter = (row[place + 2] as Int64?).map { Instant(epoch: $0) }
    key = (row[place + 3] as String?).map { "\($0) \((row[place + 4] as Int?) ?? 0)" }
  }
}

/// Counts hosts with TLS, and the certificates that they present, by topic and value; hosts come certificate by
/// certificate, so that each is counted once in a value.
struct BreakdownTally {
  private struct Count {
    var hosts = 0
    var certificates = 0
  }

  private struct Session {
    let version: String
    let group: String
  }

  private let statement: Statement
  private var counts: [BreakdownTopic: [String: Count]] = [:]
  private var sessions: [Int64: Session] = [:]
  private var organisations: [String: String] = [:]
  /// The values of the certificate that hosts come with at the moment.
  private var current: [(topic: BreakdownTopic, key: String)] = []
  private var hasCertificate = false

  /// The key of what has no group, and of what is not among the rows.
  private static let none = "(none)"
  private static let others = "(others)"
  /// Issuers that have a row of their own.
  private static let maximumIssuers = 200
  /// Issuers' names and sessions that are remembered at a time.
  private static let capacity = 10_000

  init(_ db: GRDB.Database) throws {
    statement = try db.makeStatement(sql: "SELECT tls_version, kx_group FROM session WHERE session_id = ?")
  }

  /// Counts a host by the probe that stands for it.
  /// - Parameter certificate: `nil` for TLS without one.
  mutating func count(
    _ certificate: CertificateTraits?, sessionID: Int64?, class word: String, at instant: Instant
  ) throws {
    hasCertificate = certificate != nil
    if let sessionID {
      let session = try session(sessionID)
      count(.tlsVersion, session.version)
      count(.keyExchangeGroup, session.group)
    }
    guard let certificate else { return }
    if let key = certificate.key { count(.keyType, key) }
    let found = CertificateClass(rawValue: word)
    let isVerified = found == .caVerified
    if isVerified, let issuer = certificate.issuer { count(.issuer, organisation(issuer)) }
    guard let notBefore = certificate.notBefore, let notAfter = certificate.notAfter else { return }
    if isVerified { count(.lifetime, ValidityRange.lifetime(from: notBefore, through: notAfter)) }
    if isVerified || found == .caExpired {
      count(.daysLeft, ValidityRange.daysLeft(at: instant, from: notBefore, through: notAfter))
    }
  }

  /// Ends the hosts of one certificate.
  mutating func finishCertificate() { current.removeAll(keepingCapacity: true) }

  private mutating func count(_ topic: BreakdownTopic, _ key: String) {
    counts[topic, default: [:]][key, default: Count()].hosts += 1
    if hasCertificate, !current.contains(where: { $0.topic == topic && $0.key == key }) {
      current.append((topic, key))
      counts[topic]?[key]?.certificates += 1
    }
  }

  private mutating func session(_ sessionID: Int64) throws -> Session {
    if let known = sessions[sessionID] { return known }
    guard let row = try Row.fetchOne(statement, arguments: [sessionID]) else {
      preconditionFailure("a probe's session is there")
    }
    let group: String = row[1]
    let session = Session(version: row[0], group: group.isEmpty ? BreakdownTally.none : group)
    if sessions.count == BreakdownTally.capacity { sessions = [:] }
    sessions[sessionID] = session
    return session
  }

  private mutating func organisation(_ issuer: String) -> String {
    if let known = organisations[issuer] { return known }
    let name = DistinguishedName(issuer).organisation
    if organisations.count == BreakdownTally.capacity { organisations = [:] }
    organisations[issuer] = name
    return name
  }

  /// The rows, by topic, then in the order of the topic.
  var rows: [BreakdownRow] { BreakdownTopic.allCases.flatMap(rows) }

  private func rows(of topic: BreakdownTopic) -> [BreakdownRow] {
    let rows = (counts[topic] ?? [:]).map { key, count in
      BreakdownRow(topic: topic, key: key, hosts: count.hosts, certificates: count.certificates)
    }
    switch topic {
    case .issuer: return BreakdownTally.largest(rows)
    case .keyExchangeGroup, .keyType: return rows.sorted(by: BreakdownTally.isLarger)
    case .tlsVersion: return rows.sorted { $0.key > $1.key }
    case .lifetime: return ValidityRange.lifetimes.compactMap { key in rows.first { $0.key == key } }
    case .daysLeft: return ValidityRange.daysLeft.compactMap { key in rows.first { $0.key == key } }
    }
  }

  private static func isLarger(_ left: BreakdownRow, _ right: BreakdownRow) -> Bool {
    (right.hosts, right.certificates, left.key) < (left.hosts, left.certificates, right.key)
  }

  private static func largest(_ rows: [BreakdownRow]) -> [BreakdownRow] {
    let sorted = rows.sorted(by: isLarger)
    guard sorted.count > maximumIssuers else { return sorted }
    let rest = sorted.dropFirst(maximumIssuers)
    return sorted.prefix(maximumIssuers) + [
      BreakdownRow(
        topic: .issuer, key: others, hosts: rest.map(\.hosts).reduce(0, +),
        certificates: rest.map(\.certificates).reduce(0, +))
    ]
  }
}
