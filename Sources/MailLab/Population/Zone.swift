/// A zone of its own below the laboratory's root: `example`, or one that is delegated from a zone above it.
///
/// ```
/// .                     signed, its key is the trust anchor
/// └─ example            unsigned unless the population lists it
///    ├─ bogus.example   listed: everything at and below the name is in it
///    └─ _tcp.mx9.example
/// ```
public struct Zone: Hashable, Sendable, Codable {
  /// The apex: `example` or a name below it, in lower case without a trailing dot.
  public let name: String
  /// What a validator makes of its records.
  public let security: ZoneSecurity

  /// A zone.
  public init(name: String, security: ZoneSecurity) {
    self.name = name
    self.security = security
  }
}

/// What a validator makes of a zone, in the states of RFC 4035 §4.3.
public enum ZoneSecurity: String, Hashable, Sendable, Codable, CaseIterable {
  /// Signed, with a DS record in the zone above: secure below a secure zone.
  case signed
  /// Not signed, no DS record: insecure.
  case unsigned
  /// As `signed`, but its signatures ended a month ago: every answer is bogus, denials too.
  case bogus
  /// Delegated without a DS record to a name server that has no data: SERVFAIL for every question, that for the DS
  /// record of the apex too.
  case servfail

  /// Whether the zone above holds a DS record for it.
  var hasDS: Bool {
    switch self {
    case .signed, .bogus: true
    case .unsigned, .servfail: false
    }
  }
}
