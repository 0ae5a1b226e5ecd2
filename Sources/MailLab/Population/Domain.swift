/// A mail domain: what the survey is given.
public struct Domain: Hashable, Sendable {
  /// The name, below `example`, in lower case without a trailing dot.
  public let name: String
  /// What the domain counts in a weighted share; at least 1.
  public let weight: Int
  /// How its mail is routed.
  public let mail: MailRouting

  /// A domain with its weight and routing.
  public init(name: String, weight: Int, mail: MailRouting) {
    self.name = name
    self.weight = weight
    self.mail = mail
  }
}

/// What DNS says about a domain's mail.
public enum MailRouting: Hashable, Sendable {
  /// MX records.
  case mx([MailExchanger])
  /// One null MX: the domain takes no mail (RFC 7505).
  case nullMX
  /// A null MX beside others, which RFC 7505 §3 forbids.
  case nullMixed([MailExchanger])
  /// No MX, but addresses: the domain is its own exchanger (RFC 5321 §5.1).
  case implicit([IPv4Address])
  /// The name exists with neither MX nor address.
  case nodata
  /// The name does not exist.
  case nxdomain

  /// The MX records that name a host.
  public var exchangers: [MailExchanger] {
    switch self {
    case .mx(let exchangers), .nullMixed(let exchangers): exchangers
    case .nullMX, .implicit, .nodata, .nxdomain: []
    }
  }
}

/// One MX record.
public struct MailExchanger: Hashable, Sendable, Codable {
  /// Lower is tried first.
  public let preference: UInt16
  /// The exchange.
  public let host: String

  /// An MX record.
  public init(preference: UInt16, host: String) {
    self.preference = preference
    self.host = host
  }
}

/// A mail exchanger's name and its addresses.
public struct Host: Hashable, Sendable, Codable {
  /// The name, below `example`.
  public let name: String
  /// Its A records; none: the name exists without an address.
  public let addresses: [IPv4Address]

  /// A host.
  public init(name: String, addresses: [IPv4Address]) {
    self.name = name
    self.addresses = addresses
  }
}

extension Domain: Codable {
  private enum CodingKeys: String, CodingKey {
    case name, weight, mail, mx, addresses
  }

  private enum Status: String, Codable {
    case mx, implicit, nodata, nxdomain
    case nullMX = "null"
    case nullMixed = "null-mixed"
  }

  /// Reads `{"name": …, "weight": …, "mail": "mx", "mx": [{"preference": …, "host": …}]}`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decode(String.self, forKey: .name)
    weight = try container.decode(Int.self, forKey: .weight)
    mail =
      switch try container.decode(Status.self, forKey: .mail) {
      case .mx: .mx(try container.decode([MailExchanger].self, forKey: .mx))
      case .nullMX: .nullMX
      case .nullMixed: .nullMixed(try container.decode([MailExchanger].self, forKey: .mx))
      case .implicit: .implicit(try container.decode([IPv4Address].self, forKey: .addresses))
      case .nodata: .nodata
      case .nxdomain: .nxdomain
      }
  }

  /// Writes what the initialiser reads.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encode(weight, forKey: .weight)
    switch mail {
    case .mx(let exchangers):
      try container.encode(Status.mx, forKey: .mail)
      try container.encode(exchangers, forKey: .mx)
    case .nullMixed(let exchangers):
      try container.encode(Status.nullMixed, forKey: .mail)
      try container.encode(exchangers, forKey: .mx)
    case .implicit(let addresses):
      try container.encode(Status.implicit, forKey: .mail)
      try container.encode(addresses, forKey: .addresses)
    case .nullMX: try container.encode(Status.nullMX, forKey: .mail)
    case .nodata: try container.encode(Status.nodata, forKey: .mail)
    case .nxdomain: try container.encode(Status.nxdomain, forKey: .mail)
    }
  }
}
