import Testing

@testable import mxcensus

@Suite struct SettingsFileTests {
  private func settings(_ text: String) throws -> [[String?]] {
    try SettingsFile(path: "f", text: text).settings.map { [$0.name, $0.value, "\($0.origin)"] }
  }

  @Test func aLineIsASetting() throws {
    #expect(
      try settings("# who\r\n\nehlo = a.example.org  # ours\n  rate=5\nno-ipv6\ncontact = https://a.example/#x\n") == [
        ["ehlo", "a.example.org", "f, line 3"], ["rate", "5", "f, line 4"], ["no-ipv6", nil, "f, line 5"],
        ["contact", "https://a.example/#x", "f, line 6"],
      ])
  }

  @Test func quotesKeepWhatIsInThem() throws {
    #expect(try settings(#"trust-store = "/a b # c.pem"   # d"#) == [["trust-store", "/a b # c.pem", "f, line 1"]])
    #expect(try settings("sender = appliance=cas.pem") == [["sender", "appliance=cas.pem", "f, line 1"]])
  }

  @Test(arguments: ["--rate = 5", "= 5", "Rate = 5", "two words = 5", "rate: 5"])
  func whatIsNoSettingIsToldWithItsLine(line: String) throws {
    let refusal = try #require(throws: Refusal.self) { try settings("\n\(line)\n") }
    #expect(refusal.kind == .configuration)
    #expect(refusal.message.hasPrefix("f, line 2: "))
  }
}
