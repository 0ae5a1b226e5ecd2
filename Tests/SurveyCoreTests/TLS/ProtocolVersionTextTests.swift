import SurveyCore
import Testing

@Suite struct ProtocolVersionTextTests {
  @Test(arguments: [UInt16(0), 0x0300, 0x0301, 0x0302, 0x0303, 0x0304, 0x0305, 0xfeff, 0xffff])
  func isReadFromItsDescription(number: UInt16) {
    let version = ProtocolVersion(rawValue: number)
    #expect(ProtocolVersion(description: version.description) == version)
  }

  @Test(arguments: ["", "TLSv1", "TLSv1.4", "0x304", "0x00305", "0xFFFF", "0x10000", "305"])
  func otherTextsAreNone(text: String) { #expect(ProtocolVersion(description: text) == nil) }
}
