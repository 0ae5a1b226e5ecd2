import Foundation
import MailLab
import Testing

extension AdversityTests {
  /// The rows about MTA-STS of the catalogue of faults, each with its domains of the population `verdicts`.
  ///
  /// What takes a minute stands in `PolicyHostTests`, with a shorter one: silence, and drips that do not end. A policy
  /// host at an address that is not dialled stands in `DNSFaultTests`.
  @Suite struct PolicyFaultTests {
    /// What is recorded of a policy: the words of `mta_sts` and `mta_sts_reason`.
    private struct Case {
      let row: Int
      let domains: [String]
      let state: String
      let reason: String

      /// A policy that is none.
      static func invalid(_ row: Int, _ reason: String, _ domains: String...) -> Case {
        Case(row: row, domains: domains, state: "invalid", reason: reason)
      }

      /// One that holds, however it is written or sent.
      static func enforced(_ row: Int, _ domains: String...) -> Case {
        Case(row: row, domains: domains, state: "enforce", reason: "")
      }
    }

    private static let cases: [Case] = [
      .invalid(
        81, "sts.http", "sts-http-301", "sts-http-302", "sts-http-307", "sts-http-308", "sts-http-204", "sts-http-404",
        "sts-http-500", "sts-no-http"),
      .invalid(82, "sts.type", "sts-html", "sts-untyped"),
      .invalid(82, "sts.size", "sts-too-long"),
      .invalid(82, "sts.closed", "sts-short", "sts-cut"),
      .enforced(82, "sts-64-kib", "sts-charset", "sts-chunked", "sts-pieces"),
      .invalid(
        83, "sts.tls", "sts-host-expired", "sts-host-self-signed", "sts-host-private-ca", "sts-host-incomplete-chain",
        "sts-host-common-name-only", "sts-host-wrong-name", "sts-host-tls10", "sts-host-tls11", "sts-host-in-clear"),
      .invalid(83, "sts.refused", "sts-host-refuses"),
      .invalid(
        83, "sts.syntax", "sts-syntax", "sts-blank-line", "sts-bare-returns", "sts-escapes", "sts-binary"),
      .invalid(
        83, "sts.max_age", "sts-max-age", "sts-huge-max-age", "sts-negative-max-age", "sts-no-max-age"),
      .invalid(83, "sts.version", "sts-version", "sts-no-version"),
      .invalid(83, "sts.mode", "sts-mode", "sts-no-mode"),
      .invalid(83, "sts.empty", "sts-empty"),
      .enforced(83, "sts-twice", "sts-longest-age", "sts-line-feeds"),
      .invalid(84, "sts.http", "sts-redirect-inwards"),
    ]

    @Test func everyFaultOfAPolicyHasItsReason() async throws {
      let folder = try Folder()
      let database = "\(folder.path)/survey.db"
      let laboratory = try await RunningLaboratory.start(["--population", "verdicts"], port: 2_896, in: folder)
      let domains = Self.cases.flatMap(\.domains).map { "\($0).example" }
      #expect(Set(domains).count == domains.count)
      let list = try folder.write(domains.map { "\($0)\n" }.joined(), as: "list")
      let ending = try await Program.built("mxcensus").run(
        ["scan", "--db", database, "--label", "wave"] + laboratory.flags(listing: list), in: folder)
      #expect(ending.status == 0, "\(ending.errors)")
      try await laboratory.stop()

      let rows = try await folder.query(database, "SELECT domain, mta_sts, mta_sts_reason FROM v_domain")
      let found = Dictionary(rows.map { ($0[0], Array($0[1...])) }) { first, _ in first }
      #expect(found.count == domains.count)
      for fault in Self.cases {
        for domain in fault.domains {
          #expect(found["\(domain).example"] == [fault.state, fault.reason], "row \(fault.row): \(domain)")
        }
      }
      try expectOneRequestEach(laboratory, domains)
    }

    /// Each policy host was asked once at most; where a redirect led, to a host of another domain, nobody came.
    private func expectOneRequestEach(_ laboratory: RunningLaboratory, _ domains: [String]) throws {
      let entries = try JSONDecoder().decode(
        [PolicyLedgerEntry].self,
        from: Data(contentsOf: URL(fileURLWithPath: "\(laboratory.folder)/policy-ledger.json")))
      let today = CalendarDate(secondsSinceEpoch: Int(Date().timeIntervalSince1970))
      let sites = Population.verdicts(today: today).policySites.filter { domains.contains($0.domain) }
      #expect(Set(entries.map(\.address)) == Set(sites.map(\.address)))
      #expect(entries.allSatisfy { $0.connections == 1 && $0.failure == nil }, "\(entries)")
    }
  }
}
