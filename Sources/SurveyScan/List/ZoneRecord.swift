/// A record of a zone file in the one shape that registries publish: owner, TTL, class, type and data, separated by tabs or
/// spaces, the owner in full.
///
/// ```
/// com.            900     in  soa  a.gtld-servers.net. …
/// example.com.    172800  in  ns   a.iana-servers.net.
/// ```
struct ZoneRecord {
  /// The owner without its final dot.
  let owner: ArraySlice<UInt8>
  let kind: Kind

  enum Kind {
    case startOfAuthority
    case nameServer
    case other
  }

  /// Reads a line; `nil` for one that is no record of this shape.
  init?(_ line: ArraySlice<UInt8>) {
    var fields = Fields(rest: line)
    guard let owner = fields.next(), owner.last == UInt8(ascii: ".") else { return nil }
    // RFC 1035 §5.1 lets TTL and class come in either order, or not at all.
    var type = fields.next()
    var isClassKnown = false
    while let field = type {
      if !isClassKnown, ZoneRecord.isEqual(field, "in") {
        isClassKnown = true
      } else if !field.allSatisfy({ (0x30...0x39).contains($0) }) {
        break
      }
      type = fields.next()
    }
    guard let type, fields.next() != nil else { return nil }
    self.owner = owner.dropLast()
    kind =
      ZoneRecord.isEqual(type, "ns") ? .nameServer : ZoneRecord.isEqual(type, "soa") ? .startOfAuthority : .other
  }

  /// Whether octets are a lower-case word in any case.
  private static func isEqual(_ octets: ArraySlice<UInt8>, _ word: StaticString) -> Bool {
    octets.count == word.utf8CodeUnitCount && octets.map { $0 | 0x20 } == Array("\(word)".utf8)
  }

  private struct Fields {
    var rest: ArraySlice<UInt8>

    mutating func next() -> ArraySlice<UInt8>? {
      guard let start = rest.firstIndex(where: { $0 != 0x09 && $0 != 0x20 }) else { return nil }
      let end = rest[start...].firstIndex { $0 == 0x09 || $0 == 0x20 } ?? rest.endIndex
      defer { rest = rest[end...] }
      return rest[start..<end]
    }
  }
}
