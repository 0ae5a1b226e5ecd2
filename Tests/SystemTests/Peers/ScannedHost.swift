import Foundation
import Testing

/// What a scan says of the first MX host of a domain.
struct ScannedHost: Hashable {
  let name: String
  let outcome: String
  /// `nil` without TLS.
  let certificateClass: String?
  let dane: String?
  let tlsVersion: String?

  /// Whether a handshake of OpenSSL 3 that verifies completes: with a certificate, and at least TLS 1.2.
  var hasVerifiableTLS: Bool {
    outcome == "tls" && certificateClass != "anonymous" && tlsVersion != "TLSv1.0" && tlsVersion != "TLSv1.1"
  }
}

extension PeerWorld.Survey {
  /// The hosts by the domains that they serve; domains whose MX or host can't be looked up are not among them.
  func hosts(_ folder: Folder) async throws -> [String: ScannedHost] {
    let rows = try await folder.query(
      path,
      """
      SELECT d.name, h.mx_host, h.outcome, h.class, h.dane, h.tls_version
      FROM v_host h
      JOIN mx_host mh ON mh.name = h.mx_host
      JOIN mx_set_member m ON m.host_id = mh.host_id
      JOIN scan_domain sd ON sd.mx_set_id = m.mx_set_id
      JOIN domain d ON d.domain_id = sd.domain_id
      WHERE h.outcome <> 'dns-failed'
      ORDER BY m.preference, h.mx_host
      """)
    let hosts = rows.map { row in
      let values = row.map { $0.isEmpty ? nil : $0 }
      let host = ScannedHost(
        name: row[1], outcome: row[2], certificateClass: values[3], dane: values[4], tlsVersion: values[5])
      return (row[0], host)
    }
    return Dictionary(hosts, uniquingKeysWith: { first, _ in first })
  }
}
