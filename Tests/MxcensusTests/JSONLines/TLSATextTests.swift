import Testing

@testable import mxcensus

@Suite struct TLSATextTests {
  @Test(
    arguments: [
      ([3, 1, 1, 0xab, 0x0c], "3 1 1 ab0c"), ([255, 0, 2, 0], "255 0 2 00"), ([3, 1, 1], "\\# 3 030101"),
      ([3], "\\# 1 03"), ([], "\\# 0"),
    ] as [([UInt8], String)])
  func textIsReadBack(rdata: [UInt8], text: String) {
    #expect(TLSAText.text(of: rdata) == text)
    #expect(TLSAText.rdata(of: text) == rdata)
  }

  @Test(arguments: ["", "3 1 1", "3 1 1 ", "3 1 1 abc", "3 1 1 xx", "256 1 1 ab", "\\# 2 03", "\\# x 03", "3  1 1 ab"])
  func otherTextsAreNone(text: String) { #expect(TLSAText.rdata(of: text) == nil) }
}
