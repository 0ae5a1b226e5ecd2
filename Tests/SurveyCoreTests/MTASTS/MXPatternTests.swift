import Testing

@testable import SurveyCore

/// RFC 8461 §3.2 and §4.1.
@Suite struct MXPatternTests {
  static let matches: [(pattern: String, host: String, matches: Bool)] = [
    ("mail.example.com", "mail.example.com", true),
    ("mail.example.com", "MAIL.Example.COM.", true),
    ("MAIL.EXAMPLE.com", "mail.example.com", true),
    ("mail.example.com", "mail2.example.com", false),
    ("mail.example.com", "x.mail.example.com", false),
    ("example.com", "mail.example.com", false),
    // The RFC's own example.
    ("*.example.com", "mail.example.com", true),
    ("*.example.com", "example.com", false),
    ("*.example.com", "foo.bar.example.com", false),
    ("*.EXAMPLE.com", "mx.example.com", true),
    ("*.example.com", "xexample.com", false),
    ("*.example.com", "mx.example.com.evil.example", false),
    ("*.xn--bcher-kva.example", "mx.xn--bcher-kva.example", true),
    ("*.xn--bcher-kva.example", "xn--mx-fka.xn--bcher-kva.example", true),
    ("*.com", "example.com", true),
    ("*.example.com", "localhost", false),
    ("localhost", "localhost", true),
  ]

  @Test(arguments: matches) func wildcardStandsForOneLabel(pattern: String, host: String, matches: Bool) throws {
    let pattern = try #require(MXPattern(pattern.utf8))
    #expect(pattern.matches(try DomainName(host)) == matches)
  }

  @Test(arguments: [
    "", ".", "*", "*.", "**.example.com", "*.*.example.com", "mx*.example.com", "*mx.example.com", "mx.*.example.com",
    ".example.com", "example.com.", "*.example.com.", "bücher.example", "192.0.2.1", "[192.0.2.1]", "mx_1.example.com",
    "-mx.example.com", "a..b", "mx example.com", "mx.example.com\u{0}", "mx.example.com,mx2.example.com",
  ])
  func whatIsNoNameIsNoPattern(text: String) { #expect(MXPattern(text.utf8) == nil) }

  @Test func textIsCanonical() {
    #expect(MXPattern("*.Example.COM".utf8)?.description == "*.example.com")
    #expect(MXPattern("Mail.Example.COM".utf8)?.description == "mail.example.com")
  }
}
