import SurveyCore
import Testing

@testable import SurveyReport

@Suite struct AdviceTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let word: String
    let address: CheckedAddress
    let says: [String]
    let refusing: [String]
    let exposing: [String]
    var testDescription: String { word }

    init(
      _ word: String, _ address: CheckedAddress, _ says: [String], refusing: [String] = [], exposing: [String] = []
    ) {
      self.word = word
      self.address = address
      self.says = says
      self.refusing = refusing
      self.exposing = exposing
    }
  }

  private static func errors(_ code: Int32, depth: Int32 = 0) -> [VerificationError] {
    [VerificationError(code: code, depth: depth)]
  }

  static let cases: [Case] = [
    Case(
      "ca-wrong-name", Checked.address(leaf: Checked.leaf(["mail.example.net"])),
      ["is for mail.example.net", "the MX is called mx1.example.org"], refusing: ["postfix-verify"],
      exposing: ["exim-verify"]),
    Case(
      "ca-expired", Checked.address(errors: errors(10), leaf: Checked.leaf(ends: -3 * 86_400)),
      ["expired since 3 days (2026-11-15)", "Renew"], refusing: ["postfix-verify", "workspace-ca-required"]),
    Case(
      "ca-expired", Checked.address(errors: errors(9)), ["not yet valid", "begins on"], refusing: ["postfix-verify"]),
    Case("self-signed", Checked.selfSigned, ["self-signed", "public CA"], refusing: ["workspace-ca-required"]),
    Case(
      "incomplete-chain", Checked.address(errors: errors(20), isCompletable: true),
      ["lacks “CN=Issuing CA”", "Send that intermediate certificate, too"], refusing: ["postfix-verify"]),
    Case("unknown-issuer", Checked.address(errors: errors(20)), ["“CN=Issuing CA” was not sent"]),
    Case("private-ca", Checked.address(errors: errors(19, depth: 1)), ["a root that the trust store does not hold"]),
    Case(
      "other-invalid", Checked.address(errors: errors(26) + errors(68)),
      ["extended key usage without serverAuth", "a digest that is broken (ecdsa-with-SHA256)"]),
    Case(
      "no-starttls", Checked.address(.startTLS, .noStartTLS), ["does not offer STARTTLS"],
      refusing: ["postfix-encrypt"], exposing: ["postfix-may", "gmail-default"]),
    Case(
      "starttls-rejected", Checked.address(.startTLS, .startTLS4xx, text: "454 4.7.0 no key\u{1b}[2J\r\n"),
      ["“454 4.7.0 no key\\x1b[2J”"], exposing: ["postfix-may"]),
    Case("handshake-failed", Checked.address(.handshake, .handshake(.alert(80))), ["alert 80 (internal_error)"]),
    Case(
      "smtp-rejected", Checked.address(.greeting, .greeting5xx, text: "554 no\r\n"), ["“554 no”", "turned us away"]),
    Case("unreachable", Checked.address(.connect, .tcpRefused), ["the connection was refused"]),
    Case("reserved-address", Checked.address(.policy, .policy(.reserved)), ["not dialled", "reserved"]),
    Case("not-dialled", Checked.address(.policy, .policy(.blocklisted)), ["blocklist"]),
    Case("inconclusive", Checked.address(.connect, .local(.noIPv6)), ["no route for IPv6", "fault of our own"]),
    Case("expires-soon", Checked.address(leaf: Checked.leaf(ends: 5 * 86_400 + 9)), ["ends in 5 days"]),
    Case("weak-key", Checked.address(leaf: Checked.leaf(bits: 1_024)), ["RSA of 1024 bits"]),
  ]

  @Test(arguments: cases) func eachFindingIsCalledByItsWordAndSaysWhatToDo(case item: Case) throws {
    let domain = Checked.domain([Checked.host([item.address])])
    let found = domain.advice.filter { $0.word == item.word }
    let advice = try #require(found.first, "\(domain.advice.map(\.word))")
    #expect(found.count == 1)
    #expect(advice.host == "mx1.example.org")
    #expect(advice.addresses == [Checked.ipv4])
    for words in item.says { #expect(advice.text.contains(words), "\(advice.text)") }
    for sender in item.refusing { #expect(advice.refusing.contains(sender), "\(sender)") }
    for sender in item.exposing { #expect(advice.exposing.contains(sender), "\(sender)") }
  }

  @Test func aGoodHostHasNoProblem() {
    let advice = Checked.domain([Checked.host([Checked.address()])]).advice
    #expect(advice.map(\.word) == ["no-mta-sts", "no-tlsrpt"])
    #expect(advice.allSatisfy { $0.weight == .hint })
  }

  /// What a problem is said to lead to is what the simulation of the whole domain comes to.
  @Test(arguments: cases) func whoeverIsNamedDoesNotDeliverEncrypted(case item: Case) throws {
    let domain = Checked.domain([Checked.host([item.address])])
    let senders = domain.senders(advice: domain.advice)
    for advice in domain.advice {
      for sender in senders where advice.refusing.contains(sender.policy.name) {
        #expect(sender.shares?.undelivered != nil, "\(sender.policy.name)")
        #expect(sender.because.contains(advice.word))
      }
      for sender in senders where advice.exposing.contains(sender.policy.name) {
        #expect(sender.shares?.sole == .plaintext, "\(sender.policy.name)")
      }
    }
  }

  @Test func aTolerantLookAloneIsAProblemThatNamesModernSenders() throws {
    let good = Checked.address()
    let address = CheckedAddress(
      address: Checked.ipv4,
      observations: [
        Checked.observation(ProbeEnding(stage: .handshake, reason: .handshake(.alert(40)))),
        Checked.observation(look: .legacy, version: .tls10),
      ], certificates: good.certificates, judged: good.judged, verdict: good.verdict)
    let advice = Checked.domain([Checked.host([address])]).advice
    let legacy = try #require(advice.first { $0.word == "legacy-only" })
    #expect(legacy.text.contains("alert 40 (handshake_failure)"))
    #expect(legacy.exposing.contains("gmail-default"))
    #expect(!legacy.exposing.contains("postfix-may"))
    #expect(advice.contains { $0.word == "old-tls" })
  }

  @Test func theSameAtTwoAddressesIsSaidOnce() {
    let other = Address.v6(0x2001_0DB8 << 96 | 1)
    let addresses = [Checked.ipv4, other].map { address in
      Checked.address(leaf: Checked.leaf(["mail.example.net"]), at: address)
    }
    let advice = Checked.domain([Checked.host(addresses)]).advice.filter { $0.word == "ca-wrong-name" }
    #expect(advice.map(\.addresses) == [[Checked.ipv4, other]])
  }

  @Test(arguments: [
    (MXStatus.nxdomain, "nxdomain"), (.nodata, "no-mail-host"), (.null, "null-mx"), (.servfail, "dns-servfail"),
    (.timeout, "dns-timeout"), (.bogus, "dns-bogus"), (.malformed, "mx-malformed"), (.invalid, "mx-invalid"),
  ])
  func aDomainWithoutAHostSaysWhy(status: MXStatus, word: String) {
    #expect(Checked.domain([], status: status).advice.map(\.word) == [word])
  }
}
