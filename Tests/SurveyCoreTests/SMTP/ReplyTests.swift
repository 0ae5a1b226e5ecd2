import SurveyCore
import Testing

@Suite struct ReplyTests {
  private func reply(_ lines: [String]) throws -> Reply {
    var reader = ReplyReader()
    for (index, line) in lines.enumerated() {
      reader.append(Array("250\(index == lines.count - 1 ? " " : "-")\(line)\r\n".utf8))
    }
    return try #require(try reader.nextReply())
  }

  @Test(arguments: ["STARTTLS", "starttls", "StartTLS", "STARTTLS ", "STARTTLS now", "STARTTLS\tnow"])
  func aKeywordIsTheFirstWordOfALineInAnyCase(line: String) throws {
    #expect(try reply(["mx.example", "SIZE 1000", line]).offers(.startTLS))
    #expect(try reply(["mx.example", line, "HELP"]).offers(.startTLS))
  }

  @Test(arguments: [
    "XSTARTTLSX", "XSTARTTLS", "STARTTLSX", "STARTTLS=1", "STARTTLS-", "AUTH STARTTLS", " STARTTLS",
    "\tSTARTTLS",
    "START TLS", "XXXXXXXA", "", "ＳTARTTLS", "ſtarttls",
  ])
  func partOfAWordIsNoKeyword(line: String) throws {
    #expect(!(try reply(["mx.example", line, "HELP"]).offers(.startTLS)))
  }

  /// RFC 5321 §4.1.1.1: the first line holds the server's name.
  @Test func theFirstLineHoldsNoKeyword() throws {
    #expect(!(try reply(["STARTTLS"]).offers(.startTLS)))
    #expect(!(try reply(["STARTTLS", "HELP"]).offers(.startTLS)))
  }

  @Test func keywordsAreEqualInAnyCase() {
    #expect(EHLOKeyword(rawValue: "starttls") == .startTLS)
    #expect(EHLOKeyword(rawValue: "starttls").rawValue == "STARTTLS")
    #expect(EHLOKeyword(rawValue: "size") != .startTLS)
  }
}
