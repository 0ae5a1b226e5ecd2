import Foundation
import Testing

@testable import MailLab

/// The population `verdicts` as OpenSSL's own client and a validator see it.
@Suite struct VerdictsTests {
  @Test func casesAreSoundAndEachExpected() throws {
    let population = Population.verdicts(today: today)
    try population.validate()
    #expect(population.domains.map(\.name) == Population.expectedVerdicts.map(\.domain))
    #expect(Set(Population.expectedVerdicts.map(\.result)) == Set(ExpectedVerdict.Result.allCases))
    #expect(Set(Population.expectedVerdicts.compactMap(\.dane)) == Set(ExpectedVerdict.DANE.allCases))
    #expect(Set(Population.expectedVerdicts.compactMap(\.name)) == Set(ExpectedVerdict.Name.allCases))
    #expect(Set(Population.expectedVerdicts.compactMap(\.mtaSTS)) == Set(ExpectedVerdict.MTASTS.allCases))
    #expect(Set(Population.expectedVerdicts.compactMap(\.look)) == Set(ExpectedVerdict.Look.allCases))
    for expected in Population.expectedVerdicts {
      #expect((expected.mtaSTSReason != nil) == (expected.mtaSTS == .invalid), "\(expected)")
      let isSound = [.testing, .enforce, .modeNone].contains(expected.mtaSTS)
      #expect((expected.listedMX != nil) == isSound, "\(expected)")
      #expect((expected.isAuthenticated == nil) == (expected.mtaSTS == nil), "\(expected)")
    }
    let profiles = population.servers.map(\.profile.certificate)
    #expect(Set(profiles.map(\.kind)) == Set(CertificateKind.allCases))
    #expect(Set(profiles.compactMap(\.oddity)) == Set(CertificateOddity.allCases))
    #expect(Set(profiles.map(\.key)) == Set(KeyKind.allCases))
  }

