/// One complete reply of an SMTP server (RFC 5321 §4.2), all its lines.
///
/// ```
/// S: 250-mx1.example.org
/// S: 250-SIZE 10240000
/// S: 250 STARTTLS
/// ```
public struct Reply: Hashable, Sendable {
  /// The code of the last line, which is the one that counts.
  public let code: ReplyCode
  /// The text of each line after code and separator, without line end.
  public let lines: [[UInt8]]
  /// The reply as it came, line ends included.
  public let raw: [UInt8]
  /// Where the reply departs from RFC 5321.
  public let deviations: Deviations

  /// Departures that are tolerated and noted.
  public struct Deviations: OptionSet, Hashable, Sendable {
    /// The bits.
    public let rawValue: UInt8
    /// A set with the given bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// A line ended in LF without CR (§2.3.8).
    public static let bareLineFeed = Deviations(rawValue: 1)
    /// The lines of one reply had different codes (§4.2.1).
    public static let mixedCodes = Deviations(rawValue: 2)
  }

  /// Whether an EHLO reply lists a keyword: the first word of a line after the first, whole and in any case
  /// (RFC 5321 §4.1.1.1). `XSTARTTLSX` is not STARTTLS.
  public func offers(_ keyword: EHLOKeyword) -> Bool {
    lines.dropFirst().contains { line in
      let word = line.prefix { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
      return EHLOKeyword(octets: word) == keyword
    }
  }
}

/// A service extension keyword of an EHLO reply (RFC 5321 §2.2, IANA registry); an open set.
public struct EHLOKeyword: RawRepresentable, Hashable, Sendable {
  /// The keyword in upper case.
  public let rawValue: String

  /// A keyword in any case.
  public init(rawValue: String) { self.init(octets: rawValue.utf8) }

  init(octets: some Sequence<UInt8>) {
    let upper = octets.map { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) ? $0 & 0xdf : $0 }
    rawValue = String(decoding: upper, as: UTF8.self)
  }

  /// Transport layer security (RFC 3207).
  public static let startTLS = EHLOKeyword(rawValue: "STARTTLS")
}
