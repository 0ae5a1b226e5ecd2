/// What the TXT RRset of `_mta-sts.<domain>` says (RFC 8461 §3.1).
///
/// ```
/// _mta-sts.example.com. IN TXT "v=STSv1; id=20160831085700Z;"
/// ```
public enum MTASTSRecord: Hashable, Sendable {
  /// No record of MTA-STS is there.
  case none
  /// A policy is announced.
  /// - Parameter id: 1 to 32 letters and digits; a new one for every change of the policy.
  case valid(id: String)
  /// A policy was meant to be announced; senders must take it for none.
  case invalid(MTASTSDefect)

  /// The label in front of the domain.
  public static let label = "_mta-sts"

  /// Reads an RRset, given as RDATA; records that do not begin with `v=STSv1` are other people's.
  /// - Throws: where RDATA is no sequence of character-strings.
  public init(rdata: [[UInt8]]) throws(MalformedRDATA) {
    let texts = try rdata.map { octets throws(MalformedRDATA) in try TXTRecord(rdata: octets).octets }
    let announced = texts.filter { AnnouncingText.isAnnounced(by: $0, version: MTASTSRecord.version) }
    guard let text = announced.first else {
      self = .none
      return
    }
    self = announced.count == 1 ? MTASTSRecord.read(text) : .invalid(.recordMultiple)
  }

  private static let version = "v=STSv1"
  private static let maximumIDLength = 32

  private static func read(_ octets: [UInt8]) -> MTASTSRecord {
    guard let text = AnnouncingText(octets, version: version) else { return .invalid(.recordSyntax) }
    var id: ArraySlice<UInt8>?
    for field in text.fields {
      if field.isNamed("id") {
        // §3.2: of fields that come twice the first counts.
        id = id ?? field.value
      } else if !field.hasExtensionValue {
        return .invalid(.recordSyntax)
      }
    }
    guard let id, (1...maximumIDLength).contains(id.count), id.allSatisfy(\.isAlphanumeric) else {
      return .invalid(.recordID)
    }
    return .valid(id: String(decoding: id, as: UTF8.self))
  }
}
