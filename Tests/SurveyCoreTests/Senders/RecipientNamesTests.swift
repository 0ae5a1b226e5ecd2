import SurveyCore
import Testing

/// How a certificate names recipient domains.
@Suite struct RecipientNamesTests {
  private static let names = RecipientNames(
    dnsNames: ["Example.org", "mail.example.net", "*.wild.example", "*.com", "a\0b.example.edu", "dot.example.", ""]
      .map { Array($0.utf8) })

  @Test(
    arguments: [
      ("example.org", .exact), ("mail.example.net", .exact), ("example.net", .subdomain), ("net", .subdomain),
      ("x.wild.example", .exact), ("wild.example", .subdomain), ("y.x.wild.example", .none), ("shop.com", .none),
      ("example.edu", .none), ("dot.example", .none), ("mail.example.org", .none), ("xample.org", .none),
    ] as [(String, RecipientDomainMatch)])
  func aDomainIsNamedItselfOrBelow(domain: String, match: RecipientDomainMatch) throws {
    #expect(RecipientNamesTests.names.match(try DomainName(domain)) == match)
  }

  @Test func itAgreesWithTheRuleForOneName() throws {
    var generator = SplitMix64(seed: 3)
    let labels = ["a", "b", "c"]
    func name(wildcard: Bool) -> String {
      let count = Int.random(in: 1...3, using: &generator)
      let text = (0..<count).map { _ in labels.randomElement(using: &generator) ?? "a" }.joined(separator: ".")
      return wildcard && Bool.random(using: &generator) ? "*." + text : text
    }
    for _ in 0..<2_000 {
      let presented = (0..<3).map { _ in Array(name(wildcard: true).utf8) }
      let domain = try DomainName(name(wildcard: false))
      let isExact = presented.contains(where: domain.matches(presented:))
      #expect((RecipientNames(dnsNames: presented).match(domain) == .exact) == isExact)
    }
  }

  @Test func namesOfNobodyAreEmpty() {
    #expect(RecipientNames(dnsNames: [Array("a\0b".utf8)]).isEmpty)
    #expect(!RecipientNamesTests.names.isEmpty)
  }
}
