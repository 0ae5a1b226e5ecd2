/// What the TXT RRset of `_smtp._tls.<domain>` says (RFC 8460 §3).
///
/// ```
/// _smtp._tls.example.com. IN TXT "v=TLSRPTv1;rua=mailto:reports@example.com"
/// ```
public enum TLSRPTRecord: Hashable, Sendable {
  /// No record of TLSRPT is there.
  case none
  /// Where reports go, in order, at least one.
  case valid([ReportURI])
  /// A record that no report can be sent by.
  case invalid(TLSRPTDefect)

  /// The labels in front of the domain.
  public static let labels = "_smtp._tls"

  /// Reads an RRset, given as RDATA; records that do not begin with `v=TLSRPTv1` are other people's.
  /// - Throws: where RDATA is no sequence of character-strings.
  public init(rdata: [[UInt8]]) throws(MalformedRDATA) {
    let texts = try rdata.map { octets throws(MalformedRDATA) in try TXTRecord(rdata: octets).octets }
    let announced = texts.filter { AnnouncingText.isAnnounced(by: $0, version: TLSRPTRecord.version) }
    guard let text = announced.first else {
      self = .none
      return
    }
    self = announced.count == 1 ? TLSRPTRecord.read(text) : .invalid(.multiple)
  }

  private static let version = "v=TLSRPTv1"

  private static func read(_ octets: [UInt8]) -> TLSRPTRecord {
    guard let text = AnnouncingText(octets, version: version) else { return .invalid(.syntax) }
    var rua: ArraySlice<UInt8>?
    for field in text.fields {
      if field.isNamed("rua") {
        // The RFC is silent on a second one; read as RFC 8461 §3.2 has it.
        rua = rua ?? field.value
      } else if !field.hasExtensionValue {
        return .invalid(.syntax)
      }
    }
    guard let rua else { return .invalid(.rua) }
    var uris: [ReportURI] = []
    for part in rua.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
      guard let uri = ReportURI(part.trimmed) else { return .invalid(.rua) }
      uris.append(uri)
    }
    let usable = uris.filter { $0.scheme != .other }
    return usable.isEmpty ? .invalid(.scheme) : .valid(usable)
  }
}
