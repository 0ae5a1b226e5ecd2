/// One exchange of a domain: where mail may be delivered, and how soon it is tried.
public struct MXExchange: Hashable, Sendable {
  /// The target of an MX record.
  public enum Host: Hashable, Sendable {
    /// A host name that can be looked up.
    case name(DomainName)
    /// Something else (RFC 5321 §2.3.5 wants a host name), in presentation form with `\DDD` escapes.
    case invalid(String)

    init(labels: [ArraySlice<UInt8>]) {
      // A dot inside of a label is no separator, and one at the end of the last label is not the root.
      let joined = Array(labels.joined(separator: [UInt8(ascii: ".")]))
      if joined.last != UInt8(ascii: "."), let name = try? DomainName(joined), name.labelCount == labels.count {
        self = .name(name)
      } else {
        self = .invalid(labels.map(Host.presentation).joined(separator: "."))
      }
    }

    /// The text that the host is stored under.
    public var text: String {
      switch self {
      case .name(let name): name.text
      case .invalid(let text): text
      }
    }

    /// RFC 1035 §5.1: printable octets as they are, others and the special ones escaped.
    private static func presentation(_ label: ArraySlice<UInt8>) -> String {
      label.map { octet in
        switch octet {
        case UInt8(ascii: "."), UInt8(ascii: "\\"): "\\\(Character(UnicodeScalar(octet)))"
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): String(UnicodeScalar(octet | 0x20))
        case 0x21...0x7e: String(UnicodeScalar(octet))
        default: "\\" + String(repeating: "0", count: 3 - String(octet).count) + String(octet)
        }
      }.joined()
    }
  }

  /// Lower values are tried first.
  public let preference: UInt16
  /// The target.
  public let host: Host

  /// An exchange with its preference.
  public init(preference: UInt16, host: Host) {
    self.preference = preference
    self.host = host
  }
}

/// The MX RRset of a domain in one canonical order: by preference, then by name, without duplicates.
///
/// ```
/// example.org. MX 10 mx1.example.org.
///              MX 20 mx2.example.net.
/// ```
public struct MXSet: Hashable, Sendable {
  /// The exchanges, lowest preference first; at most `maximumExchanges`.
  public let exchanges: [MXExchange]
  /// Whether a null MX (`0 .`, RFC 7505) was among the records.
  public let hasNull: Bool
  /// How many distinct exchanges the answer had, the null MX not counted.
  public let count: Int
  /// The status that these records give their domain.
  public let status: MXStatus

  /// Exchanges that are kept of one RRset. Postfix keeps as many (`dns_rr.c`).
  public static let maximumExchanges = 100

  /// The set that a list of records stands for.
  public init(_ records: some Sequence<MXRecord>) {
    var exchanges: Set<MXExchange> = []
    var hasNull = false
    for record in records {
      if let host = record.exchange {
        exchanges.insert(MXExchange(preference: record.preference, host: host))
      } else {
        hasNull = true
      }
    }
    self.init(exchanges: exchanges, hasNull: hasNull)
  }

  /// The implicit MX of a domain without MX records: the domain itself at preference 0 (RFC 5321 §5.1).
  public init(implicit domain: DomainName) {
    self.init(exchanges: [MXExchange(preference: 0, host: .name(domain))], hasNull: false)
  }

  private init(exchanges: Set<MXExchange>, hasNull: Bool) {
    // A host that is listed twice counts once, at its lowest preference.
    var seen: Set<MXExchange.Host> = []
    let sorted = exchanges.sorted { ($0.preference, $0.host.text) < ($1.preference, $1.host.text) }
    let distinct = sorted.filter { seen.insert($0.host).inserted }
    self.exchanges = Array(distinct.prefix(MXSet.maximumExchanges))
    self.hasNull = hasNull
    count = distinct.count
    let isAnyUsable = distinct.contains { if case .name = $0.host { true } else { false } }
    status = distinct.isEmpty ? .null : hasNull ? .nullMixed : isAnyUsable ? .mx : .invalid
  }
}
