internal import GRDB
internal import SurveyCore

/// Counts hosts with TLS, and the certificates that they present, by topic and value.
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
  /// The key of what has no group.
  private static let none = "(none)"
  /// Issuers that have a row of their own.
  private static let maximumIssuers = 200
  /// Issuers' names and sessions that are remembered at a time.
  private static let capacity = 10_000

  init(_ db: GRDB.Database) throws {
    statement = try db.makeStatement(sql: "SELECT tls_version, kx_group FROM session WHERE session_id = ?")
  }

  /// Counts the hosts of one certificate, and the certificate once in each value that they have.
  /// - Parameters:
  ///   - uses: how they present it, and how many they are.
  ///   - certificate: `nil` for TLS without one.
  mutating func count(_ uses: [(use: CertificateUse, hosts: Int)], of certificate: CertificateTraits?) throws {
    var values: [(topic: BreakdownTopic, key: String)] = []
    for (use, hosts) in uses {
      for (topic, key) in try keys(use, certificate) {
        counts[topic, default: [:]][key, default: Count()].hosts += hosts
        guard certificate != nil, !values.contains(where: { $0.topic == topic && $0.key == key }) else { continue }
        values.append((topic, key))
        counts[topic]?[key]?.certificates += 1
      }
    }
  }

  private mutating func keys(
    _ use: CertificateUse, _ certificate: CertificateTraits?
  ) throws -> [(topic: BreakdownTopic, key: String)] {
    var keys: [(topic: BreakdownTopic, key: String)] = []
    if let sessionID = use.sessionID {
      let session = try session(sessionID)
      keys += [(.tlsVersion, session.version), (.keyExchangeGroup, session.group)]
    }
    guard let certificate else { return keys }
    if let key = certificate.key { keys.append((.keyType, key)) }
    let found = CertificateClass(rawValue: ClassWords.version1[use.classCode])
    let isVerified = found == .caVerified
    if isVerified, let issuer = certificate.issuer { keys.append((.issuer, organisation(issuer))) }
    if isVerified, let notBefore = certificate.notBefore, let notAfter = certificate.notAfter {
      keys.append((.lifetime, ValidityRange.lifetime(from: notBefore, through: notAfter)))
    }
    if isVerified || found == .caExpired, let place = use.daysLeft {
      keys.append((.daysLeft, ValidityRange.daysLeft[place]))
    }
    return keys
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
        topic: .issuer, key: BreakdownRow.others, hosts: rest.map(\.hosts).reduce(0, +),
        certificates: rest.map(\.certificates).reduce(0, +))
    ]
  }
}
