/// The zones of a laboratory in master file format, RFC 1035 §5.
enum ZoneFile {
  /// The name server's own name.
  static let nameServer = "ns.laboratory.example."
  private static let apex = """
    3600 IN SOA \(nameServer) hostmaster.laboratory.example. 1 3600 600 604800 300
    @ 3600 IN NS \(nameServer)

    """

  /// Writes the root zone, still unsigned: it delegates `example` without a DS record, so that names below it
  /// are insecure and everything else is securely denied.
  static func writeRoot(to path: String) throws {
    var file = try StreamedFile(path: path)
    try file.write("$ORIGIN .\n@ \(apex)")
    try file.write("example. 3600 IN NS \(nameServer)\n\(nameServer) 3600 IN A 127.0.0.1\n")
    try file.close()
  }

  /// Writes the zone `example` with all domains and hosts.
  static func writeExample(_ population: Population, to path: String) throws {
    var file = try StreamedFile(path: path)
    try file.write("$ORIGIN example.\n$TTL 3600\n@ \(apex)")
    try file.write("\(nameServer) IN A 127.0.0.1\n")
    // The survey's own name: what it says in EHLO resolves.
    try file.write("mxcensus IN MX 10 survey.mxcensus\nsurvey.mxcensus IN A 127.0.0.1\n")
    for host in population.hosts {
      for address in host.addresses { try file.write("\(host.name). IN A \(address)\n") }
      if host.addresses.isEmpty { try file.write("\(host.name). IN TXT \"no address\"\n") }
    }
    for domain in population.domains { try file.write(records(of: domain)) }
    try file.close()
  }

  /// Writes the survey's input: `domain,weight`, a line each.
  static func writeList(_ population: Population, to path: String) throws {
    var file = try StreamedFile(path: path)
    for domain in population.domains { try file.write("\(domain.name),\(domain.weight)\n") }
    try file.close()
  }

  private static func records(of domain: Domain) -> String {
    let null = "\(domain.name). IN MX 0 .\n"
    let exchangers = domain.mail.exchangers.map {
      "\(domain.name). IN MX \($0.preference) \($0.host).\n"
    }
    return switch domain.mail {
    case .mx: exchangers.joined()
    case .nullMX: null
    case .nullMixed: null + exchangers.joined()
    case .implicit(let addresses): addresses.map { "\(domain.name). IN A \($0)\n" }.joined()
    case .nodata: "\(domain.name). IN TXT \"no mail, no address\"\n"
    case .nxdomain: ""
    }
  }
}
