internal import GRDB
internal import SurveyCore

/// One final probe, as the tally reads it.
struct Seen {
  let outcome: Outcome
  let certificateClass: CertificateClass?
  let traits: Sighting.Traits
  let addressID: Int64
  let address: Address
  let hostID: Int64

  /// `nil` where the address is in no denominator.
  var sighting: Sighting? {
    guard outcome.isReachable else { return nil }
    guard let certificateClass else { return Sighting(result: .noTLS) }
    return Sighting(result: .tls(certificateClass), traits: traits)
  }

  /// The place of the outcome in the table of outcomes.
  var rank: Int { Outcome.allCases.firstIndex(of: outcome) ?? Outcome.allCases.count }

  init(_ row: Row) {
    guard let outcome = Outcome(rawValue: row[1]), let address = Address(octets: row[5] as Data) else {
      preconditionFailure("the database holds an outcome or an address that it can't hold")
    }
    self.outcome = outcome
    certificateClass = (row[2] as Int?).flatMap { CertificateClass(rawValue: ClassWords.version1[$0]) }
    traits = outcome == .tls ? Sighting.Traits(rawValue: UInt8(row[3] as Int)) : []
    addressID = row[4]
    self.address = address
    hostID = row[6]
  }
}

/// Cuts an ordered cursor into runs of the same key.
final class GroupedCursor {
  private let rows: RowCursor
  private var ahead: (key: Int64, seen: Seen)?
  private var isStarted = false

  init(_ rows: RowCursor) { self.rows = rows }

  func next() throws -> (key: Int64, rows: [Seen])? {
    if !isStarted {
      isStarted = true
      ahead = try read()
    }
    guard let first = ahead else { return nil }
    var group = [first.seen]
    ahead = try read()
    while let following = ahead, following.key == first.key {
      group.append(following.seen)
      ahead = try read()
    }
    return (first.key, group)
  }

  private func read() throws -> (Int64, Seen)? {
    guard let row = try rows.next() else { return nil }
    return (row[0], Seen(row))
  }
}
