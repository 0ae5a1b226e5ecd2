/// Cuts a stream into lines: a value without a source. Blank lines are numbered and left out.
struct LineSplitter {
  private let maximumLength: Int
  private var rest: [UInt8] = []
  private var isTooLong = false
  private var number = 0

  /// - Parameter maximumLength: that of a line, in octets.
  init(maximumLength: Int = InputLine.maximumLength) { self.maximumLength = maximumLength }

  /// Takes octets in.
  /// - Returns: the lines that they end.
  mutating func take(_ octets: some Sequence<UInt8>) -> [InputLine] {
    var lines: [InputLine] = []
    for octet in octets {
      if octet == UInt8(ascii: "\n") {
        if let line = end() { lines.append(line) }
      } else if rest.count < maximumLength {
        rest.append(octet)
      } else {
        isTooLong = true
      }
    }
    return lines
  }

  /// The last line, where it has no end of its own.
  mutating func finish() -> [InputLine] { rest.isEmpty ? [] : end().map { [$0] } ?? [] }

  private mutating func end() -> InputLine? {
    number += 1
    defer { (rest, isTooLong) = ([], false) }
    if isTooLong { return InputLine(number: number, octets: nil) }
    let isBlank = rest.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0d }
    return isBlank ? nil : InputLine(number: number, octets: rest)
  }
}
