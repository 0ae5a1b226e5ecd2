import SurveyCore

extension TrendUnit {
  /// The name of a further list, where the unit is weighted by one.
  var listName: String? {
    let prefix = "domain_weighted:"
    return rawValue.hasPrefix(prefix) ? String(rawValue.dropFirst(prefix.count)) : nil
  }

  /// Whether a list's weights say how much each counts.
  var isWeighted: Bool { self == .domainWeighted || listName != nil }

  /// The unit in a reader's words, in the plural.
  var title: String { weighting.map { "\(noun), \($0)" } ?? noun }

  /// What is counted, in the plural, before any weight: `MX hosts`.
  var plainTitle: String { noun }

  /// The units of a base in a reader's words: `reachable MX hosts`, `domains with TLS, weighted by the list`.
  func title(in base: Base) -> String {
    let counted =
      switch base {
      case .reachable: "reachable \(noun)"
      // A certificate is seen where there is TLS, and nowhere else.
      case .tls where bases == [.tls]: "\(noun) that were presented"
      case .tls: "\(noun) with TLS"
      }
    return weighting.map { "\(counted), \($0)" } ?? counted
  }

  /// The unit in one line.
  var definition: String {
    switch self {
    case .mxHost:
      "an MX host by name; its class is the one that all its reachable addresses share, else mixed"
    case .mxHostByDomains:
      "an MX host by name, counted as often as domains have it as lowest preference, so that what many domains use weighs more"
    case .address: "an IP address; its class is the one that all names it answers for share, else mixed"
    case .mxOperator:
      "whoever runs MX hosts, told by the registrable domain of their names; the mean of its hosts, each the mean of its "
        + "addresses, so an operator may count in parts and is never mixed"
    case .certificate:
      "a leaf certificate, however many hosts present it; its class is the one it has everywhere, else mixed"
    case .key:
      "a leaf's public key, whatever certificates were issued for it; its class is the one it has everywhere, else mixed"
    case .domain:
      "a domain by expected delivery: each lowest-preference MX averages its addresses in the base, the "
        + "domain averages those MXs, so a domain may count in parts and is never mixed"
    case .domainEveryPrimary:
      "a domain with all its reachable MX hosts of the lowest preference; its class is the one that all share, else mixed"
    case .domainEvery:
      "a domain with all its reachable MX hosts of any preference; its class is the one that all share, else mixed. "
        + "Spare hosts that hardly any mail reaches count in full, so it is the strictest view"
    case .domainAny:
      "a domain at its best: what any reachable MX host of any preference has. A domain may be of several classes, so "
        + "the classes overlap and have no sum"
    case .domainWeighted: "a domain by expected delivery, with its weight in the list"
    case _ where listName != nil: "a domain by expected delivery, with its weight in that further list"
    default: "a further unit of the waves"
    }
  }

  /// What is counted, before any weight.
  private var noun: String {
    switch self {
    case .mxHost, .mxHostByDomains: "MX hosts"
    case .address: "addresses"
    case .mxOperator: "operators"
    case .certificate: "leaf certificates"
    case .key: "leaf keys"
    case _ where countsDomains: "domains"
    default: rawValue
    }
  }

  /// How it is counted, where that is not once each.
  private var weighting: String? {
    switch self {
    case .mxHostByDomains: "weighted by the domains they serve"
    case .domainEveryPrimary: "at every primary MX"
    case .domainEvery: "at every MX"
    case .domainAny: "at any MX"
    case .domainWeighted: "weighted by the list"
    default: listName.map { "weighted by \($0)" }
    }
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
