import SurveyCore
import Testing

@Suite struct WrappedAddressTests {
  /// By the examples of the RFCs, as far as they have any.
  private static let forms: [(String, [String])] = [
    ("::192.0.2.33", ["192.0.2.33"]), ("::ffff:192.0.2.33", ["192.0.2.33"]), ("::ffff:0:192.0.2.33", ["192.0.2.33"]),
    ("64:ff9b::192.0.2.33", ["192.0.2.33"]), ("64:ff9b:1:c000:2:2100::", ["0.0.0.0", "192.0.2.33"]),
    ("64:ff9b:1::192.0.2.33", ["192.0.2.33", "0.0.0.0"]), ("2002:c000:221::1", ["192.0.2.33"]),
    ("2001:0:cb00:7101:8000:63bf:3fff:fdde", ["203.0.113.1", "192.0.2.33"]),
    ("2a00:1450:4013:c01:0:5efe:192.0.2.33", ["192.0.2.33"]),
    ("2a00:1450:4013:c01:200:5efe:192.0.2.33", ["192.0.2.33"]),
    ("192.0.2.33", []), ("::", []), ("::1", []), ("2a00:1450:4013:c01::1a", []),
    ("2a00:1450:4013:c01:100:5efe:192.0.2.33", []), ("2001:1:cb00:7101:8000:63bf:3fff:fdde", []),
    ("64:ff9b:2::192.0.2.33", []),
  ]

  @Test(arguments: forms)
  func carriesTheAddressInside(text: String, expected: [String]) throws {
    #expect(try #require(Address(text)).wrappedIPv4.map(\.description) == expected)
  }

  /// A prefix that anybody may have, and inside an address that nobody may dial.
  private static let judged: [(String, Bool)] = [
    ("2a00:1450:4013:c01:0:5efe:127.0.0.1", true), ("2a00:1450:4013:c01:200:5efe:10.1.2.3", true),
    ("2a00:1450:4013:c01:0:5efe:1.1.1.1", false), ("2a00:1450:4013:c01::1a", false),
    // The wrapper counts as well: nothing that it carries makes it a mail host's.
    ("::ffff:1.1.1.1", true), ("2002:101:101::1", true), ("64:ff9b::1.1.1.1", true), ("127.0.0.1", true),
    ("1.1.1.1", false),
  ]

  @Test(arguments: judged)
  func isJudgedByTheAddressInsideAndTheWrapper(text: String, isReserved: Bool) throws {
    #expect(try #require(Address(text)).isReserved == isReserved)
  }
}
