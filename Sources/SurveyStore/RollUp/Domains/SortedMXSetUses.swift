internal import GRDB
internal import SurveyCore

/// The domains of a wave sorted by their MX sets in memory, 24 octets each.
struct SortedMXSetUses: MXSetUseRows {
  private struct Entry {
    let setID: Int64
    let weight: Double
    /// -1: not in the trend.
    let list: Int32
    let traits: UInt8
  }

  private let entries: [Entry]
  private var place = 0

  /// `nil` where there are more domains and weights than the capacity.
  init?(_ wave: MXSetUseReading, capacity: Int) throws {
    let traits = try DomainTraitSets(wave)
    var entries: [Entry] = []
    let columns = "sd.mx_set_id, coalesce(sd.mail_policy_id, 0), coalesce(sd.mx_dnssec, -1), sd.mx_status"
    var queries = [
      "SELECT \(columns), sd.weight, 0 FROM scan_domain sd WHERE sd.scan_id = ? AND sd.mx_set_id IS NOT NULL"
    ]
    if wave.hasFurtherLists {
      queries.append(
        """
        SELECT \(columns), f.weight, f.list_number
        FROM further_weight f CROSS JOIN scan_domain sd ON sd.scan_id = f.scan_id AND sd.ordinal = f.ordinal
        WHERE f.scan_id = ? AND sd.mx_set_id IS NOT NULL
        """)
    }
    for query in queries {
      let rows = try HotStatement(wave.db, query)
      rows.bind(wave.scanID, at: 1)
      while try rows.next() {
        let setID = rows.int64(0)
        let isInTrend = !rows.isNull(3) && MXSetUseReading.codes.contains(rows.int(3))
        if entries.count == capacity { return nil }
        entries.append(
          Entry(
            setID: setID, weight: rows.double(4), list: isInTrend ? Int32(rows.int(5)) : -1,
            traits: isInTrend ? traits.traits(setID, policyID: rows.int64(1), dnssec: rows.int(2)).rawValue : 0))
      }
    }
    entries.sort { ($0.setID, $0.traits) < ($1.setID, $1.traits) }
    self.entries = entries
  }

  var range: ClosedRange<Int64>? {
    guard let first = entries.first, let last = entries.last else { return nil }
    return first.setID...last.setID
  }

  mutating func next() -> MXSetUseRow? {
    guard place < entries.count else { return nil }
    defer { place += 1 }
    let entry = entries[place]
    return MXSetUseRow(
      setID: entry.setID, traits: DomainTraits(rawValue: entry.traits), list: entry.list < 0 ? nil : Int(entry.list),
      weight: entry.weight, times: 1)
  }
}

/// What decides the traits of domains.
private struct DomainTraitSets {
  private struct Group: Hashable {
    let setID: Int64
    let policyID: Int64
    let dnssec: Int
  }

  /// Policies of mode `enforce`.
  private var enforcing: Set<Int64> = []
  private var authenticated: Set<Group> = []

  init(_ wave: MXSetUseReading) throws {
    if wave.asksPolicies {
      let rows = try HotStatement(wave.db, "SELECT mail_policy_id FROM mail_policy WHERE mta_sts = 'enforce'")
      while try rows.next() { enforcing.insert(rows.int64(0)) }
    }
    if wave.asksAuthentication {
      let rows = try HotStatement(
        wave.db,
        """
        SELECT mx_set_id, mail_policy_id, mx_dnssec FROM domain_group_verdict
        WHERE judgement_id = ? AND authenticated = 1
        """)
      rows.bind(wave.judgementID, at: 1)
      while try rows.next() {
        authenticated.insert(Group(setID: rows.int64(0), policyID: rows.int64(1), dnssec: rows.int(2)))
      }
    }
  }

  func traits(_ setID: Int64, policyID: Int64, dnssec: Int) -> DomainTraits {
    var traits: DomainTraits = []
    if !enforcing.isEmpty, enforcing.contains(policyID) { traits.insert(.enforcesMTASTS) }
    if !authenticated.isEmpty, authenticated.contains(Group(setID: setID, policyID: policyID, dnssec: dnssec)) {
      traits.insert(.authenticated)
    }
    return traits
  }
}
