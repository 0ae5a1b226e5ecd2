import Foundation
import SurveyCore
import Testing

@testable import SurveyReport

@Suite struct CheckTextTests {
  /// A domain in whose every text somebody wrote what they liked.
  private static func hostile(_ text: String) -> CheckedDomain {
    let leaf = Checked.leaf([text, text + text], subject: text, issuer: text)
    let wrong = Checked.address(leaf: leaf)
    let refused = Checked.address(.startTLS, .startTLS5xx, text: text)
    let second = CheckedHost(
      preference: 20, host: .invalid(text), lookup: .invalidName, tlsa: nil, addresses: [])
    return Checked.domain([Checked.host([wrong, refused]), second])
  }

  @Test(arguments: Fixtures.hostileTexts + [String(repeating: "x", count: 5_000), String(repeating: "é ", count: 900)])
  func whateverPeersWroteFitsAPageAndDrivesNoTerminal(text: String) {
    let shown = CheckText(CheckTextTests.hostile(text)).text
    let lines = shown.split(separator: "\n", omittingEmptySubsequences: false)
    for line in lines {
      #expect(String(line).visible == String(line))
      #expect(line.count <= 100, "\(line)")
      #expect(line.last != " ")
    }
    #expect(lines.count < 150)
  }

  @Test(arguments: Fixtures.hostileTexts) func jsonGivesTheTextsAsTheyCame(text: String) throws {
    let json = CheckTextTests.hostile(text).json.line
    #expect(json.visible == json)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    let hosts = try #require(object["mx"] as? [[String: Any]])
    let addresses = try #require(hosts[0]["addresses"] as? [[String: Any]])
    let leaf = try #require(addresses[0]["leaf"] as? [String: Any])
    #expect(leaf["subject"] as? String == text)
    #expect(addresses[1]["reply"] as? String == text)
  }

  @Test func jsonHasEveryKeyWhateverWasFound() throws {
    func keys(_ domain: CheckedDomain) throws -> [String] {
      guard case .object(let members) = domain.json else { return [] }
      return members.map(\.name)
    }
    let expected = [
      "domain", "kind", "judged_at", "mx_status", "mx_dnssec", "class", "authenticated", "mx", "mta_sts", "tlsrpt",
      "advice", "senders",
    ]
    #expect(try keys(Checked.domain([Checked.host([Checked.address()])])) == expected)
    #expect(try keys(Checked.domain([], status: .nxdomain)) == expected)
  }

  @Test func textNamesSendersWithTheirResultAndReason() {
    let text = CheckText(Checked.domain([Checked.host([Checked.selfSigned])])).text
    #expect(text.contains("10 mx1.example.org: self-signed\n"))
    #expect(text.contains(" of 24 sender policies would not deliver because of it: postfix-verify, "))
    #expect(text.contains(/postfix-verify +deferred \(self-signed\)\n/))
    #expect(text.contains(/postfix-dane-only +deferred \(no-dane\)\n/))
    #expect(text.contains(/exchange-connector-domain\* +deferred \(domain-not-named\)\n/))
  }

  @Test func whereMailIsSharedOutThePercentagesStand() {
    let second = DomainName(uncheckedCanonical: "mx2.example.org")
    let plain = Checked.host([Checked.address(.startTLS, .noStartTLS)], name: second)
    let domain = Checked.domain([Checked.host([Checked.address()]), plain])
    let text = CheckText(domain).text
    #expect(text.contains(/postfix-may +encrypted 50 %, plaintext 50 % \(no-starttls\)\n/))
    #expect(domain.result == .mixed)
  }

  @Test func whatIsTheSameOfSeveralHostsIsSaidOnceOfAll() {
    let plain = Checked.address(.startTLS, .noStartTLS)
    let names = ["mx1", "mx2", "mx3"].map { DomainName(uncheckedCanonical: "\($0).example.org") }
    let domain = Checked.domain(names.map { Checked.host([plain], name: $0) })
    let flat = CheckText(domain).text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      flat.contains("! mx1.example.org (192.0.2.1), mx2.example.org (192.0.2.1), mx3.example.org (192.0.2.1): the"))
    #expect(domain.advice.count { $0.word == "no-starttls" } == 3, "programs find each host by itself")
  }

  @Test func colourIsThereOnlyWhereItIsWanted() {
    let domain = Checked.domain([Checked.host([Checked.selfSigned])])
    #expect(!CheckText(domain).text.contains("\u{1b}"))
    #expect(CheckText(domain, isColoured: true).text.contains("\u{1b}[31m!"))
  }

  @Test func aHostByItselfHasNoPolicies() {
    let text = CheckText(Checked.domain([Checked.host([Checked.address()])], kind: .host)).text
    #expect(text.hasPrefix("example.org (as a mail host)\n"))
    #expect(!text.contains("MTA-STS  ") && !text.contains("no-mta-sts"))
  }
}
