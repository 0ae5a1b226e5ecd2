internal import GRDB
internal import SurveyCore

/// The names of leaves, kept while they are likely to be asked for again: a provider's certificate serves many MX sets.
final class LeafNames {
  private let statement: Statement
  private var known: [Int64: RecipientNames] = [:]

  /// Names that are held at a time, over all certificates.
  private static let capacity = 200_000
  private var held = 0

  init(_ db: GRDB.Database) throws {
    // SQLite's own JSON functions end a name at its first NUL, and `mx.example\0.elsewhere.example` would become a name
    // of its victim (CVE-2009-2408).
    statement = try db.makeStatement(sql: "SELECT dns_names FROM certificate WHERE certificate_id = ?")
  }

  /// The names that the hosts of a set present, by address.
  func names(of members: MXSetMembers) throws -> PresentedNames {
    PresentedNames(
      byAddress: try members.allSeen.map { seen in
        guard seen.outcome == .tls, let leafID = seen.leafID else { return nil }
        return try names(of: leafID)
      })
  }

  private func names(of leafID: Int64) throws -> RecipientNames {
    if let names = known[leafID] { return names }
    let plain = JSONText.plainStrings(try String.fetchOne(statement, arguments: [leafID]) ?? "[]")
    if held + plain.count > LeafNames.capacity {
      known = [:]
      held = 0
    }
    held += plain.count
    let names = RecipientNames(dnsNames: plain)
    known[leafID] = names
    return names
  }
}

/// The names in the certificates of one MX set's addresses.
struct PresentedNames {
  let byAddress: [RecipientNames?]

  /// Whether no domain can be named.
  var isEmpty: Bool { byAddress.allSatisfy { $0?.isEmpty ?? true } }

  /// How each address's certificate names a domain.
  func matches(_ domain: DomainName) -> [RecipientDomainMatch] { byAddress.map { $0?.match(domain) ?? .none } }
}
