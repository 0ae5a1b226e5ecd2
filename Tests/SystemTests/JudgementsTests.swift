import Foundation
import Testing

extension SystemTests {
  /// One wave judged by several trust stores, by senders with a trust of their own, and again later.
  @Suite struct JudgementsTests {
    @Test func aWaveHasAsManyJudgementsAsAreAskedFor() async throws {
      let folder = try Folder()
      let laboratory = try await RunningLaboratory.start(["--population", "classes"], port: 2_870, in: folder)
      let database = "\(folder.path)/survey.db"
      // A root that vouches for nobody here.
      let stranger = "\(folder.path)/stranger.pem"
      let made = try await Program(path: "/usr/bin/openssl").run(
        [
          "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=Stranger",
          "-days", "30", "-keyout", "\(folder.path)/stranger.key", "-out", stranger,
        ], in: folder)
      #expect(made.status == 0, "\(made.errors)")
      let scan = ["scan"] + laboratory.flags + ["--db", database, "--label", "w", "--timeout-greeting", "2"]
      let first = try await run(
        scan + ["--trust-store", stranger, "--sender", "strangers=\(stranger)", "--timeout-handshake", "2"], folder)
      #expect(first.status == 0, "\(first.errors)")
      #expect(try await judgements(database, folder) == ["as-observed", "stranger.pem"])
      func classes(_ judgement: String) async throws -> [[String]] {
        try await folder.query(
          database,
          """
          SELECT mx_host, class FROM v_host_all WHERE judgement = '\(judgement)' AND class IS NOT NULL ORDER BY mx_host
          """)
      }
      let observed = try await classes("as-observed")
      let byStranger = try await classes("stranger.pem")
      #expect(observed.contains { $0[1] == "ca-verified" } && !byStranger.contains { $0[1].hasPrefix("ca-") })
      #expect(observed.filter { $0[1] == "self-signed" } == byStranger.filter { $0[1] == "self-signed" })
      #expect(
        try await folder.query(
          database, "SELECT authenticated, deferred > 0, domains > 0 FROM v_sender WHERE policy = 'strangers'")
          == [["0.0", "1", "1"]])

      // Its own certificate handed over out of band: the self-signed host is accepted by that sender alone.
      let pin = try await selfSigned(database, folder)
      let again = try await run(
        [
          "rejudge", "--db", database, "--trust-store", trustStore(laboratory), "--sender", "partner=\(pin)", "--name",
          "pinned",
        ],
        folder)
      #expect(again.status == 0, "\(again.errors)")
      #expect(
        try await folder.query(
          database, "SELECT authenticated FROM v_sender_all WHERE judgement = 'pinned' AND policy = 'partner'")
          == [["1.0"]])
      #expect(try await classes("pinned") == observed)
      #expect(try await classes("as-observed") == observed)

      // Ten years on, everything is out of date, and what was observed stays.
      let later = try await run(
        ["rejudge", "--db", database, "--trust-store", trustStore(laboratory), "--at", "2046-01-01"], folder)
      #expect(later.status == 0, "\(later.errors)")
      #expect(try await !classes("trust-store.pem@2046-01-01").contains { $0[1] == "ca-verified" })
      #expect(try await classes("as-observed") == observed)

      // Never overwritten; and the report tells each.
      let taken = try await run(
        ["rejudge", "--db", database, "--trust-store", trustStore(laboratory), "--name", "pinned"], folder)
      // Without the partner it would be another judgement.
      #expect(taken.status == 78 && taken.errors.contains("never overwritten"), "\(taken.errors)")
      let report = try await run(
        ["report", "--db", database, "--judgement", "stranger.pem", "--format", "csv", "--output", "-"], folder)
      #expect(report.output.contains(",mx_host,ca_verified,reachable,0,"), "\(report.errors)")
      try await laboratory.stop()
    }

    @Test(
      arguments: [
        (["--waves", "nothing"], 65, "no finished wave nothing"),
        (["--at", "yesterday"], 64, "--at takes"),
        (["--sender", "nofile"], 64, "NAME=FILE"),
        (["--sender", "postfix-may=/dev/null"], 64, "already"),
        (["--trust-store", "/dev/null"], 78, "holds no certificate"),
        (["--db", "/nowhere/survey.db"], 78, "there is no database"),
      ] as [([String], Int32, String)])
    func whatCannotBeJudgedIsRefusedInWords(arguments: [String], status: Int32, words: String) async throws {
      let folder = try Folder()
      let store = arguments.contains("--trust-store") ? [] : ["--trust-store", "/etc/ssl/certs/ca-certificates.crt"]
      let database = arguments.contains("--db") ? [] : ["--db", try await emptyDatabase(folder)]
      let ending = try await run(["rejudge"] + database + store + arguments, folder)
      #expect(ending.status == status, "\(ending.errors)")
      #expect(ending.errors.contains(words), "\(ending.errors)")
    }

    /// A database with no wave that is finished.
    private func emptyDatabase(_ folder: Folder) async throws -> String {
      let list = try folder.write("a.example\n", as: "list.txt")
      let database = "\(folder.path)/empty.db"
      _ = try await run(
        [
          "scan", "-f", list, "--db", database, "--allow-reserved", "--abandon", "--label", "x", "-q",
        ], folder)
      return database
    }

    private func trustStore(_ laboratory: RunningLaboratory) -> String { "\(laboratory.folder)/trust-store.pem" }

    private func judgements(_ database: String, _ folder: Folder) async throws -> [String] {
      try await folder.query(database, "SELECT judgement FROM v_judgement ORDER BY judgement").map { $0[0] }
    }

    /// The certificate that the self-signed host presented, as a file in PEM.
    private func selfSigned(_ database: String, _ folder: Folder) async throws -> String {
      let rows = try await folder.query(
        database,
        """
        SELECT hex(c.der) FROM v_host h JOIN v_probe p ON p.server_name = h.mx_host AND p.is_final = 1
        JOIN v_certificate c ON c.sha256 = p.leaf_sha256 WHERE h.class = 'self-signed' LIMIT 1
        """)
      let digits = Array(try #require(rows.first)[0])
      let octets = stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
      let text = Data(octets).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
      return try folder.write("-----BEGIN CERTIFICATE-----\n\(text)\n-----END CERTIFICATE-----\n", as: "pin.pem")
    }

    private func run(_ arguments: [String], _ folder: Folder) async throws -> Ending {
      try await Program.built("mxcensus").run(arguments, in: folder)
    }
  }
}
