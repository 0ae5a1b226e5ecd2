internal import GRDB

/// Rows of dictionaries that no wave refers to any more.
struct UnreferredRows {
  let db: GRDB.Database

  /// Deletes them.
  /// - Returns: how many certificates went.
  func delete() throws -> Int {
    try delete("mx_set_member", "mx_set_id", unlessIn: [("scan_domain", "mx_set_id")])
    try delete("mx_set", "mx_set_id", unlessIn: [("scan_domain", "mx_set_id")])
    try delete("chain_certificate", "chain_id", unlessIn: [("probe", "chain_id")])
    try delete("chain", "chain_id", unlessIn: [("probe", "chain_id")])
    try delete("certificate", "certificate_id", unlessIn: [("chain_certificate", "certificate_id")])
    let certificates = db.changesCount
    try delete("ending", "ending_id", unlessIn: [("probe", "ending_id")])
    try delete("session", "session_id", unlessIn: [("probe", "session_id")])
    try delete("tlsa_rrset", "tlsa_rrset_id", unlessIn: [("scan_host", "tlsa_rrset_id")])
    try delete("mail_policy", "mail_policy_id", unlessIn: [("scan_domain", "mail_policy_id")])
    try delete(
      "mx_host", "host_id",
      unlessIn: [
        ("scan_host", "host_id"), ("mx_set_member", "host_id"), ("probe", "host_id"), ("inference_check", "host_id"),
      ])
    // Of merged waves that are not complete, hosts may have lost addresses that were probed.
    try delete(
      "address", "address_id",
      unlessIn: [
        ("host_address", "address_id"), ("target", "address_id"), ("probe", "address_id"),
        ("spent_connection", "address_id"), ("inference", "address_id"), ("inference_check", "address_id"),
      ])
    try delete("domain", "domain_id", unlessIn: [("scan_domain", "domain_id")])
    try delete(
      "operator", "operator_id",
      unlessIn: [("mx_host", "operator_id"), ("operator_part", "operator_id"), ("operator_rank", "operator_id")])
    return certificates
  }

  /// - Parameter places: where rows are referred to; in tables of stretches by the same name, too.
  private func delete(_ table: String, _ column: String, unlessIn places: [(table: String, column: String)]) throws {
    let stretches = places.compactMap { place in
      StretchTable.all.first { $0.name == place.table }.map { (table: $0.stretches, column: place.column) }
    }
    let conditions = (places + stretches).map { place in
      "\(column) NOT IN (SELECT \(place.column) FROM \(place.table) WHERE \(place.column) IS NOT NULL)"
    }
    try db.execute(sql: "DELETE FROM \(table) WHERE \(conditions.joined(separator: " AND "))")
  }
}
