import SurveyCore

extension TrendUnit {
  /// The name of a further list, where the unit is weighted by one.
  var listName: String? {
    let prefix = "domain_weighted:"
    return rawValue.hasPrefix(prefix) ? String(rawValue.dropFirst(prefix.count)) : nil
  }

  /// The unit in a reader's words, in the plural.
  var title: String { weighting.map { "\(noun), \($0)" } ?? noun }

  /// The units of a base in a reader's words: `reachable MX hosts`, `domains with TLS, weighted by the list`.
  func title(in base: Base) -> String {
    let counted =
      switch base {
      case .reachable: "reachable \(noun)"
      case .tls: "\(noun) with TLS"
      }
    return weighting.map { "\(counted), \($0)" } ?? counted
  }

  /// The unit in one line.
  var definition: String {
    switch self {
    case .mxHost:
      "an MX host by name; its class is the one that all its reachable addresses share, else mixed"
    case .address: "an IP address; its class is the one that all names it answers for share, else mixed"
    case .domain:
      "a domain by expected delivery: each lowest-preference MX averages its addresses in the base, the "
        + "domain averages those MXs, so a domain may count in parts and is never mixed"
    case .domainWeighted: "the same, each domain with its weight in the list"
    case _ where listName != nil: "the same, each domain with its weight in that further list"
    default: "a further unit of the waves"
    }
  }

  private var noun: String {
    switch self {
    case .mxHost: "MX hosts"
    case .address: "addresses"
    case .domain, .domainWeighted: "domains"
    case _ where listName != nil: "domains"
    default: rawValue
    }
  }

  private var weighting: String? {
    if self == .domainWeighted { return "weighted by the list" }
    return listName.map { "weighted by \($0)" }
  }
}

extension Base {
  /// The base in one line.
  var definition: String {
    switch self {
    case .reachable: "everything with an address that accepted EHLO or HELO, with TLS or without"
    case .tls: "everything with an address that completed a handshake"
    }
  }
}
