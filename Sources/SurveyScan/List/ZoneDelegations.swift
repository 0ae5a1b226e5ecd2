/// Finds the names that a zone delegates, in the order of its file.
///
/// The apex is the owner of the SOA record, with which a zone file begins. A delegation further down is taken for the name
/// right below the apex. Records of one name stand together, so that a name that was just seen is not given again; where
/// they do not, the survey takes it once all the same.
struct ZoneDelegations {
  private var apex: [UInt8]?
  private var last: [UInt8] = []

  /// The name that a line delegates.
  /// - Returns: `nil` where it delegates none, or the one before again.
  mutating func name(in line: ArraySlice<UInt8>) throws(ListLineError) -> ArraySlice<UInt8>? {
    guard let record = ZoneRecord(line) else { throw .noZoneRecord }
    switch record.kind {
    case .startOfAuthority:
      apex = ZoneDelegations.lowercased(record.owner)
      return nil
    // Addresses of name servers, and what DNSSEC adds.
    case .other: return nil
    case .nameServer: return try delegation(ZoneDelegations.lowercased(record.owner))
    }
  }

  private mutating func delegation(_ owner: [UInt8]) throws(ListLineError) -> ArraySlice<UInt8>? {
    var name = owner[...]
    if let apex {
      guard owner != apex else { return nil }
      if !apex.isEmpty {
        guard owner.count > apex.count, owner.suffix(apex.count).elementsEqual(apex),
          owner[owner.count - apex.count - 1] == UInt8(ascii: ".")
        else { throw .outsideZone }
        let below = owner.dropLast(apex.count + 1)
        if let dot = below.lastIndex(of: UInt8(ascii: ".")) { name = owner[(dot + 1)...] }
      }
    } else if !owner.contains(UInt8(ascii: ".")) {
      // A part of a file, without its SOA record: the apex of a top-level domain has one label.
      return nil
    }
    guard !name.elementsEqual(last) else { return nil }
    last = Array(name)
    return name
  }

  private static func lowercased(_ octets: ArraySlice<UInt8>) -> [UInt8] {
    octets.map { (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 }
  }
}
