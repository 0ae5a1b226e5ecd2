import Foundation
import Testing

/// A chain that a host presented, as the scan stored it.
struct StoredChain {
  let host: String
  let address: String
  let certificateClass: String
  /// In PEM.
  let leaf: String
  /// The others in the order in which they came, in PEM.
  let rest: String

  /// A name for files.
  var file: String { "\(host)-\(address)" }
}

/// A host with TLSA records, as the scan stored it.
struct DANEHost {
  let name: String
  /// The TLSA base domain (RFC 7672 §2.2.3).
  let base: String
  let dane: String
  let addresses: [String]
  /// In presentation form, `3 1 1 …` (RFC 6698 §2.2).
  let records: [String]
}

extension PeerWorld.Survey {
  /// Every chain behind a completed handshake.
  func chains(_ folder: Folder) async throws -> [StoredChain] {
    let rows = try await folder.query(
      path,
      """
      SELECT p.server_name, p.address, h.class, hex(c.der)
      FROM v_probe p
      JOIN v_host h ON h.mx_host = p.server_name
      JOIN chain ch ON lower(hex(ch.sha256)) = p.chain_sha256
      JOIN chain_certificate cc ON cc.chain_id = ch.chain_id
      JOIN certificate c ON c.certificate_id = cc.certificate_id
      WHERE p.is_final = 1 AND p.outcome = 'tls'
      ORDER BY p.server_name, p.address, cc.position
      """)
    var chains: [StoredChain] = []
    for row in rows {
      let pem = try pem(hex: row[3])
      if let last = chains.last, last.host == row[0], last.address == row[1] {
        chains[chains.count - 1] = StoredChain(
          host: last.host, address: last.address, certificateClass: last.certificateClass, leaf: last.leaf,
          rest: last.rest + pem)
      } else {
        chains.append(StoredChain(host: row[0], address: row[1], certificateClass: row[2], leaf: pem, rest: ""))
      }
    }
    return chains
  }

  /// Every host whose TLSA records are secure.
  func daneHosts(_ folder: Folder) async throws -> [DANEHost] {
    let rows = try await folder.query(
      path,
      """
      SELECT h.mx_host, coalesce(sh.tlsa_base, h.mx_host), h.dane, hex(r.records),
        (SELECT group_concat(p.address) FROM v_probe p WHERE p.server_name = h.mx_host AND p.is_final = 1)
      FROM v_host h
      JOIN mx_host mh ON mh.name = h.mx_host
      JOIN scan_host sh ON sh.host_id = mh.host_id
      JOIN tlsa_rrset r ON r.tlsa_rrset_id = sh.tlsa_rrset_id
      WHERE h.dane IN ('match', 'mismatch', 'unusable')
      """)
    return try rows.map { row in
      DANEHost(
        name: row[0], base: row[1], dane: row[2], addresses: row[4].split(separator: ",").map(String.init),
        records: try records(octets(hex: row[3])))
    }
  }

  private func records(_ octets: [UInt8]) throws -> [String] {
    var rest = octets[...]
    var records: [String] = []
    while !rest.isEmpty {
      var length = 0
      var shift = 0
      while let octet = rest.popFirst() {
        length |= Int(octet & 0x7f) << shift
        shift += 7
        if octet < 0x80 { break }
      }
      try #require(length > 3 && rest.count >= length)
      let record = Array(rest.prefix(length))
      rest.removeFirst(length)
      let digits = record.dropFirst(3).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
      records.append("\(record[0]) \(record[1]) \(record[2]) \(digits)")
    }
    return records
  }

  private func pem(hex: String) throws -> String {
    let text = Data(try octets(hex: hex)).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
    return "-----BEGIN CERTIFICATE-----\n\(text)\n-----END CERTIFICATE-----\n"
  }

  private func octets(hex: String) throws -> [UInt8] {
    let digits = try hex.utf8.map { try #require(Character(UnicodeScalar($0)).hexDigitValue) }
    return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }
}
