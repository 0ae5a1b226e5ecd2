internal import GRDB
internal import SurveyCore

/// The names of leaves, kept while they are likely to be asked for again: a provider's certificate serves many MX sets.
final class LeafNames {
  private let statement: Statement
  private var known: [Int64: RecipientNames] = [:]

  /// Certificates whose names are held; a large one has ten thousand names.
  private static let capacity = 4_096

  init(_ db: GRDB.Database) throws {
    statement = try db.makeStatement(
      sql: "SELECT value FROM certificate c, json_each(c.dns_names) WHERE c.certificate_id = ?")
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
    if known.count >= LeafNames.capacity { known = [:] }
    let names = RecipientNames(dnsNames: try String.fetchAll(statement, arguments: [leafID]).map { Array($0.utf8) })
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
