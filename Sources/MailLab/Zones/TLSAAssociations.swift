/// The TLSA records of a population, computed from its certificates.
struct TLSAAssociations {
  private let authority: CertificateAuthority
  private let port: Int
  private let hosts: [String: Host]
  private let servers: [IPv4Address: Server]

  /// - Parameter port: the port of all SMTP servers, which is part of each owner name (RFC 6698 §3).
  static func records(
    of population: Population, authority: CertificateAuthority, port: Int
  ) throws -> [ResourceRecord] {
    let named = population.hosts.filter { !$0.tlsa.isEmpty }
    // A population of a hundred thousand servers has none.
    if named.isEmpty { return [] }
    let associations = TLSAAssociations(
      authority: authority, port: port, hosts: population.hostsByName, servers: population.serversByAddress)
    return try named.flatMap { host in try host.tlsa.map { try associations.record($0, of: host) } }
  }

  private func record(_ tlsa: TLSAAssociation, of host: Host) throws -> ResourceRecord {
    let digits = try data(of: tlsa, host).map { octet in
      let digits = String(octet, radix: 16)
      return digits.utf8.count == 1 ? "0" + digits : digits
    }
    return ResourceRecord(
      "_\(port)._tcp.\(host.name)",
      "TLSA \(tlsa.usage) \(tlsa.selector) \(tlsa.matchingType) \(digits.joined())")
  }

  private func data(of tlsa: TLSAAssociation, _ host: Host) throws -> [UInt8] {
    let first = Population.firstAddress(of: host, in: hosts)
    let certificate: [UInt8]
    switch tlsa.data {
    case .octets(let octets): return octets.bytes
    case .root: certificate = authority.rootCertificate
    case .leaf, .wrong: certificate = try leaf(at: first)
    case .leafAt(let address): certificate = try leaf(at: address)
    case .issuer: certificate = try profile(at: first).map(authority.issuerCertificate) ?? []
    }
    let selected = tlsa.selector == 1 ? try Certificate(der: certificate).subjectPublicKeyInfo() : certificate
    var data =
      switch tlsa.matchingType {
      case 1: try Digest.sha256.of(selected)
      case 2: try Digest.sha512.of(selected)
      default: selected
      }
    if tlsa.data == .wrong { data[data.count - 1] ^= 1 }
    return data
  }

  /// The leaf in DER; without a server there, which `Population.validate` refuses, nothing.
  private func leaf(at address: IPv4Address?) throws -> [UInt8] {
    try profile(at: address).map { try authority.issue($0).certificates[0] } ?? []
  }

  private func profile(at address: IPv4Address?) -> CertificateProfile? {
    address.flatMap { servers[$0]?.profile.certificate }
  }
}

extension Population {
  /// The hosts by their names, which are unique in a valid population.
  var hostsByName: [String: Host] { Dictionary(hosts.map { ($0.name, $0) }) { first, _ in first } }

  /// The servers by their addresses, which are unique in a valid population.
  var serversByAddress: [IPv4Address: Server] { Dictionary(servers.map { ($0.address, $0) }) { first, _ in first } }

  /// The first address of a host or of what it is an alias of; `nil`: none, or aliases without end.
  static func firstAddress(of host: Host, in hosts: [String: Host]) -> IPv4Address? {
    var host = host
    for _ in 0..<hosts.count {
      guard let alias = host.alias, let next = hosts[alias] else { break }
      host = next
    }
    return host.addresses.first
  }
}
