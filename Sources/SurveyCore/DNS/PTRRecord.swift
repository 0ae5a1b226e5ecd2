/// The RDATA of one PTR record (RFC 1035 §3.3.12): the name that an address leads to.
public struct PTRRecord: Hashable, Sendable {
  /// The name; `nil` where it is no host name.
  public let name: DomainName?
  /// The name as text, whatever it is; `.` for the root.
  public let text: String

  /// Reads RDATA with an uncompressed name, as libunbound delivers it.
  public init(rdata: some Collection<UInt8>) throws(MalformedRDATA) {
    let host = try MXRecord.exchange(Array(rdata)[...])
    text = host?.text ?? "."
    name = if case .name(let name)? = host { name } else { nil }
  }
}
