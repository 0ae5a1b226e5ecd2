import Testing

@testable import MailLab

@Suite struct StrippingForwarderTests {
  @Test func namesResolveAndNothingCanBeValidated() async throws {
    let scratch = try Scratch()
    try await Laboratory.with(.verdicts(today: today), directory: scratch.path, smtpPort: 0, dnsPort: 0) { laboratory in
      try await StrippingForwarder.with(before: laboratory.dnsPort) { forwarder in
        func ask(_ arguments: String...) async throws -> String {
          try await scratch.output(
            of: "/usr/bin/drill", ["-p", String(forwarder.port), "@127.0.0.1"] + arguments)
        }
        let mx = try await ask("-D", "dane-match.example", "MX")
        #expect(mx.contains("MX\t10 mx.dane-match.example."))
        #expect(!mx.contains("RRSIG"))
        #expect(mx.contains("EDNS: version 0; flags: ; udp"))
        let denied = try await ask("-D", "nowhere.example", "A")
        #expect(denied.contains("NXDOMAIN") && denied.contains("SOA") && !denied.contains("NSEC"))
        for type in ["DNSKEY", "DS", "RRSIG", "NSEC", "ANY"] {
          let answer = try await ask("example", type)
          #expect(answer.contains("rcode: NOERROR") && answer.contains("ANSWER: 0, AUTHORITY: 0"), "\(answer)")
        }
        #expect(try await ask("-S", "-k", laboratory.anchor, "dane-match.example", "MX").contains("Chase failed"))
        #expect(try await ask("address-servfail.example", "MX").contains("MX\t10"))
        #expect(try await ask("mx.address-servfail.example", "A").contains("SERVFAIL"))
      }
    }
  }

  /// Header of a query with recursion desired, ID 0x1234, one question, one additional record; “a.” type A class IN;
  /// OPT with 1,232 octets and DO.
  private static let query: [UInt8] =
    [0x12, 0x34, 0x01, 0x00, 0, 1, 0, 0, 0, 0, 0, 1, 1, 0x61, 0, 0, 1, 0, 1] + [
      0, 0, 41, 0x04, 0xD0, 0, 0, 0x80, 0, 0, 0,
    ]

  @Test func onlyDOIsCleared() throws {
    var question = try #require(DNSQuestion(Self.query))
    #expect(question.type == 1 && question.identifier == 0x1234)
    question.clearDO()
    var expected = Self.query
    expected[26] = 0
    #expect(question.message == expected)
    question.identifier = 0xABCD
    #expect(question.message.prefix(2) == [0xAB, 0xCD])
  }

  @Test func whatIsCutShortIsNoQuestion() {
    for length in 0..<19 { #expect(DNSQuestion(Array(Self.query.prefix(length))) == nil, "\(length)") }
    // A cut OPT record is left alone.
    for length in 19..<Self.query.count {
      var question = DNSQuestion(Array(Self.query.prefix(length)))
      question?.clearDO()
      #expect(question?.message.count == length)
    }
    var response = Self.query
    response[2] |= 0x80
    #expect(DNSQuestion(response) == nil)
  }
}
