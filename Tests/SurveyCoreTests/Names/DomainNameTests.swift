import SurveyCore
import Testing

@Suite struct DomainNameTests {
  @Test(arguments: [
    ("example.org", "example.org"),
    ("MX1.Example.ORG", "mx1.example.org"),
    ("example.org.", "example.org"),
    ("localhost", "localhost"),
    ("a-b.c--d.org", "a-b.c--d.org"),
    ("1.2.3.4a", "1.2.3.4a"),
    ("3com.com", "3com.com"),
    ("127.0.0.org", "127.0.0.org"),
    ("xn--bcher-kva.example", "xn--bcher-kva.example"),
    ("x.1-1", "x.1-1"),
  ])
  func keepsOneCanonicalForm(text: String, canonical: String) throws {
    let name = try DomainName(text)
    #expect(name.text == canonical)
    #expect(name.description == canonical)
    #expect(try DomainName(canonical) == name)
  }

  @Test(
    arguments: [
      ("", .empty), (".", .empty), ("..", .emptyLabel), (".org", .emptyLabel), ("a..org", .emptyLabel),
      ("example.org..", .emptyLabel), ("-a.org", .hyphen), ("a-.org", .hyphen), ("a.-org", .hyphen),
      ("a.org-", .hyphen), ("a.org-.", .hyphen), ("-", .hyphen), ("_dmarc.org", .character(0x5f)),
      ("a b.org", .character(0x20)), ("a\0b.org", .character(0)), ("a\nb.org", .character(0x0a)),
      ("*.org", .character(0x2a)), ("a/b.org", .character(0x2f)), ("a@b.org", .character(0x40)),
      ("a\u{7f}.org", .character(0x7f)), ("bücher.example", .notASCII), ("example。org", .notASCII),
      ("192.0.2.1", .numericTopLevel), ("mx.example.25", .numericTopLevel), ("127.1", .numericTopLevel),
      ("1", .numericTopLevel), ("192.0.2.1.", .numericTopLevel), ("2001:db8::1", .character(0x3a)),
      ("[192.0.2.1]", .character(0x5b)),
    ] as [(String, DomainNameError)])
  func namesTheRuleThatIsBroken(text: String, rule: DomainNameError) {
    #expect(throws: rule) { try DomainName(text) }
  }

  @Test func labelsEndAt63Octets() throws {
    let longest = String(repeating: "a", count: DomainName.maximumLabelLength)
    #expect(DomainName.maximumLabelLength == 63)
    for text in ["\(longest).org", "mx.\(longest)", longest] { #expect(try DomainName(text).text == text) }
    for text in ["\(longest)a.org", "mx.\(longest)a", "\(longest)a"] {
      #expect(throws: DomainNameError.labelTooLong) { try DomainName(text) }
    }
  }

  @Test func namesEndAt253Octets() throws {
    let label = String(repeating: "a", count: 63)
    let longest = [label, label, label, String(repeating: "b", count: 61)].joined(separator: ".")
    #expect(DomainName.maximumLength == 253)
    #expect(longest.utf8.count == 253)
    #expect(try DomainName(longest).text == longest)
    #expect(try DomainName(longest + ".").text == longest)
    #expect(throws: DomainNameError.tooLong) { try DomainName(longest + "b") }
    #expect(throws: DomainNameError.tooLong) { try DomainName(longest + "b.") }
  }

  @Test(arguments: [("org", 1), ("example.org", 2), ("a.b.c.example.org", 5)])
  func countsLabels(text: String, count: Int) throws { #expect(try DomainName(text).labelCount == count) }

  @Test func isOrderedByOctets() throws {
    let names = try ["a-b.org", "a.org", "a0.org", "aa.org", "b.org"].map { try DomainName($0) }
    #expect(names.reversed().sorted() == names)
  }

  @Test func everyRuleHasItsOwnWord() {
    let rules: [DomainNameError] = [
      .empty, .emptyLabel, .labelTooLong, .tooLong, .character(0), .notASCII, .hyphen, .numericTopLevel,
    ]
    #expect(
      rules.map(\.word) == [
        "empty", "empty-label", "label-too-long", "name-too-long", "character", "not-ascii", "hyphen",
        "address-literal",
      ])
  }

  /// Whatever is accepted is in canonical form, and reading it again changes nothing.
  @Test(arguments: 0..<8 as Range<UInt64>)
  func readingIsIdempotentOverAnyOctets(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let alphabet = Array("aZ09-..._\0\u{e9}".utf8)
    var accepted = 0
    for _ in 0..<3_000 {
      let octets = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
        alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
      }
      guard let name = try? DomainName(octets) else { continue }
      accepted += 1
      #expect(try DomainName(name.text) == name)
      #expect(name.text.utf8.allSatisfy { "abcdefghijklmnopqrstuvwxyz0123456789-.".utf8.contains($0) })
      #expect(name.text.split(separator: ".", omittingEmptySubsequences: false).count == name.labelCount)
    }
    #expect(accepted > 50)
  }
}
