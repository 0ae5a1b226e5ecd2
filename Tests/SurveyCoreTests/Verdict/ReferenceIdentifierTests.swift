import SurveyCore
import Testing

@Suite struct ReferenceIdentifierTests {
  /// RFC 9525 §6.3 and §6.4.1, RFC 5280 §4.2.1.6.
  @Test(arguments: [
    ("mx1.example.org", "mx1.example.org", true),
    ("mx1.example.org", "MX1.Example.ORG", true),
    ("mx1.example.org", "mx2.example.org", false),
    ("mx1.example.org", "example.org", false),
    ("example.org", "mx1.example.org", false),
    ("mx1.example.org", "xmx1.example.org", false),
    ("mx1.example.org", "", false),
    ("mx1.example.org", ".", false),
    ("mx1.example.org", ".example.org", false),
    ("localhost", "localhost", true),
    // A wildcard is one whole left-most label.
    ("mx1.example.org", "*.example.org", true),
    ("mx1.example.org", "*.EXAMPLE.org", true),
    ("a.mx1.example.org", "*.example.org", false),
    ("a.mx1.example.org", "*.mx1.example.org", true),
    ("example.org", "*.example.org", false),
    ("mx1.example.org", "*.*.org", false),
    ("mx1.example.org", "*.*.example.org", false),
    ("mx1.example.org", "mx1.*.org", false),
    ("mx1.example.org", "mx1.example.*", false),
    ("mx1.example.org", "*", false),
    ("mx1.example.org", "*.", false),
    ("mx1.example.org", "**.example.org", false),
    ("mx1.example.org", "mx*.example.org", false),
    ("mx1.example.org", "*1.example.org", false),
    ("mx1.example.org", "m*1.example.org", false),
    ("mx1.example.org", "*mx1.example.org", false),
    ("mx1.example.org", "*example.org", false),
    ("mx1.example.org", "*..example.org", false),
    // Nobody vouches for a whole top-level domain.
    ("example.org", "*.org", false),
    ("mx1.example.org", "*.org", false),
    ("org", "*.org", false),
    ("org", "*", false),
    // IDN as A-labels only; a wildcard may stand for one.
    ("xn--bcher-kva.example.org", "xn--bcher-kva.example.org", true),
    ("xn--bcher-kva.example.org", "XN--BCHER-KVA.example.org", true),
    ("xn--bcher-kva.example.org", "*.example.org", true),
    ("xn--bcher-kva.example.org", "bücher.example.org", false),
    ("xn--bcher-kva.example.org", "xn--*.example.org", false),
    // NUL, control octets and spaces match nothing.
    ("mx1.example.org", "mx1.example.org\0", false),
    ("mx1.example.org", "mx1.example.org\0.evil.example", false),
    ("mx1.example.org", "mx1\0.example.org", false),
    ("mx1.example.org", "*.example.org\0", false),
    ("mx1.example.org", "mx1.example.org\n", false),
    ("mx1.example.org", "\u{1b}mx1.example.org", false),
    ("mx1.example.org", "mx1.example.org ", false),
    ("mx1.example.org", " mx1.example.org", false),
    ("mx1.example.org", "a\nDNS:mx1.example.org", false),
    // No final dot in a certificate.
    ("mx1.example.org", "mx1.example.org.", false),
    ("mx1.example.org", "*.example.org.", false),
    // An address in a DNS-ID is no name, and other identifiers are not DNS-IDs.
    ("mx1.example.org", "192.0.2.1", false),
    ("mx1.example.org", "smtp://mx1.example.org", false),
    ("mx1.example.org", "mx1.example.org:25", false),
    ("mx1.example.org", "postmaster@mx1.example.org", false),
    ("mx1.example.org", "mx_1.example.org", false),
  ])
  func presentedIdentifiersMatchByTheRules(reference: String, presented: String, isMatch: Bool) throws {
    #expect(try DomainName(reference).matches(presented: Array(presented.utf8)) == isMatch)
  }

  @Test func octetsThatAreNoTextMatchNothing() throws {
    let name = try DomainName("mx1.example.org")
    #expect(!name.matches(presented: [0xff, 0xfe]))
    // UTF-16, as a BMPString has it.
    #expect(!name.matches(presented: "mx1.example.org".utf8.flatMap { [0, $0] }))
  }

  /// One row: the names of a certificate, and what of it matches `mx1.example.org`.
  struct Row: Sendable, CustomTestStringConvertible {
    let dnsNames: [String]
    let commonNames: [String]
    let match: NameMatch
    var testDescription: String { "SAN \(dnsNames), CN \(commonNames)" }
  }

  @Test(arguments: [
    Row(dnsNames: [], commonNames: [], match: .none),
    Row(dnsNames: ["mx1.example.org"], commonNames: [], match: .mxSAN),
    Row(dnsNames: ["mx1.example.org"], commonNames: ["mx1.example.org"], match: .mxSAN),
    Row(dnsNames: ["a.example", "192.0.2.1", "*.example.org"], commonNames: ["a.example"], match: .mxSAN),
    Row(dnsNames: [], commonNames: ["mx1.example.org"], match: .mxCommonNameOnly),
    Row(dnsNames: [], commonNames: ["a.example", "*.example.org"], match: .mxCommonNameOnly),
    Row(dnsNames: ["a.example"], commonNames: ["mx1.example.org"], match: .mxCommonNameOnly),
    Row(dnsNames: ["mx1.example.org."], commonNames: ["MX1.example.org"], match: .mxCommonNameOnly),
    Row(dnsNames: ["a.example"], commonNames: ["b.example"], match: .none),
    Row(dnsNames: [], commonNames: ["Example mx1.example.org"], match: .none),
  ])
  func subjectAlternativeNamesCountBeforeTheCommonName(row: Row) throws {
    let match = try DomainName("mx1.example.org").match(
      dnsNames: row.dnsNames.map { Array($0.utf8) }, commonNames: row.commonNames.map { Array($0.utf8) })
    #expect(match == row.match)
  }

  @Test func matchesHaveTheWordsOfTheDatabase() {
    #expect(NameMatch.allCases.map(\.rawValue) == ["mx-san", "mx-cn-only", "none"])
  }
}
