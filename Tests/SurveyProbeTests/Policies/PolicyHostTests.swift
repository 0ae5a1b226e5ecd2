import MailLab
import SurveyCore
import SurveyProbe
import Testing

/// Which policy hosts are spoken to, and which are believed.
@Suite struct PolicyHostTests {
  static let host = "mta-sts.policy.example"
  static let body = PolicyFetch.body(Array(PolicyAnswer.text.utf8))

  static let certificates: [(kind: CertificateKind, names: [String], fetch: PolicyFetch)] = [
    (.caSigned, [host], body),
    (.caSigned, ["other.example", host.uppercased()], body),
    (.wildcard, ["*.policy.example"], body),
    (.caSigned, ["policy.example"], refused(.caWrongName)),
    (.wildcard, ["*.example"], refused(.caWrongName)),
    (.wildcard, ["*.mta-sts.policy.example"], refused(.caWrongName)),
    (.wrongName, ["mta-sts.other.example"], refused(.caWrongName)),
    (.commonNameOnly, [host], refused(.caWrongName)),
    (.expired, [host], refused(.caExpired)),
    (.notYetValid, [host], refused(.caExpired)),
    (.selfSigned, [host], refused(.selfSigned)),
    (.privateCA, [host], refused(.privateCA)),
    (.unknownIssuer, [host], refused(.unknownIssuer)),
    (.incompleteChain, [host], refused(.unknownIssuer)),
    (.clientPurposeOnly, [host], refused(.otherInvalid)),
    (.sha1Signed, [host], refused(.otherInvalid)),
  ]

  private static func refused(_ certificateClass: CertificateClass) -> PolicyFetch {
    .failed(.tls(.certificate(certificateClass)))
  }

  /// No request leaves us before the certificate is good.
  @Test(arguments: certificates)
  func onlyAVerifiedHostIsAsked(kind: CertificateKind, names: [String], fetch: PolicyFetch) async throws {
    let (result, entry) = try await PolicyServers.fetch(.good, certificate: CertificateProfile(kind, names: names))
    #expect(result == fetch)
    #expect(entry?.connections == 1)
    #expect(entry?.requests.isEmpty == (fetch != Self.body))
  }

  @Test func everyKindOfCertificateIsJudged() {
    #expect(Set(Self.certificates.map(\.kind)) == Set(CertificateKind.allCases))
  }

  static let versions: [(minimum: TLSVersion, maximum: TLSVersion, fetch: PolicyFetch)] = [
    (.tls10, .tls10, .failed(.tls(.handshake))),
    (.tls10, .tls11, .failed(.tls(.handshake))),
    (.tls10, .tls12, body),
    (.tls13, .tls13, body),
  ]

  @Test(arguments: versions)
  func oldVersionsAreNoTLS(minimum: TLSVersion, maximum: TLSVersion, fetch: PolicyFetch) async throws {
    let limits = TLSLimits(minimum: minimum, maximum: maximum)
    #expect(try await PolicyServers.fetch(.good, tls: limits).fetch == fetch)
  }

  private func site(_ answer: PolicyAnswer = .good) -> PolicySite {
    PolicySite(domain: "policy.example", address: PolicyServers.freeAddress(), answer: answer)
  }

  @Test func refusedAddressIsNeverDialled() async throws {
    let site = site()
    try await PolicyServers.with([site]) { servers in
      for policy in [Reason.Policy.reserved, .blocklisted] {
        let fetch = try await servers.fetch("policy.example", [site.address]) { _ in policy }
        #expect(fetch == .refused(policy))
      }
      let real = try await servers.fetch("policy.example", [site.address]) {
        AddressSet.reserved.contains($0) ? .reserved : nil
      }
      #expect(real == .refused(.reserved))
      #expect(servers.ledger.entries.isEmpty)
    }
  }

  @Test func refusedAddressIsPassedOver() async throws {
    let (first, second) = (site(), site())
    try await PolicyServers.with([first, second]) { servers in
      let forbidden = Address.v4(first.address.number)
      let fetch = try await servers.fetch("policy.example", [first.address, second.address]) {
        $0 == forbidden ? .blocklisted : nil
      }
      #expect(fetch == Self.body)
      #expect(servers.ledger.entries.map(\.address) == [second.address])
    }
  }

