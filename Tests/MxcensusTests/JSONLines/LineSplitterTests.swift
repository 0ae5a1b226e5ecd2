import Testing

@testable import mxcensus

@Suite struct LineSplitterTests {
  private static let text = "one\n\n  \r\ntwo\r\n\nthree"

  /// However the octets come, the lines are the same.
  @Test(arguments: [1, 2, 3, 5, 100])
  func linesDoNotDependOnTheReads(length: Int) {
    var splitter = LineSplitter()
    var lines: [InputLine] = []
    var rest = Array(Self.text.utf8)[...]
    while !rest.isEmpty {
      lines += splitter.take(rest.prefix(length))
      rest = rest.dropFirst(length)
    }
    lines += splitter.finish()
    #expect(lines.map(\.number) == [1, 4, 6])
    #expect(lines.map { String(decoding: $0.octets ?? [], as: UTF8.self) } == ["one", "two\r", "three"])
    #expect(splitter.finish().isEmpty)
  }

  @Test func aLineMayBeAsLongAsTheLimitAndNoLonger() {
    var splitter = LineSplitter()
    let longest = [UInt8](repeating: UInt8(ascii: "x"), count: InputLine.maximumLength)
    let lines = splitter.take(longest + [10] + longest + [UInt8(ascii: "y"), 10, UInt8(ascii: "z"), 10])
    #expect(lines.map(\.number) == [1, 2, 3])
    #expect(lines.map { $0.octets?.count } == [InputLine.maximumLength, nil, 1])
  }

  @Test func anImportTakesLongerLines() {
    var splitter = LineSplitter(maximumLength: InputLine.maximumImportedLength)
    let count = InputLine.maximumLength + 1
    let lines = splitter.take([UInt8](repeating: UInt8(ascii: "x"), count: count) + [10])
    #expect(lines.map { $0.octets?.count } == [count])
  }
}
