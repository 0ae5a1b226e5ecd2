/// The records that a population's hosts and domains have, but for TLSA.
enum PopulationRecords {
  /// The name server's, and the survey's own name, so that what it says in EHLO resolves.
  static let own = [
    ResourceRecord("ns.laboratory.example", "A 127.0.0.1"),
    ResourceRecord("mxcensus.example", "MX 10 survey.mxcensus.example."),
    ResourceRecord("survey.mxcensus.example", "A 127.0.0.1"),
  ]

  /// Addresses, or the CNAME record of an alias, or something that makes the name exist.
  static func records(of host: Host) -> [ResourceRecord] {
    if let alias = host.alias { return [ResourceRecord(host.name, "CNAME \(alias).")] }
    guard !host.addresses.isEmpty else { return [ResourceRecord(host.name, text: "no address")] }
    return host.addresses.map { ResourceRecord(host.name, "A \($0)") }
  }

  /// The routing of its mail, and what it says of MTA-STS and TLSRPT.
  static func records(of domain: Domain) -> [ResourceRecord] {
    routing(of: domain)
      + domain.mtaSTS.map { ResourceRecord("_mta-sts.\(domain.name)", text: $0) }
      + domain.tlsrpt.map { ResourceRecord("_smtp._tls.\(domain.name)", text: $0) }
      + domain.policyAddresses.map { ResourceRecord("mta-sts.\(domain.name)", "A \($0)") }
  }

  /// The address of a policy host.
  static func records(of site: PolicySite) -> [ResourceRecord] { [ResourceRecord(site.host, "A \(site.address)")] }

  private static func routing(of domain: Domain) -> [ResourceRecord] {
    let null = ResourceRecord(domain.name, "MX 0 .")
    let exchangers = domain.mail.exchangers.map {
      ResourceRecord(domain.name, "MX \($0.preference) \($0.host).")
    }
    return switch domain.mail {
    case .mx: exchangers
    case .nullMX: [null]
    case .nullMixed: [null] + exchangers
    case .implicit(let addresses): addresses.map { ResourceRecord(domain.name, "A \($0)") }
    case .nodata: [ResourceRecord(domain.name, text: "no mail, no address")]
    case .nxdomain: []
    }
  }
}
