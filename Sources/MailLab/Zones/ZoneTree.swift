import Foundation

/// The zones of a laboratory, from the root down, as files that NSD serves.
enum ZoneTree {
  /// A zone that the name server is told of.
  struct Served: Hashable, Sendable {
    /// With a trailing dot.
    let origin: String
    /// The zone file's name; for a zone that answers SERVFAIL there is no such file.
    let file: String
  }

  /// Writes and signs all zones, the lowest first, as a zone holds the DS records of those below it.
  ///
  /// - Parameters:
  ///   - associations: the population's TLSA records.
  ///   - directory: gets the files of zones and keys; must exist.
  ///   - anchor: the file that gets the root's key.
  static func write(
    _ population: Population, associations: [ResourceRecord], directory: String, anchor: String
  ) async throws -> [Served] {
    let layout = ZoneLayout(population)
    let signer = ZoneSigner(directory: directory)
    var served: [Served] = []
    var signatories: [String: String] = [:]
    func delegations(from parent: Zone?) -> String {
      layout.children(of: parent).map { ZoneFile.delegation(of: $0) + (signatories[$0.name] ?? "") }.joined()
    }
    for zone in layout.zones.reversed() {
      let unsigned = "\(directory)/\(zone.name).zone"
      var file = "\(zone.name).zone"
      if zone.security != .servfail {
        try ZoneFile.write(
          zone, of: population, layout: layout, associations: associations,
          delegations: delegations(from: zone), to: unsigned)
      }
      if zone.security.hasDS {
        file = "\(zone.name).signed.zone"
        let key = try await signer.sign(
          origin: "\(zone.name).", unsigned: unsigned, signed: "\(directory)/\(file)",
          validity: zone.security == .bogus ? .ended : .current)
        signatories[zone.name] = key.ds
      }
      served.append(Served(origin: "\(zone.name).", file: file))
    }
    try ZoneFile.writeRoot(delegations: delegations(from: nil), to: "\(directory)/root.zone")
    let key = try await signer.sign(
      origin: ".", unsigned: "\(directory)/root.zone", signed: "\(directory)/root.signed.zone",
      validity: .current)
    try key.dnskey.write(toFile: anchor, atomically: true, encoding: .utf8)
    return [Served(origin: ".", file: "root.signed.zone")] + served.reversed()
  }
}
