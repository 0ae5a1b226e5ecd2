internal import GRDB
internal import SurveyCore

/// Stores what many probes share once: endings, sessions, chains, certificates. It lives as long as one transaction and
/// remembers the rows that it found, as most probes of a batch end alike.
final class ObservationDictionary {
  private let db: GRDB.Database
  private let describe: ([UInt8]) -> CertificateFields?
  private var endings: [ProbeEnding: Int64] = [:]
  private var sessions: [TLSSession: Int64] = [:]
  private let knownChain: HotStatement

  init(db: GRDB.Database, describe: @escaping ([UInt8]) -> CertificateFields?) throws {
    self.db = db
    knownChain = try HotStatement(db, "SELECT chain_id FROM chain WHERE sha256 = ?")
    self.describe = describe
  }

  func endingID(_ ending: ProbeEnding) throws -> Int64 {
    if let known = endings[ending] { return known }
    let arguments: StatementArguments = [
      ending.outcome.rawValue, ending.stage.rawValue, ending.reason.word,
      ending.replyCode.map { Int($0.rawValue) } ?? 0, ending.text.data,
    ]
    let endingID = try intern(
      find: """
        SELECT ending_id FROM ending WHERE outcome = ? AND stage = ? AND reason = ? AND reply_code = ? AND text = ?
        """,
      insert: "INSERT INTO ending (outcome, stage, reason, reply_code, text) VALUES (?, ?, ?, ?, ?)", arguments)
    endings[ending] = endingID
    return endingID
  }

  func sessionID(_ session: TLSSession) throws -> Int64 {
    if let known = sessions[session] { return known }
    let key: StatementArguments = [
      session.version.description, session.cipherSuite.rawValue, session.group?.rawValue ?? "",
      session.signature ?? "",
    ]
    let sessionID = try intern(
      find: "SELECT session_id FROM session WHERE tls_version = ? AND cipher = ? AND kx_group = ? AND signature = ?",
      insert: """
        INSERT INTO session (tls_version, cipher, kx_group, signature, pfs, traits) VALUES (?, ?, ?, ?, ?, ?)
        """, key, further: [session.hasForwardSecrecy, Int(Sighting.Traits(session).rawValue)])
    sessions[session] = sessionID
    return sessionID
  }

  func chainID(_ chain: PresentedChain) throws -> Int64 {
    knownChain.bind(chain.sha256.octets, at: 1)
    defer { knownChain.reset() }
    if try knownChain.next() { return knownChain.int64(0) }
    let insert = try db.cachedStatement(sql: "INSERT INTO chain (sha256) VALUES (?)")
    try insert.execute(arguments: [chain.sha256.data])
    let chainID = db.lastInsertedRowID
    let link = try db.cachedStatement(sql: "INSERT INTO chain_certificate VALUES (?, ?, ?)")
    for (position, certificate) in chain.certificates.enumerated() {
      try link.execute(arguments: [chainID, position, try certificateID(certificate)])
    }
    return chainID
  }

  private func certificateID(_ certificate: PresentedCertificate) throws -> Int64 {
    let find = try db.cachedStatement(sql: "SELECT certificate_id FROM certificate WHERE sha256 = ?")
    if let known = try Int64.fetchOne(find, arguments: [certificate.sha256.data]) { return known }
    let fields = describe(certificate.der)
    let insert = try db.cachedStatement(
      sql: """
        INSERT INTO certificate (sha256, der, spki_sha256, subject, issuer, serial, not_before, not_after, key_type,
          key_bits, signature_algorithm, dns_names, self_signed, is_ca)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    try insert.execute(arguments: [
      certificate.sha256.data, certificate.der.data, fields?.spkiSHA256?.data, fields?.subject, fields?.issuer,
      fields?.serial, fields?.notBefore?.epoch, fields?.notAfter?.epoch, fields?.keyType, fields?.keyBits,
      fields?.signatureAlgorithm, fields.map { JSONText.array($0.dnsNames) }, fields?.isSelfSigned, fields?.isCA,
    ])
    return db.lastInsertedRowID
  }

  private func intern(
    find: String, insert: String, _ key: StatementArguments, further: StatementArguments = []
  ) throws -> Int64 {
    if let known = try Int64.fetchOne(db.cachedStatement(sql: find), arguments: key) { return known }
    try db.cachedStatement(sql: insert).execute(arguments: key + further)
    return db.lastInsertedRowID
  }
}
