import SurveyCore
import Testing

@Suite struct ReplyCodeTests {
  @Test(
    arguments: [(0, false), (99, false), (100, true), (220, true), (999, true), (1_000, false)]
      as [(UInt16, Bool)])
  func hasThreeDigits(value: UInt16, isCode: Bool) {
    #expect((ReplyCode(rawValue: value) != nil) == isCode)
  }

  @Test(arguments: [(100, 1), (250, 2), (354, 3), (421, 4), (554, 5), (999, 9)] as [(UInt16, UInt16)])
  func severityIsTheFirstDigit(value: UInt16, severity: UInt16) {
    #expect(ReplyCode(rawValue: value)?.severity == severity)
    #expect(ReplyCode(rawValue: value)?.description == String(value))
  }

  @Test func namedCodesHaveTheirNumbers() {
    let codes: [ReplyCode] = [.ready, .okay, .unrecognized, .notImplemented, .parameterNotImplemented]
    #expect(codes.map(\.rawValue) == [220, 250, 500, 502, 504])
  }
}
