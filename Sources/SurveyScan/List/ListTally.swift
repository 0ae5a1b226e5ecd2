/// What became of the lines of a list; each line is counted once:
/// `lines` = `entries` + `blank` + `headers` + `passedOver` + the sum of `rejected`.
public struct ListTally: Hashable, Sendable {
  /// A line that was rejected.
  public struct RejectedLine: Hashable, Sendable {
    /// Line number, from 1.
    public let line: Int
    /// Why, as `ListLineError.word`.
    public let word: String
    /// The beginning of the line, at most `maximumText` characters: printable ASCII, other octets as `\xNN`.
    public let text: String

    /// Characters of a rejected line that are kept.
    public static let maximumText = 80
  }

  /// Lines read, an unfinished last one included.
  public internal(set) var lines = 0
  /// Lines that gave an entry.
  public internal(set) var entries = 0
  /// Blank lines and comments.
  public internal(set) var blank = 0
  /// Header lines.
  public internal(set) var headers = 0
  /// Records of a zone file that delegate nothing, or the name before them again.
  public internal(set) var passedOver = 0
  /// Lines that were rejected, by `ListLineError.word`.
  public internal(set) var rejected: [String: Int] = [:]
  /// The first `maximumSamples` of them.
  public internal(set) var samples: [RejectedLine] = []

  /// Rejected lines that are kept for the report.
  public static let maximumSamples = 20

  /// A tally of nothing.
  public init() {}

  /// Lines that were rejected, in all.
  public var rejectedCount: Int { rejected.values.reduce(0, +) }

  mutating func reject(_ octets: ArraySlice<UInt8>, _ error: ListLineError) {
    rejected[error.word, default: 0] += 1
    guard samples.count < ListTally.maximumSamples else { return }
    samples.append(RejectedLine(line: lines, word: error.word, text: ListTally.escaped(octets)))
  }

  private static func escaped(_ octets: ArraySlice<UInt8>) -> String {
    var text = ""
    for octet in octets.prefix(RejectedLine.maximumText) {
      switch octet {
      case UInt8(ascii: "\\"): text += "\\\\"
      case 0x20...0x7e: text.unicodeScalars.append(UnicodeScalar(octet))
      default: text += "\\x" + (octet < 16 ? "0" : "") + String(octet, radix: 16)
      }
    }
    return String(text.prefix(RejectedLine.maximumText))
  }
}
