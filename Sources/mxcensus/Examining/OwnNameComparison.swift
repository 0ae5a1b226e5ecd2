import SurveyCore
import SurveyDNS

/// The name for EHLO beside what the DNS says of our address and of the name (RFC 5321 §4.1.1.1): operators look there
/// to learn who visits.
struct OwnNameComparison {
  let name: DomainName
  let own: Address
  let isLaboratory: Bool

  func finding(pointers: RecordLookup, forward: HostLookup) -> Finding {
    let tried = "the PTR of \(own), and the addresses of \(name)"
    let isPrivate = own.isReserved && !isLaboratory
    if isPrivate {
      return Finding(
        subject: "own-name", verdict: .warning, tried: tried,
        found: "\(own) is translated on the way, so that what the world sees can't be told from here",
        fix: "make sure that the address the world sees has a PTR record to \(name), and \(name) has that address")
    }
    let names = OwnNameComparison.names(pointers)
    let leadsThere = names.contains(name.text)
    let leadsBack = forward.addresses.contains(own)
    let found = "\(own) → \(pointerText(pointers, names)); \(name) → \(addressText(forward))"
    guard !leadsThere || !leadsBack else {
      return Finding(subject: "own-name", verdict: .fine, tried: tried, found: found)
    }
    let fixes = [
      leadsThere ? nil : "have the network's owner write the PTR record \(own.reverseName) → \(name)",
      leadsBack ? nil : "write the record \(name) → \(own)",
    ]
    return Finding(
      subject: "own-name", verdict: .configuration, tried: tried, found: found,
      fix: fixes.compactMap { $0 }.joined(separator: "; ") + "; or give --ehlo the name that this host has")
  }

  private static func names(_ lookup: RecordLookup) -> [String] {
    guard case .records(let rdata, _) = lookup else { return [] }
    return rdata.compactMap { try? PTRRecord(rdata: $0).text }
  }

  private func pointerText(_ lookup: RecordLookup, _ names: [String]) -> String {
    switch lookup {
    case .records: names.isEmpty ? "records that can't be read" : names.joined(separator: ", ")
    case .nodata, .nxdomain: "no PTR record"
    case .failed(let failure): "dns.\(failure.rawValue)"
    }
  }

  private func addressText(_ lookup: HostLookup) -> String {
    lookup.addresses.isEmpty
      ? "dns.\((lookup.failure ?? .nodata).rawValue)" : lookup.addresses.map(\.description).joined(separator: ", ")
  }
}