  @Test func opensslSeesTheClassAndTheAssociations() async throws {
    try await withVerdicts { laboratory, scratch in
      let hosts = laboratory.population.hostsByName
      for expected in Population.expectedVerdicts where expected.result != .dnsFailed {
        guard let host = expected.host else { continue }
        let target = hosts[host]?.alias ?? host
        let address = try #require(hosts[target]?.addresses.last, "\(host)")
        let text = try await client(host, at: address, laboratory, scratch)
        #expect(Self.shows(text, expected), "\(expected): \(text.suffix(1_500))")

        let records = try await associations(of: host, or: target, laboratory, scratch)
        #expect(
          records.isEmpty
            == (expected.dane == .absent || expected.dane == .error), "\(expected): \(records)")
        // OpenSSL can do the usages of PKIX, which are not for SMTP (RFC 7672 §3.1.3).
        let associations = records.filter { !$0.hasPrefix("0 ") && !$0.hasPrefix("1 ") }
        guard !associations.isEmpty, expected.result != .noTLS else { continue }
        let judged = try await client(host, at: address, laboratory, scratch, options: Self.dane(host, associations))
        // A zone's security is not OpenSSL's to say.
        switch expected.dane {
        case .match, .insecure, .bogus:
          let isMatched = judged.contains("DANE TLSA ") && judged.contains("Verification: OK")
          #expect(isMatched, "\(expected): \(judged.suffix(1_500))")
        case .mismatch: #expect(judged.contains("Verification error"), "\(expected): \(judged.suffix(1_500))")
        case .unusable:
          let refused = judged.components(separatedBy: "unusable TLSA").count - 1
          #expect(refused == associations.count, "\(expected): \(judged.prefix(1_500))")
        case .absent, .error, nil: Issue.record("\(expected) has TLSA records")
        }
      }
    }
  }

  @Test func zonesAreAsSecureAsTheyAreMeant() async throws {
    try await withVerdicts { laboratory, scratch in
      for expected in Population.expectedVerdicts {
        let mx = try await chase(expected.domain, "MX", laboratory, scratch)
        switch expected.domain {
        case "mx-insecure.example": #expect(mx.contains("No DNSSEC public key"), "\(mx)")
        case "mx-bogus.example": #expect(mx.contains("DNSSEC signature has expired"), "\(mx)")
        case "mx-servfail.example":
          #expect(try await answer(expected.domain, "MX", laboratory, scratch).contains("SERVFAIL"))
        default: #expect(mx.contains("Chase successful"), "\(expected.domain): \(mx)")
        }
        guard let host = expected.host, let dane = expected.dane else { continue }
        let name = "_\(laboratory.smtpPort)._tcp.\(host)"
        let tlsa = try await chase(name, "TLSA", laboratory, scratch)
        switch dane {
        case .absent, .match, .mismatch, .unusable:
          #expect(tlsa.contains("Chase successful"), "\(name): \(tlsa)")
        case .insecure: #expect(tlsa.contains("No DNSSEC public key"), "\(name): \(tlsa)")
        case .bogus: #expect(tlsa.contains("DNSSEC signature has expired"), "\(name): \(tlsa)")
        case .error: #expect(try await answer(name, "TLSA", laboratory, scratch).contains("SERVFAIL"), "\(name)")
        }
      }
    }
  }

  @Test func policyRecordsAreThere() async throws {
    try await withVerdicts { laboratory, scratch in
      for domain in laboratory.population.domains {
        for (name, texts) in [("_mta-sts.", domain.mtaSTS), ("_smtp._tls.", domain.tlsrpt)] where !texts.isEmpty {
          let text = try await answer(name + domain.name, "TXT", laboratory, scratch)
          #expect(text.contains("ANSWER: \(texts.count),"), "\(text)")
          for part in texts { #expect(text.contains("TXT\t\"\(part)\""), "\(text)") }
        }
      }
      for site in laboratory.population.policySites {
        let text = try await answer(site.host, "A", laboratory, scratch)
        #expect(text.contains("IN\tA\t\(site.address)\n"), "\(text)")
      }
      let aliased = try await answer("mx.dane-cname.example", "A", laboratory, scratch)
      #expect(aliased.contains("CNAME\tserver.dane-cname.example."))
    }
  }

  /// curl, which verifies certificates and follows no redirect unless it is told to, as RFC 8461 §3.3 has it.
  @Test func curlGetsThePolicies() async throws {
    try await withVerdicts { laboratory, scratch in
      let port = try #require(laboratory.policyPort)
      let expectations = Dictionary(
        Population.expectedVerdicts.map { ($0.domain, $0) }, uniquingKeysWith: { first, _ in first })
      for site in laboratory.population.policySites {
        let expected = try #require(expectations[site.domain])
        let ending = try await scratch.output(
          of: "/usr/bin/curl", "--silent", "--cacert", laboratory.trustStore, "--tlsv1.2", "--max-time", "20",
          "--ciphers", "DEFAULT@SECLEVEL=0", "--output", "\(scratch.path)/policy", "--resolve",
          "\(site.host):\(port):\(site.address)", "--write-out", "%{exitcode} %{http_code} %{content_type}",
          "https://\(site.host):\(port)/.well-known/mta-sts.txt")
        #expect(Self.wasFetched(ending, expected), "\(site.domain): \(ending)")
        guard expected.mtaSTS != .invalid else { continue }
        let length = try FileManager.default.attributesOfItem(atPath: "\(scratch.path)/policy")[.size] as? Int
        #expect(try #require(length) <= 65_536)
      }
    }
  }

  /// Whether curl's exit code, the status and the media type are those of a case.
  private static func wasFetched(_ ending: String, _ expected: ExpectedVerdict) -> Bool {
    let words = ending.split(separator: " ")
    let isWhole = ending.hasPrefix("0 200 text/plain")
    return switch (expected.domain, expected.mtaSTSReason) {
    // curl looks at a common name where there is no DNS-ID, and may take the end of the connection for that of the body
    // without close_notify. RFC 8461 §3.3 and RFC 9112 §9.8 have it otherwise.
    case ("sts-host-common-name-only.example", _), ("sts-cut.example", _):
      isWhole || words[0] == "60" || words[0] == "56"
    // No TLS (35), no certificate that will do (60).
    case (_, "sts.tls"): words[0] == "35" || words[0] == "60"
    // No HTTP/1 (1), or another status than 200.
    case (_, "sts.http"): words[0] == "1" || words[0] == "0" && words[1] != "200"
    case (_, "sts.type"): words[0] == "0" && words.last != "text/plain"
    // Less than was announced (18).
    case (_, "sts.closed"): words[0] == "18"
    default: isWhole
    }
  }

  /// A client of today, played by OpenSSL: what BoringSSL offers, and no more.
  @Test func clientsOfTodayCompleteWhatTheyAreMeantTo() async throws {
    try await withVerdicts { laboratory, scratch in
      let hosts = laboratory.population.hostsByName
      // Limits of BoringSSL that OpenSSL's client has no option for: key usage, and parameters that are written out.
      let others: Set = ["rsa-digital-signature.example", "explicit-curve.example"]
      for expected in Population.expectedVerdicts where !others.contains(expected.domain) {
        guard let host = expected.host, expected.result != .noTLS, expected.result != .dnsFailed else { continue }
        let target = hosts[host]?.alias ?? host
        let address = try #require(hosts[target]?.addresses.first, "\(host)")
        let text = try await scratch.output(
          of: "/usr/bin/timeout", "20", "/usr/bin/openssl", "s_client", "-starttls", "smtp", "-connect",
          "\(address):\(laboratory.smtpPort)", "-min_protocol", "TLSv1", "-cipher", Self.ciphersOfToday,
          "-sigalgs", Self.signaturesOfToday)
        let isCompleted = text.contains("-----BEGIN CERTIFICATE-----")
        #expect(isCompleted == (expected.look == .modern), "\(expected.domain): \(text.suffix(1_500))")
      }
    }
  }

  private static let ciphersOfToday =
    "ECDHE+AESGCM:ECDHE+CHACHA20:kRSA+AESGCM:ECDHE+AES+SHA1:kRSA+AES+SHA1:!AESCCM:!aNULL:@SECLEVEL=0"
  private static let signaturesOfToday =
    "ECDSA+SHA256:RSA-PSS+SHA256:RSA+SHA256:ECDSA+SHA384:RSA-PSS+SHA384:RSA+SHA384:RSA-PSS+SHA512:RSA+SHA512:RSA+SHA1"

  // MARK: Peers

  /// What OpenSSL's client says; with suites without a certificate only where those are expected.
  private func client(
    _ host: String, at address: IPv4Address, _ laboratory: Laboratory, _ scratch: Scratch, options: [String] = []
  ) async throws -> String {
    let ciphers = host.contains("anonymous-only") ? "ALL" : "ALL:!aNULL"
    let command =
      [
        "20", "/usr/bin/openssl", "s_client", "-starttls", "smtp", "-connect", "\(address):\(laboratory.smtpPort)",
        "-CAfile", laboratory.trustStore, "-purpose", "sslserver", "-auth_level", "1", "-verify_depth", "10",
        "-cipher", "\(ciphers):@SECLEVEL=0", "-min_protocol", "TLSv1",
      ] + (options.isEmpty ? ["-verify_hostname", host] : options)
    return try await scratch.output(of: "/usr/bin/timeout", command)
  }

  private static func dane(_ host: String, _ records: [String]) -> [String] {
    ["-dane_tlsa_domain", host, "-dane_ee_no_namechecks"] + records.flatMap { ["-dane_tlsa_rrdata", $0] }
  }

  private static func shows(_ text: String, _ expected: ExpectedVerdict) -> Bool {
    let isOK = text.contains("Verification: OK")
    return switch expected.domain {
    // A client takes a chain of 100 kB at most unless it is told otherwise.
    case "ten-thousand-names.example": text.contains("excessive message size")
    // OpenSSL is more lenient with names than RFC 9525, unless it is told otherwise.
    case "partial-wildcard.example", "common-name-only.example": isOK
    default:
      switch expected.result {
      case .caVerified: isOK
      case .caWrongName: text.contains("hostname mismatch")
      case .caExpired: text.contains("certificate has expired") || text.contains("certificate is not yet valid")
      case .selfSigned: text.contains("verify error:num=18")
      case .privateCA: text.contains("verify error:num=19")
      case .unknownIssuer, .incompleteChain: text.contains("verify error:num=20")
      case .otherInvalid: text.contains("Verification error") && !text.contains("expired")
      case .anonymous: text.contains("no peer certificate available") && text.contains("Cipher is A")
      case .noTLS: text.contains("Didn't find STARTTLS")
      case .dnsFailed, .noMX: false
      }
    }
  }

  /// The RDATA of the TLSA records at a host or, where it has none, at what it is an alias of.
  private func associations(
    of host: String, or target: String, _ laboratory: Laboratory, _ scratch: Scratch
  ) async throws -> [String] {
    for name in [target, host] {
      let text = try await answer("_\(laboratory.smtpPort)._tcp.\(name)", "TLSA", laboratory, scratch)
      let records = text.split(separator: "\n").filter { $0.contains("\tTLSA\t") && !$0.hasPrefix(";") }
        .compactMap { $0.components(separatedBy: "\tTLSA\t").last }
      if !records.isEmpty { return records }
    }
    return []
  }

  private func answer(
    _ name: String, _ type: String, _ laboratory: Laboratory, _ scratch: Scratch
  ) async throws -> String {
    // Over TCP: a whole certificate does not fit into 512 octets.
    try await scratch.output(of: "/usr/bin/drill", "-t", "-p", String(laboratory.dnsPort), "@127.0.0.1", name, type)
  }

  private func chase(
    _ name: String, _ type: String, _ laboratory: Laboratory, _ scratch: Scratch
  ) async throws -> String {
    try await scratch.output(
      of: "/usr/bin/drill", "-S", "-k", laboratory.anchor, "-p", String(laboratory.dnsPort), "@127.0.0.1", name, type)
  }

  private func withVerdicts(_ body: (Laboratory, Scratch) async throws -> Void) async throws {
    let scratch = try Scratch()
    try await Laboratory.with(.verdicts(today: today), directory: scratch.path, smtpPort: 0, dnsPort: 0) {
      try await body($0, scratch)
    }
  }
}
