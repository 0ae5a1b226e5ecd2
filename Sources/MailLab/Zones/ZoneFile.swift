/// The zones of a laboratory in master file format, RFC 1035 §5.
enum ZoneFile {
  /// The name server's own name.
  static let nameServer = "ns.laboratory.example."
  private static let apex = """
    3600 IN SOA \(nameServer) hostmaster.laboratory.example. 1 3600 600 604800 300
    @ 3600 IN NS \(nameServer)

    """

  /// Writes the root zone, still unsigned: what it does not delegate is securely denied.
  ///
  /// - Parameter delegations: the NS and DS records of the zones below it.
  static func writeRoot(delegations: String, to path: String) throws {
    var file = try StreamedFile(path: path)
    try file.write("$ORIGIN .\n@ \(apex)")
    try file.write(delegations)
    try file.write("\(nameServer) 3600 IN A 127.0.0.1\n")
    try file.close()
  }

  /// Writes the NS record that delegates a zone; the zone above it adds the DS record.
  static func delegation(of zone: Zone) -> String {
    "\(zone.name). 3600 IN NS \(nameServer)\n"
  }

  /// Writes a zone below the root with the records of the population that belong to it.
  ///
  /// - Parameters:
  ///   - delegations: the NS and DS records of the zones below it.
  ///   - associations: the TLSA records of the population.
  static func write(
    _ zone: Zone, of population: Population, layout: ZoneLayout, associations: [ResourceRecord],
    delegations: String, to path: String
  ) throws {
    let isAlone = layout.zones.count == 1
    func text(_ records: [ResourceRecord]) -> String {
      records.lazy.filter { isAlone || layout.zone(of: $0.owner) == zone }.map(\.description).joined()
    }
    var file = try StreamedFile(path: path)
    try file.write("$ORIGIN \(zone.name).\n$TTL 3600\n@ \(apex)")
    try file.write(delegations)
    try file.write(text(PopulationRecords.own))
    for host in population.hosts { try file.write(text(PopulationRecords.records(of: host))) }
    for domain in population.domains { try file.write(text(PopulationRecords.records(of: domain))) }
    for site in population.policySites { try file.write(text(PopulationRecords.records(of: site))) }
    try file.write(text(associations))
    try file.close()
  }

  /// Writes the survey's input: `domain,weight`, a line each.
  static func writeList(_ population: Population, to path: String) throws {
    var file = try StreamedFile(path: path)
    for domain in population.domains { try file.write("\(domain.name),\(domain.weight)\n") }
    try file.close()
  }
}
