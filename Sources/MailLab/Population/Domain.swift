/// A mail domain: what the survey is given.
public struct Domain: Hashable, Sendable {
  /// The name, below `example`, in lower case without a trailing dot.
  public let name: String
  /// What the domain counts in a weighted share; at least 1.
  public let weight: Int
  /// How its mail is routed.
  public let mail: MailRouting
  /// The TXT records at `_mta-sts.<name>`, where MTA-STS is announced (RFC 8461 §3.1).
  public var mtaSTS: [String]
  /// The TXT records at `_smtp._tls.<name>`, where TLS reports are asked for (RFC 8460 §3).
  public var tlsrpt: [String]
  /// The A records of `mta-sts.<name>`, the host of the MTA-STS policy (RFC 8461 §3.3), beside those of its policy sites:
  /// addresses at which nobody listens.
  public var policyAddresses: [IPv4Address]

  /// A domain with its weight and routing, and what it says of MTA-STS and TLSRPT: by default nothing.
  public init(
    name: String, weight: Int, mail: MailRouting, mtaSTS: [String] = [], tlsrpt: [String] = [],
    policyAddresses: [IPv4Address] = []
  ) {
    self.name = name
    self.weight = weight
    self.mail = mail
    self.mtaSTS = mtaSTS
    self.tlsrpt = tlsrpt
    self.policyAddresses = policyAddresses
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
public struct Host: Hashable, Sendable {
  /// The name, below `example`.
  public let name: String
  /// Its A records; none: the name exists without an address.
  public let addresses: [IPv4Address]
  /// The host that it is another name of, by a CNAME record; then it has no address of its own.
  public let alias: String?
  /// The TLSA records at `_<SMTP port>._tcp.<name>`.
  public let tlsa: [TLSAAssociation]

  /// A host with addresses.
  public init(name: String, addresses: [IPv4Address], tlsa: [TLSAAssociation] = []) {
    self.name = name
    self.addresses = addresses
    alias = nil
    self.tlsa = tlsa
  }

  /// A host that is another name of a host.
  public init(name: String, alias: String, tlsa: [TLSAAssociation] = []) {
    self.name = name
    addresses = []
    self.alias = alias
    self.tlsa = tlsa
  }
}

extension Host: Codable {
  private enum CodingKeys: String, CodingKey {
    case name, addresses, alias, tlsa
  }

  /// Reads `{"name": …, "addresses": […], "tlsa": […]}` or `{"name": …, "alias": …}`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decode(String.self, forKey: .name)
    alias = try container.decodeIfPresent(String.self, forKey: .alias)
    addresses = alias == nil ? try container.decode([IPv4Address].self, forKey: .addresses) : []
    tlsa = try container.decodeIfPresent([TLSAAssociation].self, forKey: .tlsa) ?? []
  }

  /// Writes what the initialiser reads.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    if let alias {
      try container.encode(alias, forKey: .alias)
    } else {
      try container.encode(addresses, forKey: .addresses)
    }
    if !tlsa.isEmpty { try container.encode(tlsa, forKey: .tlsa) }
  }
}

extension Domain: Codable {
  private enum CodingKeys: String, CodingKey {
    case name, weight, mail, mx, addresses, mtaSTS, tlsrpt, policyAddresses
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
    mtaSTS = try container.decodeIfPresent([String].self, forKey: .mtaSTS) ?? []
    tlsrpt = try container.decodeIfPresent([String].self, forKey: .tlsrpt) ?? []
    policyAddresses = try container.decodeIfPresent([IPv4Address].self, forKey: .policyAddresses) ?? []
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
    if !mtaSTS.isEmpty { try container.encode(mtaSTS, forKey: .mtaSTS) }
    if !tlsrpt.isEmpty { try container.encode(tlsrpt, forKey: .tlsrpt) }
    if !policyAddresses.isEmpty { try container.encode(policyAddresses, forKey: .policyAddresses) }
  }
}