  @Test func nextAddressIsTriedWhereTCPFailed() async throws {
    let good = site()
    try await PolicyServers.with([good]) { servers in
      let deaf = PolicyServers.freeAddress()
      let second = try await servers.fetch("policy.example", [deaf, good.address])
      #expect(second == Self.body)
      let neither = try await servers.fetch("policy.example", [deaf, PolicyServers.freeAddress()])
      #expect(neither == .failed(.refused))
      let none = try await servers.fetch("policy.example", [])
      #expect(none == .failed(.noAddress))
    }
  }

  @Test func nextAddressIsNotTriedWhereTCPWasFine() async throws {
    let (bad, good) = (site(.response(status: "500 Error", body: "")), site())
    try await PolicyServers.with([bad, good]) { servers in
      let fetch = try await servers.fetch("policy.example", [bad.address, good.address])
      #expect(fetch == .failed(.http(status: 500)))
      #expect(servers.ledger.entries.map(\.address) == [bad.address])
    }
  }

  static let slow: [PolicyAnswer] = [
    .silent,
    .good.inPieces(of: 1, everyMilliseconds: 100),
    .response(body: "", framing: .connection).ending(.mute),
    PolicyAnswer(octets: "HTTP/1.1 200 OK\r\n", ending: .mute),
    PolicyAnswer(octets: "", ending: .mute, isUnderTLS: false),
  ]

  /// The good policy would take some fifteen seconds at an octet each 100 ms.
  @Test(arguments: slow) func deadlineIsAbsolute(answer: PolicyAnswer) async throws {
    let clock = ContinuousClock()
    let started = clock.now
    let (fetch, entry) = try await PolicyServers.fetch(answer, deadline: .seconds(1))
    #expect(fetch == .failed(.timeout))
    #expect(entry?.connections == 1)
    #expect(clock.now - started >= .seconds(1))
    #expect(clock.now - started < .seconds(10))
  }

  @Test func deadlineIsOverAllAddresses() async throws {
    let site = site()
    try await PolicyServers.with([site]) { servers in
      let fetch = try await servers.fetch("policy.example", [site.address], deadline: .zero)
      #expect(fetch == .failed(.timeout))
      #expect(servers.ledger.entries.isEmpty)
    }
  }

  @Test func cancellationEndsTheConnection() async throws {
    let site = site(.silent)
    try await PolicyServers.with([site]) { servers in
      let fetcher = try servers.fetcher()
      let domain = try DomainName("policy.example")
      let task = Task { await fetcher.fetch(domain: domain, addresses: [.v4(site.address.number)]) }
      while servers.ledger[site.address]?.requests.isEmpty ?? true { try await Task.sleep(for: .milliseconds(5)) }
      let clock = ContinuousClock()
      let cancelled = clock.now
      task.cancel()
      #expect(await task.value == .inconclusive(.cancelled))
      #expect(clock.now - cancelled < .seconds(10))
      let early = Task {
        while !Task.isCancelled { await Task.yield() }
        return await fetcher.fetch(domain: domain, addresses: [.v4(site.address.number)])
      }
      early.cancel()
      #expect(await early.value == .inconclusive(.cancelled))
      await fetcher.shutDown()
      #expect(servers.ledger[site.address]?.connections == 1)
    }
  }

  /// Many at once through one fetcher: each has its own domain's policy.
  @Test func fetchesDoNotMeet() async throws {
    let sites = (0..<50).map { index in
      PolicySite(
        domain: "d\(index).example", address: PolicyServers.freeAddress(),
        answer: .policy(Octets(Array("policy \(index)".utf8))).inPieces(of: 5))
    }
    try await PolicyServers.with(sites) { servers in
      let fetcher = try servers.fetcher(deadline: .seconds(60))
      let fetches = await withTaskGroup(of: (Int, PolicyFetch).self) { group in
        for (index, site) in sites.enumerated() {
          group.addTask {
            let domain = DomainName(uncheckedCanonical: site.domain)
            return (index, await fetcher.fetch(domain: domain, addresses: [.v4(site.address.number)]))
          }
        }
        return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
      }
      for index in sites.indices { #expect(fetches[index] == .body(Array("policy \(index)".utf8))) }
      await fetcher.shutDown()
    }
  }
}
