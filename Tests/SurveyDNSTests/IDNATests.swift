import SurveyCore
import SurveyDNS
import Testing

@Suite struct IDNATests {
  @Test(
    "U-labels become A-labels",
    arguments: [
      ("bücher.example", "xn--bcher-kva.example"),
      ("BÜCHER.Example.", "xn--bcher-kva.example"),
      ("bu\u{308}cher.example", "xn--bcher-kva.example"),
      ("straße.example", "xn--strae-oqa.example"),
      ("例え。テスト", "xn--r8jz45g.xn--zckzah"),
      ("xn--bcher-kva.example", "xn--bcher-kva.example"),
      ("plain.example", "plain.example"),
    ])
  func converts(text: String, ascii: String) throws {
    #expect(try IDNA.toASCII(text).text == ascii)
  }

  @Test(
    "What is no name is refused",
    arguments: [
      "", ".", "a..example", "\u{202e}abc.example", "xn--zzzzzzzz99.example", "a b.example",
      "b\u{fc}_cher.example",
      String(repeating: "ü", count: 70) + ".example", "192.0.2.1",
    ])
  func refuses(text: String) {
    #expect(throws: IDNAError.self) { try IDNA.toASCII(text) }
  }

  @Test("A NUL does not cut the name")
  func embeddedNUL() {
    #expect(throws: IDNAError.name(.character(0))) { try IDNA.toASCII("example.org\0.evil.example") }
  }
}
