import Foundation
import MailLab
import Testing

extension SystemTests {
  /// The laboratory's population `verdicts`, where every domain is a case: what the survey says of each is what the RFCs
  /// and the certificates' maker say.
  @Suite struct VerdictsTests {
    private let expectations = Population.expectedVerdicts
    /// Those with an MX that answers.
    private var answering: [ExpectedVerdict] { expectations.filter { $0.isAuthenticated != nil } }

    @Test func everyDomainIsJudgedAsItsCaseIsMeant() async throws {
      let folder = try Folder()
      let database = "\(folder.path)/survey.db"
      let laboratory = try await start(port: 2_830, in: folder)
      let scan = try await self.scan(laboratory.flags, into: database, folder)
      #expect(!scan.errors.contains("DNSSEC is unknown"))
      try await laboratory.stop()

      try await expectDomains(of: database, folder)
      try await expectHosts(of: database, folder)
      try await expectLooks(of: database, folder)
      try await expectOddCertificates(of: database, folder)
      try await expectTrend(of: database, folder)
      try await expectSenders(of: database, folder)
      try expectPolicyHosts(of: laboratory)
    }

    /// Behind a resolver that knows nothing of DNSSEC, DANE can't be judged; MTA-STS needs no DNSSEC (RFC 8461 §1).
    @Test func withoutDNSSECNothingIsSaidOfDANE() async throws {
      let folder = try Folder()
      let database = "\(folder.path)/survey.db"
      let laboratory = try await start(port: 2_840, in: folder)
      try await StrippingForwarder.with(before: 2_841) { forwarder in
        let flags = laboratory.flags(resolver: "127.0.0.1@\(forwarder.port)")
        let scan = try await self.scan(flags, into: database, folder)
        #expect(scan.errors.contains("DNSSEC is unknown in this wave"), "\(scan.errors)")
      }
      try await laboratory.stop()

      #expect(try await folder.query(database, "SELECT DISTINCT dane FROM v_host") == [["unknown"]])
      #expect(
        try await folder.query(
          database, "SELECT DISTINCT mx_dnssec FROM v_domain WHERE mx_status = 'mx'") == [["unknown"]])
      let metrics = try await metrics(of: database, folder)
      #expect(metrics.isDisjoint(with: ["dane_match", "authenticated"]))
      #expect(metrics.isSuperset(of: ["ca_verified", "legacy_only", "mta_sts_enforce"]))
      let domains = try await folder.query(
        database, "SELECT domain, mta_sts, mta_sts_reason, listed_mx, authenticated, class FROM v_domain")
      let found = Dictionary(domains.map { ($0[0], Array($0[1...])) }) { first, _ in first }
      for expected in answering {
        // What DANE alone vouches for is open now; that MTA-STS does not is known, but DANE might.
        let isVouchedFor =
          expected.mtaSTS == .enforce && expected.isAuthenticated == true && expected.result == .caVerified
        #expect(
          found[expected.domain] == [
            expected.mtaSTS.word, expected.mtaSTSReason ?? "", expected.listedMX.word, isVouchedFor ? "1" : "",
            expected.result.rawValue,
          ], "\(expected.domain)")
      }
    }

    /// What a wave is told not to look at is NULL and has no figure: no zero, and no “none”.
    @Test func whatIsNotLookedForIsNoZero() async throws {
      let folder = try Folder()
      let database = "\(folder.path)/survey.db"
      let laboratory = try await start(port: 2_850, in: folder)
      _ = try await scan(
        laboratory.flags + ["--no-dane", "--no-mta-sts", "--tls", "legacy"], into: database, folder)
      try await laboratory.stop()

      let columns = "count(mta_sts), count(mta_sts_reason), count(tlsrpt), count(listed_mx), count(authenticated)"
      #expect(try await folder.query(database, "SELECT \(columns) FROM v_domain") == [["0", "0", "0", "0", "0"]])
      #expect(try await folder.query(database, "SELECT count(dane), count(dane_usage) FROM v_host") == [["0", "0"]])
      let metrics = try await metrics(of: database, folder)
      #expect(
        metrics.isDisjoint(with: ["dane_match", "mta_sts_enforce", "authenticated", "legacy_only", "pq_group"]))
      #expect(metrics.isSuperset(of: ["ca_verified", "no_tls", "pfs"]))
      let looks = try await folder.query(database, "SELECT DISTINCT look FROM v_probe ORDER BY look")
      #expect(looks == [["anull"], ["legacy"]])
      // Nobody's policy was fetched.
      #expect(try laboratory.policyLedger().isEmpty)
      let classes = try await folder.query(database, "SELECT mx_host, class, look FROM v_host WHERE class <> ''")
      let found = Dictionary(classes.map { ($0[0], $0[1...].joined(separator: " ")) }) { first, _ in first }
      for expected in answering {
        let host = try #require(expected.host)
        let look = expected.look == .anonymous ? "anull" : "legacy"
        #expect(found[host] == "\(expected.result.rawValue) \(look)", "\(host)")
      }
    }

    // MARK: Rows

    private func expectDomains(of database: String, _ folder: Folder) async throws {
      let rows = try await folder.query(
        database,
        """
        SELECT domain, class, mx_status, mx_dnssec, mta_sts, mta_sts_reason, tlsrpt, listed_mx, authenticated
        FROM v_domain
        """)
      #expect(rows.count == expectations.count)
      let found = Dictionary(rows.map { ($0[0], Array($0[1...])) }) { first, _ in first }
      for expected in expectations {
        let (status, security) = Self.mailSecurity(of: expected.domain)
        let words = [
          expected.isAuthenticated == nil ? "" : expected.result.rawValue, status, security, expected.mtaSTS.word,
          expected.mtaSTSReason ?? "", expected.mtaSTS == nil ? "" : expected.hasTLSRPT ? "valid" : "none",
          expected.listedMX.word, expected.isAuthenticated.map { $0 ? "1" : "0" } ?? "",
        ]
        #expect(found[expected.domain] == words, "\(expected.domain)")
      }
    }

    /// The MX look-up's status and its security, by the zone that the domain is in.
    private static func mailSecurity(of domain: String) -> (status: String, security: String) {
      switch domain {
      case "mx-insecure.example": ("mx", "insecure")
      case "mx-bogus.example": ("bogus", "")
      case "mx-servfail.example": ("servfail", "")
      default: ("mx", "secure")
      }
    }

    private func expectHosts(of database: String, _ folder: Folder) async throws {
      let rows = try await folder.query(database, "SELECT mx_host, outcome, class, name, dane FROM v_host")
      let found = Dictionary(rows.map { ($0[0], Array($0[1...])) }) { first, _ in first }
      for expected in expectations {
        guard let host = expected.host else { continue }
        let outcome =
          switch expected.result {
          case .noTLS: "no-starttls"
          case .dnsFailed: "dns-failed"
          default: "tls"
          }
        let words = [
          outcome, expected.isAuthenticated == nil ? "" : expected.result.rawValue, expected.name?.rawValue ?? "",
          expected.dane?.rawValue ?? "unknown",
        ]
        #expect(found[host] == words, "\(host)")
      }
    }

    private func expectLooks(of database: String, _ folder: Folder) async throws {
      // One look counts for each address and name.
      let doubtful = try await folder.query(
        database, "SELECT address, server_name FROM v_probe GROUP BY address, server_name HAVING sum(is_final) <> 1")
      #expect(doubtful.isEmpty, "\(doubtful)")
      let rows = try await folder.query(
        database,
        """
        SELECT DISTINCT server_name, look, leaf_sha256 IS NOT NULL FROM v_probe
        WHERE is_final AND outcome = 'tls'
        """)
      let found = Dictionary(rows.map { ($0[0], Array($0[1...])) }) { first, _ in first }
      for expected in answering {
        let host = try #require(expected.host)
        // `prefers-anonymous` among them: a client that offers no such suite is shown the certificate.
        let words = expected.look.map { [$0.rawValue, expected.result == .anonymous ? "0" : "1"] }
        #expect(found[host] == words, "\(host)")
      }
      // A host that today's clients can talk to is not asked again.
      let repeated = try await folder.query(
        database,
        """
        SELECT server_name FROM v_probe WHERE look <> 'modern' AND (address, server_name) IN (
          SELECT address, server_name FROM v_probe WHERE look = 'modern' AND outcome = 'tls')
        """)
      #expect(repeated.isEmpty, "\(repeated)")
    }

    /// However odd a certificate is, it is kept, it can be read, and something is said of it.
    private func expectOddCertificates(of database: String, _ folder: Folder) async throws {
      let rows = try await folder.query(
        database,
        """
        SELECT p.server_name, length(c.der) > 0, c.not_after IS NOT NULL, h.class
        FROM v_probe p JOIN v_certificate c ON c.sha256 = p.leaf_sha256 JOIN v_host h ON h.mx_host = p.server_name
        WHERE p.is_final
        """)
      let found = Dictionary(rows.map { ($0[0], Array($0[1...])) }) { first, _ in first }
      for oddity in CertificateOddity.allCases {
        let words = try #require(found["mx.\(oddity.rawValue).example"], "\(oddity)")
        #expect(words[..<2] == ["1", "1"], "\(oddity)")
        #expect(!words[2].isEmpty && words[2] != "no-tls" && words[2] != "anonymous", "\(oddity)")
      }
    }

    /// Each policy host was asked once, for its own policy, and no redirect was followed.
    private func expectPolicyHosts(of laboratory: RunningLaboratory) throws {
      let today = CalendarDate(secondsSinceEpoch: Int(Date().timeIntervalSince1970))
      let sites = Population.verdicts(today: today).policySites
      let entries = Dictionary(try laboratory.policyLedger().map { ($0.address, $0) }) { first, _ in first }
      #expect(entries.count == sites.count)
      for site in sites {
        let entry = try #require(entries[site.address], "\(site.host)")
        #expect(entry.connections == 1, "\(site.host)")
        #expect(entry.failure == nil, "\(site.host)")
        let isAsked = site.answer.isUnderTLS && !site.host.contains("sts-host-")
        guard isAsked else { continue }
        #expect(entry.requests.count == 1, "\(site.host)")
        let request = entry.requests.first?.latin1 ?? ""
        #expect(request.hasPrefix("GET /.well-known/mta-sts.txt HTTP/1.1\r\n"), "\(request)")
        #expect(request.contains("Host: \(site.host):"), "\(request)")
        #expect(request.contains("mailto:postmaster@mxcensus.example"), "\(request)")
      }
    }

    // MARK: Sums

    private func expectTrend(of database: String, _ folder: Folder) async throws {
      let hosts = Dictionary(answering.map { ($0.host ?? "", $0) }) { first, _ in first }.values
      let withTLS = answering.filter { $0.result != .noTLS }
      func count(_ verdicts: some Collection<ExpectedVerdict>, _ holds: (ExpectedVerdict) -> Bool) -> Int {
        verdicts.count(where: holds)
      }
      let counts: [(unit: String, base: String, metric: String, numerator: Int)] = [
        ("mx_host", "reachable", "legacy_only", count(hosts) { $0.look == .legacy || $0.look == .anonymous }),
        ("mx_host", "reachable", "dane_match", count(hosts) { $0.dane == .match }),
        ("mx_host", "reachable", "self_signed", count(hosts) { $0.result == .selfSigned }),
        ("domain", "reachable", "mta_sts_enforce", count(answering) { $0.mtaSTS == .enforce }),
        ("domain", "tls", "mta_sts_enforce", count(withTLS) { $0.mtaSTS == .enforce }),
        ("domain", "reachable", "authenticated", count(answering) { $0.isAuthenticated == true }),
        ("domain", "tls", "authenticated", count(withTLS) { $0.isAuthenticated == true }),
      ]
      for (unit, base, metric, numerator) in counts {
        #expect(numerator > 0)
        let rows = try await folder.query(
          database,
          """
          SELECT numerator, denominator FROM v_trend
          WHERE unit = '\(unit)' AND base = '\(base)' AND metric = '\(metric)'
          """)
        #expect(rows.count == 1)
        #expect(rows.first.flatMap { Double($0[0]) } == Double(numerator), "\(unit) \(metric)")
        guard unit == "domain" else { continue }
        let denominator = base == "tls" ? withTLS.count : answering.count
        #expect(rows.first.flatMap { Double($0[1]) } == Double(denominator), "\(unit) \(metric)")
      }
    }

    private func expectSenders(of database: String, _ folder: Folder) async throws {
      let rows = try await folder.query(
        database,
        """
        SELECT policy, domains, authenticated, encrypted, plaintext, deferred, bounced, undeliverable, inconclusive
        FROM v_sender
        """)
      #expect(rows.count >= 20)
      for row in rows {
        let numbers = row[1...].compactMap { Double($0) }
        #expect(numbers.count == 8 && numbers[0] == Double(expectations.count), "\(row)")
        #expect(abs(numbers.dropFirst().reduce(0, +) - numbers[0]) <= 1e-9, "\(row)")
      }
      let found = Dictionary(rows.map { ($0[0], Array($0[2...])) }) { first, _ in first }
      for sender in ExpectedSender.all {
        let results = expectations.map(sender.result)
        let counts = ExpectedSender.Result.allCases.map { result in "\(Double(results.count { $0 == result }))" }
        #expect(found[sender.policy] == counts, "\(sender.policy)")
      }
    }

    // MARK: Programs

    private func start(port: Int, in folder: Folder) async throws -> RunningLaboratory {
      try await RunningLaboratory.start(["--population", "verdicts"], port: port, in: folder)
    }

    private func scan(_ flags: [String], into database: String, _ folder: Folder) async throws -> Ending {
      let ending = try await Program.built("mxcensus").run(
        ["scan", "--db", database, "--label", "wave"] + flags, in: folder)
      #expect(ending.status == 0, "\(ending.errors)")
      return ending
    }

    private func metrics(of database: String, _ folder: Folder) async throws -> Set<String> {
      Set(try await folder.query(database, "SELECT DISTINCT metric FROM v_trend").map { $0[0] })
    }
  }
}

extension RunningLaboratory {
  /// The flags of a survey through another resolver.
  fileprivate func flags(resolver: String) -> [String] {
    guard let place = flags.firstIndex(of: "--resolver") else { return flags + ["--resolver", resolver] }
    return flags[...place] + [resolver] + flags[(place + 2)...]
  }

  /// What the policy hosts saw; once the laboratory was stopped.
  fileprivate func policyLedger() throws -> [PolicyLedgerEntry] {
    try JSONDecoder().decode(
      [PolicyLedgerEntry].self, from: Data(contentsOf: URL(fileURLWithPath: "\(folder)/policy-ledger.json")))
  }
}

extension ExpectedVerdict.MTASTS? {
  /// The word of the `mta_sts` column.
  fileprivate var word: String { self?.rawValue ?? "" }
}

extension Int? {
  fileprivate var word: String { map { "\($0)" } ?? "" }
}
