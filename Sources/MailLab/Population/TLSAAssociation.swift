/// A TLSA record (RFC 6698 §2.1) at `_<SMTP port>._tcp.<host>`.
///
/// Its data is computed from what the host's server presents when the laboratory starts.
public struct TLSAAssociation: Hashable, Sendable, Codable {
  /// 2 is DANE-TA, 3 is DANE-EE; others are unusable for SMTP (RFC 7672 §3.1.3).
  public let usage: UInt8
  /// 0 is the whole certificate, 1 its SubjectPublicKeyInfo.
  public let selector: UInt8
  /// 0 is the data itself, 1 its SHA-256, 2 its SHA-512.
  public let matchingType: UInt8
  /// What it associates.
  public let data: TLSAData

  /// A record.
  public init(_ usage: UInt8, _ selector: UInt8, _ matchingType: UInt8, _ data: TLSAData) {
    self.usage = usage
    self.selector = selector
    self.matchingType = matchingType
    self.data = data
  }
}

/// What the data of a TLSA record is computed from.
public enum TLSAData: Hashable, Sendable {
  /// The leaf of the server at the host's first address.
  case leaf
  /// The leaf of the server at another address.
  case leafAt(IPv4Address)
  /// The certificate that the first leaf's authority signs with: intermediate or private root; the leaf itself where it
  /// is self-signed.
  case issuer
  /// The public authority's root.
  case root
  /// As `leaf`, with one bit of the result changed: of the right length, and matched by nothing.
  case wrong
  /// These octets, whatever the selector and the matching type say; at least one.
  case octets(Octets)
}

extension TLSAData: Codable {
  private enum CodingKeys: String, CodingKey {
    case leafAt, octets
  }

  /// The subjects that are written as a word.
  private enum Word: String, Codable {
    case leaf, issuer, root, wrong
  }

  /// Reads `{"octets": …}`, `{"leafAt": address}` or a word such as `"leaf"`.
  public init(from decoder: any Decoder) throws {
    if let word = try? decoder.singleValueContainer().decode(Word.self) {
      self =
        switch word {
        case .leaf: .leaf
        case .issuer: .issuer
        case .root: .root
        case .wrong: .wrong
        }
      return
    }
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if let address = try container.decodeIfPresent(IPv4Address.self, forKey: .leafAt) {
      self = .leafAt(address)
    } else {
      self = .octets(try container.decode(Octets.self, forKey: .octets))
    }
  }

  /// Writes what the initialiser reads.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .leaf: try write(.leaf, to: encoder)
    case .issuer: try write(.issuer, to: encoder)
    case .root: try write(.root, to: encoder)
    case .wrong: try write(.wrong, to: encoder)
    case .leafAt(let address):
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(address, forKey: .leafAt)
    case .octets(let octets):
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(octets, forKey: .octets)
    }
  }

  private func write(_ word: Word, to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(word)
  }
}
