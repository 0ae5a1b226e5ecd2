import SurveyCore
import Testing

@Suite struct ReplyReaderTests {
  /// All that a reader makes of octets given in pieces.
  struct Reading: Hashable {
    var replies: [Reply] = []
    var violation: ReplyReader.Violation?
    var pending: [UInt8] = []

    init(_ pieces: some Sequence<ArraySlice<UInt8>>) {
      var reader = ReplyReader()
      var all: [UInt8] = []
      for piece in pieces {
        all += piece
        guard violation == nil else { continue }
        reader.append(piece)
        do {
          while let reply = try reader.nextReply() { replies.append(reply) }
        } catch {
          violation = error
        }
      }
      pending = reader.pending
    }

    init(_ text: String) {
      let octets = Array(text.utf8)
      self.init([octets[...]])
    }
  }

  private static func texts(_ reply: Reply) -> [String] {
    reply.lines.map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func readsOneLine() throws {
    let reading = Reading("220 mx.example ESMTP\r\n")
    let reply = try #require(reading.replies.first)
    #expect(reading.replies.count == 1)
    #expect(reply.code == .ready)
    #expect(ReplyReaderTests.texts(reply) == ["mx.example ESMTP"])
    #expect(reply.raw == Array("220 mx.example ESMTP\r\n".utf8))
    #expect(reply.deviations == [])
    #expect(reading.violation == nil)
  }

  @Test func readsManyLinesAsOneReply() throws {
    let reading = Reading("250-mx.example\r\n250-\r\n250 STARTTLS\r\n")
    let reply = try #require(reading.replies.first)
    #expect(reading.replies.count == 1)
    #expect(ReplyReaderTests.texts(reply) == ["mx.example", "", "STARTTLS"])
    #expect(reply.raw == Array("250-mx.example\r\n250-\r\n250 STARTTLS\r\n".utf8))
  }

  @Test func readsOneReplyAfterTheOther() {
    let reading = Reading("220 a\r\n250-b\r\n250 c\r\n221 d\r\n5")
    #expect(reading.replies.map(\.code.rawValue) == [220, 250, 221])
    #expect(reading.pending == Array("5".utf8))
    #expect(reading.violation == nil)
  }

  @Test func waitsForTheEndOfTheLine() {
    for text in ["", "2", "220", "220 ", "220 mx", "220 mx\r", "220-mx\r\n", "220-mx\r\n220 mx\r"] {
      let reading = Reading(text)
      #expect(reading.replies.isEmpty)
      #expect(reading.violation == nil)
      #expect(reading.pending == Array(text.utf8))
    }
  }

  @Test(arguments: ["250\r\n", "250 \r\n", "250-\r\n250\r\n"])
  func aCodeWithoutTextIsAReply(text: String) throws {
    let reading = Reading(text)
    let reply = try #require(reading.replies.first)
    #expect(reply.code == .okay)
    #expect(reply.lines.last == [])
  }

  @Test(arguments: [
    ("220 a\n", true), ("220-a\n220 b\r\n", true), ("220-a\r\n220 b\n", true), ("220 a\r\n", false),
    ("220 a\r\r\n", false), ("220 a\rb\r\n", false),
  ])
  func bareLineFeedIsReadAndNoted(text: String, isNoted: Bool) throws {
    let reply = try #require(Reading(text).replies.first)
    #expect(reply.deviations == (isNoted ? .bareLineFeed : []))
  }

  @Test func deviationsBelongToTheirOwnReply() {
    let reading = Reading("220 a\n250 b\r\n220-c\r\n250 d\r\n250 e\r\n")
    #expect(reading.replies.map(\.deviations) == [.bareLineFeed, [], .mixedCodes, []])
  }

  @Test func theLastOfMixedCodesCounts() throws {
    let reply = try #require(Reading("220-welcome\r\n554 go away\r\n").replies.first)
    #expect(reply.code.rawValue == 554)
    #expect(reply.deviations == .mixedCodes)
  }

  @Test(arguments: [
    "\r\n", "\n", "\0\r\n", "2\r\n", "22\r\n", "22 \r\n", "220", "220x\r\n", "220\tmx\r\n", "2200 mx\r\n",
    " 220 mx\r\n",
    "mx\r\n", "HTTP/1.1 400 Bad Request\r\n", "+OK ready\r\n", "* OK IMAP\r\n", "000 x\r\n", "099 x\r\n",
    "-20 x\r\n",
    "２２0 x\r\n", "220 a\0b\r\n", "220 a\r\n\r\n", "250-a\r\n\r\n250 b\r\n", "250-a\r\n250_b\r\n",
    "\u{16}\u{3}\u{1}\n",
  ])
  func otherOctetsAreMalformed(text: String) {
    // Without an end of line nothing is decided yet.
    let expected: ReplyReader.Violation? = text.utf8.last == 0x0a ? .malformed : nil
    #expect(Reading(text).violation == expected)
  }

  /// Row 35: a NUL ends it at once, the rest of its line need not come.
  @Test func aNULIsMalformedBeforeItsLineEnds() { #expect(Reading("220 mx\0").violation == .malformed) }

  /// What came with it depends on how the network cut the octets, and on nothing that the server said.
  @Test(arguments: [("220 mx\0 and more", "220 mx\0"), ("220-a\r\nwhat\r\n220 b\r\n", "220-a\r\nwhat\r\n")])
  func whatIsMalformedEndsWhatIsPending(text: String, pending: String) {
    let reading = Reading(text)
    #expect(reading.violation == .malformed)
    #expect(reading.pending == Array(pending.utf8))
  }

  @Test func octetsPast127AreText() throws {
    let reply = try #require(Reading("220 mx.example Grüße\r\n").replies.first)
    #expect(reply.lines == [Array("mx.example Grüße".utf8)])
  }

  /// The line end is counted in, as in RFC 5321 §4.5.3.1.5.
  @Test(arguments: ["\r\n", "\n"])
  func linesEndAt2048Octets(end: String) {
    #expect(ReplyReader.maximumLineLength == 2_048)
    func line(_ length: Int) -> String {
      "220 " + String(repeating: "a", count: length - 4 - end.utf8.count) + end
    }
    #expect(Reading(line(2_048)).replies.count == 1)
    #expect(Reading(line(2_049)).violation == .tooLong)
    #expect(Reading("220-a\r\n" + line(2_048)).replies.count == 1)
    #expect(Reading("220-a\r\n" + line(2_049)).violation == .tooLong)
  }

  @Test func aLineWithoutEndIsTooLongAtTheOctetPastTheLimit() {
    #expect(Reading(String(repeating: "2", count: 2_048)).violation == nil)
    #expect(Reading(String(repeating: "2", count: 2_049)).violation == .tooLong)
  }

  @Test func repliesEndAt100Lines() {
    #expect(ReplyReader.maximumLines == 100)
    func reply(_ count: Int) -> String { String(repeating: "220-a\r\n", count: count - 1) + "220 a\r\n" }
    #expect(Reading(reply(100)).replies.map(\.lines.count) == [100])
    #expect(Reading(reply(101)).violation == .tooLong)
    // No need to wait for the line that is too many.
    #expect(Reading(String(repeating: "220-a\r\n", count: 99)).violation == nil)
    #expect(Reading(String(repeating: "220-a\r\n", count: 100)).violation == .tooLong)
  }

  @Test func repliesEndAt65536Octets() {
    #expect(ReplyReader.maximumLength == 65_536)
    func reply(_ length: Int) -> String {
      let line = "220-" + String(repeating: "a", count: 2_042) + "\r\n"
      let last = length - 31 * 2_048
      let halves = [last / 2, last - last / 2].map { String(repeating: "a", count: $0 - 6) }
      return String(repeating: line, count: 31) + "220-\(halves[0])\r\n220 \(halves[1])\r\n"
    }
    #expect(reply(65_536).utf8.count == 65_536)
    #expect(Reading(reply(65_536)).replies.map(\.raw.count) == [65_536])
    #expect(Reading(reply(65_537)).violation == .tooLong)
    // A limit of one reply, not of the connection.
    #expect(Reading(reply(65_536) + reply(65_536)).replies.count == 2)
  }

  /// Octets that are replies more often than not, with every kind of fault among them.
  private static func octets(using generator: inout SplitMix64) -> [UInt8] {
    let pieces: [String] = [
      "220 mx\r\n", "250-a\r\n", "250 STARTTLS\r\n", "250\r\n", "250-x\n", "421 busy\n", "2", "20 ", "-",
      "\r", "\n",
      "\r\n", "\0", "220 \r\r\n", "x", "554-é\r\n", "250 " + String(repeating: "a", count: 1_500),
    ]
    var octets: [UInt8] = []
    for _ in 0..<Int.random(in: 1...12, using: &generator) {
      // Well-formed replies lead, so that most readings get past the first line.
      let number = Int.random(in: 0..<(Bool.random(using: &generator) ? 6 : pieces.count), using: &generator)
      octets += pieces[number].utf8
    }
    return octets
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func anySplitGivesTheSameReplies(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    for _ in 0..<25 {
      let octets = ReplyReaderTests.octets(using: &generator)
      let whole = Reading([octets[...]])
      #expect(Reading(octets.indices.map { octets[$0...$0] }) == whole)
      var cuts: Set<Int> = [0, octets.count]
      for _ in 0..<4 { cuts.insert(Int.random(in: 0...octets.count, using: &generator)) }
      let sorted = cuts.sorted()
      #expect(Reading(zip(sorted, sorted.dropFirst()).map { octets[$0..<$1] }) == whole)
    }
  }

  /// Nothing is lost: the replies and what is pending are the octets again.
  @Test(arguments: 0..<20 as Range<UInt64>)
  func rawRepliesAndPendingAreTheOctets(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    var complete = 0
    for _ in 0..<50 {
      let octets = ReplyReaderTests.octets(using: &generator)
      let reading = Reading([octets[...]])
      let raw = Array(reading.replies.map(\.raw).joined())
      #expect(octets.starts(with: raw))
      guard reading.violation == nil else { continue }
      complete += 1
      #expect(raw + reading.pending == octets)
    }
    #expect(complete > 5)
  }
}
