/// Cuts a stream of octets into replies; any split of the same octets gives the same replies.
public struct ReplyReader: Sendable {
  /// Longest line, its end counted in. RFC 5321 §4.5.3.1.5 says 512; Postfix reads up to 2,048.
  public static let maximumLineLength = 2_048
  /// Most lines of one reply.
  public static let maximumLines = 100
  /// Most octets of one reply.
  public static let maximumLength = 65_536

  /// Why octets are no reply.
  public enum Violation: Error, Hashable, Sendable {
    /// A line, or the whole, is longer than the limits above.
    case tooLong
    /// A line does not start with three digits and a separator, or holds a NUL (RFC 5321 §4.2 has none).
    case malformed
  }

  /// Octets of the reply that is not complete yet.
  public private(set) var pending: [UInt8] = []
  private var lineStart = 0
  private var scanned = 0
  private var lines: [[UInt8]] = []
  private var codes: Set<ReplyCode> = []
  private var deviations: Reply.Deviations = []

  /// A reader at the start of a reply.
  public init() {}

  /// Takes octets in; `nextReply` gives them out again as replies.
  public mutating func append(_ octets: some Sequence<UInt8>) { pending.append(contentsOf: octets) }

  /// The next complete reply, or `nil` where more octets are needed.
  ///
  /// Where it throws, `pending` ends with the octet that is too much: how many came with it means nothing.
  public mutating func nextReply() throws(Violation) -> Reply? {
    do throws(Violation) {
      return try scan()
    } catch {
      pending.removeSubrange(scanned...)
      throw error
    }
  }

  private mutating func scan() throws(Violation) -> Reply? {
    while scanned < pending.count {
      let octet = pending[scanned]
      scanned += 1
      guard scanned - lineStart <= ReplyReader.maximumLineLength else { throw .tooLong }
      guard scanned <= ReplyReader.maximumLength else { throw .tooLong }
      guard octet != 0 else { throw .malformed }
      guard octet == UInt8(ascii: "\n") else { continue }
      guard let last = try endLine() else { continue }
      return endReply(code: last)
    }
    return nil
  }

  /// The code of the line that just ended where it was the reply's last, else `nil`.
  private mutating func endLine() throws(Violation) -> ReplyCode? {
    var line = pending[lineStart..<(scanned - 1)]
    if line.last == UInt8(ascii: "\r") { line.removeLast() } else { deviations.insert(.bareLineFeed) }
    lineStart = scanned
    let digits = line.prefix(3)
    guard digits.count == 3, digits.allSatisfy({ (0x30...0x39).contains($0) }),
      let code = ReplyCode(rawValue: digits.reduce(0) { $0 * 10 + UInt16($1 - 0x30) })
    else { throw .malformed }
    let separator = line.dropFirst(3).first
    guard separator == nil || separator == UInt8(ascii: " ") || separator == UInt8(ascii: "-") else {
      throw .malformed
    }
    codes.insert(code)
    lines.append(Array(line.dropFirst(4)))
    guard separator == UInt8(ascii: "-") else { return code }
    guard lines.count < ReplyReader.maximumLines else { throw .tooLong }
    return nil
  }

  private mutating func endReply(code: ReplyCode) -> Reply {
    if codes.count > 1 { deviations.insert(.mixedCodes) }
    let reply = Reply(code: code, lines: lines, raw: Array(pending[..<scanned]), deviations: deviations)
    let rest = Array(pending[scanned...])
    self = ReplyReader()
    pending = rest
    return reply
  }
}
