/// An MTA-STS policy (RFC 8461 §3.2).
///
/// ```
/// version: STSv1
/// mode: enforce
/// mx: mail.example.com
/// mx: *.example.net
/// max_age: 604800
/// ```
public struct MTASTSPolicy: Hashable, Sendable {
  /// What a sender is to do with a host that fails the policy (RFC 8461 §5).
  public enum Mode: String, Hashable, Sendable, CaseIterable {
    /// Not to deliver to it.
    case enforce
    /// To report it.
    case testing
    /// Nothing; the policy is withdrawn (RFC 8461 §8.3).
    case none
  }

  /// What a sender is to do.
  public let mode: Mode
  /// For how many seconds senders may keep the policy: 0 to 31,557,600.
  public let maxAge: Int
  /// The hosts that it vouches for, in order; empty only with mode `none`.
  public let patterns: [MXPattern]

  /// Longest policy in octets (RFC 8461 §3.3).
  public static let maximumLength = 65_536
  /// The highest `max_age` in seconds: a year of 365.25 days (RFC 8461 §3.2).
  public static let maximumAge = 31_557_600

  /// Reads a policy. Lines end with CRLF or LF, and fields stand in any order; unknown ones are ignored, and of those
  /// that come twice, but for `mx`, the first counts.
  ///
  /// A blank line is no field. At the end any number of them is let pass, where the grammar has one line end at most:
  /// they are left there by editors, and can't be taken for anything else.
  /// - Throws: the first defect: of a line, then of the fields in the order of the RFC.
  public init(body: [UInt8]) throws(MTASTSDefect) {
    guard body.count <= MTASTSPolicy.maximumLength else { throw .size }
    guard String(validating: body, as: UTF8.self) != nil else { throw .syntax }
    var lines = body.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(\.withoutCR)
    while lines.last?.trimmed.isEmpty == true { lines.removeLast() }
    guard !lines.isEmpty else { throw .empty }
    var fields = Fields()
    for line in lines { try fields.read(line) }
    try self.init(fields)
  }

  private init(_ fields: Fields) throws(MTASTSDefect) {
    guard fields.version?.elementsEqual("STSv1".utf8) == true else { throw .version }
    guard let mode = fields.mode.flatMap({ Mode(rawValue: String(decoding: $0, as: UTF8.self)) }) else { throw .mode }
    guard let maxAge = fields.maxAge.flatMap(MTASTSPolicy.seconds) else { throw .maxAge }
    let patterns = fields.mx.compactMap { MXPattern($0) }
    guard patterns.count == fields.mx.count else { throw .mx }
    guard !patterns.isEmpty || mode == .none else { throw .noMX }
    self.mode = mode
    self.maxAge = maxAge
    self.patterns = patterns
  }

  /// Whether the policy vouches for an MX host.
  public func matches(_ host: DomainName) -> Bool { patterns.contains { $0.matches(host) } }

  /// One to ten digits, and no more than a year.
  private static func seconds(_ octets: ArraySlice<UInt8>) -> Int? {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard (1...10).contains(octets.count), octets.allSatisfy(digits.contains) else { return nil }
    let value = octets.reduce(0) { $0 * 10 + Int($1 - digits.lowerBound) }
    return value <= maximumAge ? value : nil
  }
}

/// The known fields' values as they stand.
private struct Fields {
  var version: ArraySlice<UInt8>?
  var mode: ArraySlice<UInt8>?
  var maxAge: ArraySlice<UInt8>?
  var mx: [ArraySlice<UInt8>] = []

  mutating func read(_ line: ArraySlice<UInt8>) throws(MTASTSDefect) {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), line[..<colon].isFieldName else { throw .syntax }
    let value = line[(colon + 1)...].trimmed
    guard !value.isEmpty, !value.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { throw .syntax }
    switch String(decoding: line[..<colon], as: UTF8.self) {
    case "version": version = version ?? value
    case "mode": mode = mode ?? value
    case "max_age": maxAge = maxAge ?? value
    case "mx": mx.append(value)
    default: break
    }
  }
}

extension ArraySlice<UInt8> {
  fileprivate var withoutCR: ArraySlice<UInt8> { last == UInt8(ascii: "\r") ? dropLast() : self }
}
