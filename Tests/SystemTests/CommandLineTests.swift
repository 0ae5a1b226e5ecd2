import Foundation
import Testing

extension SystemTests {
  /// Exit codes, words and help of the command line.
  @Suite struct CommandLineTests {
    @Test func aRealSurveyWithoutANameAndAContactShowsTheLineToWrite() async throws {
      let folder = try Folder()
      let list = try folder.write("example.org\n", as: "list")
      let ending = try await run(["scan", "-f", list, "--db", "\(folder.path)/x.db"], folder)
      #expect(ending.status == 78)
      #expect(ending.errors.contains("--ehlo survey.example.org --contact mailto:"))
      #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/x.db"))
    }

    @Test(arguments: [
      (["scan", "--no-such-flag"], 64), (["scan"], 64), (["scan", "-f", "LIST", "--resolver", "nonsense", "ID"], 64),
      (["scan", "-f", "LIST", "--as-of", "2014-05-13", "ID"], 78),
      (["scan", "-f", "LIST", "--trust-store", "/nowhere", "ID"], 78),
      (["scan", "-f", "LIST", "-b", "LIST", "ID"], 65), (["report", "--db", "/nowhere"], 78),
      (["report", "--format", "pdf"], 64), (["report", "--format", "html,json", "-o", "-"], 64),
      (["scan", "-f", "LIST", "-n", "0", "ID"], 64), (["scan", "-f", "LIST", "-n", "101%", "ID"], 64),
      (["scan", "-f", "LIST", "-n", "1", "--frame", "census", "ID"], 64),
      (["scan", "-f", "LIST", "-n", "1", "--frame", "cluster", "ID"], 64),
      (["scan", "-f", "LIST", "--frame", "panel", "ID"], 64),
      (["scan", "-f", "LIST", "--psl-file", "/nowhere", "ID"], 78),
      (["scan", "-f", "LIST", "--psl-file", "LIST", "ID"], 78), (["rejudge", "--psl-file", "LIST"], 78),
      (["scan", "-f", "LIST", "-w", "LIST", "ID"], 65), (["scan", "-f", "LIST", "--retries", "-1", "ID"], 64),
      (["scan", "-f", "LIST", "--retry-delay", "-1", "ID"], 64),
      (["compare", "2026-10"], 64), (["compare", "2026-10", "2026-10"], 64),
      (["compare", "2026-10", "2026-11", "--db", "/nowhere"], 78),
      (["compare", "2026-10", "2026-11", "--format", "html"], 64),
      (["compare", "2026-10", "2026-11", "--format", "markdown,csv"], 64),
      (["compare", "2026-10", "2026-11", "--unchanged"], 64),
    ])
    func exitCodesSayWhatKindOfEndItWas(arguments: [String], status: Int) async throws {
      let folder = try Folder()
      let list = try folder.write("example.org\nnot an address\n", as: "list")
      let identity = [
        "--ehlo", "survey.example.org", "--contact", "mailto:me@example.org", "--db", "\(folder.path)/x.db",
      ]
      let words = arguments.flatMap { $0 == "ID" ? identity : [$0 == "LIST" ? list : $0] }
      let ending = try await run(words, folder)
      #expect(Int(ending.status) == status, "\(ending.errors)")
      #expect(!ending.errors.isEmpty)
    }

    @Test func aLabelStandsForOneSurvey() async throws {
      let folder = try Folder()
      let laboratory = try await RunningLaboratory.start(["--population", "classes"], port: 2_650, in: folder)
      let database = "\(folder.path)/survey.db"
      let flags =
        ["scan", "--db", database, "--label", "wave", "--timeout-greeting", "1", "--timeout-handshake", "1"]
        + laboratory.flags
      let first = try await run(flags, folder)
      #expect(first.status == 0, "\(first.errors)")
      let again = try await run(flags, folder)
      #expect(again.status == 0)
      #expect(again.errors.contains("finished already"))
      let other = try folder.write("elsewhere.example\n", as: "other")
      let changed = try await run(flags + ["-f", other], folder)
      #expect(changed.status == 78)
      #expect(changed.errors.contains("SHA-256"))
      let reseeded = try await run(flags + ["--seed", "5"], folder)
      #expect(reseeded.status == 78)
      #expect(reseeded.errors.contains("seed"))
      let real = try await run(
        [
          "scan", "-f", other, "--db", database, "--label", "real", "--ehlo", "a.example.org", "--contact",
          "mailto:a@example.org",
        ],
        folder)
      #expect(real.status == 78)
      #expect(real.errors.contains("don't mix"))
      try await laboratory.stop()
    }

    /// The laboratory's servers, each called by its case: what the survey says of them.
    @Test func everyClassAndEveryRefusalIsCalledByItsName() async throws {
      let folder = try Folder()
      let laboratory = try await RunningLaboratory.start(["--population", "classes"], port: 2_660, in: folder)
      let database = "\(folder.path)/survey.db"
      let scan = try await run(
        [
          "scan", "--db", database, "--label", "wave", "--timeout-greeting", "1", "--timeout-reply", "1",
          "--timeout-handshake", "1",
        ]
          + laboratory.flags, folder)
      #expect(scan.status == 0, "\(scan.errors)")
      let rows = try await folder.query(database, "SELECT mx_host, outcome, reason, class FROM v_host")
      let found = Dictionary(rows.map { ($0[0].split(separator: ".")[0], $0[1...].joined(separator: " ")) }) { $1 }
      let expected: [Substring: String] = [
        "ca-signed": "tls ok ca-verified", "wildcard": "tls ok ca-verified", "wrong-name": "tls ok ca-wrong-name",
        "common-name-only": "tls ok ca-wrong-name", "expired": "tls ok ca-expired",
        "not-yet-valid": "tls ok ca-expired", "self-signed": "tls ok self-signed", "private-ca": "tls ok private-ca",
        "unknown-issuer": "tls ok unknown-issuer", "incomplete-chain": "tls ok incomplete-chain",
        "client-purpose-only": "tls ok other-invalid", "sha1-signed": "tls ok other-invalid",
        "no-starttls": "no-starttls no_starttls no-tls", "greeting-554": "smtp-rejected smtp.greet_5xx ",
        "greeting-421": "smtp-rejected smtp.greet_4xx ", "ehlo-rejected-550": "smtp-rejected smtp.ehlo_rejected ",
        "starttls-454": "starttls-rejected starttls_4xx no-tls",
        "starttls-502": "starttls-rejected starttls_5xx no-tls",
        "injection": "handshake-failed smtp.injection no-tls", "silent": "unreachable smtp.no_banner ",
        "refused": "unreachable tcp.refused ", "plaintext-after-starttls": "handshake-failed tls.not_tls no-tls",
        "masked-ehlo": "no-starttls no_starttls no-tls", "substring-keyword": "no-starttls no_starttls no-tls",
        "ehlo-refused-helo-accepted": "no-starttls no_starttls no-tls",
        "hang-after-starttls": "handshake-failed tls.timeout no-tls",
        "endless-greeting": "smtp-rejected smtp.too_long ", "long-line": "smtp-rejected smtp.too_long ",
      ]
      for (host, words) in expected { #expect(found[host] == words, "\(host)") }
      try await laboratory.stop()
    }

    @Test func readmeCommandsAreTheOnesThatHelpKnows() async throws {
      let folder = try Folder()
      let readme = try Readme().text
      let help = try await run(["--help"], folder)
      let commands = help.output.matches(of: /\n  ([a-z][a-z-]*)(?: \(default\))? +[A-Z]/).map { String($0.output.1) }
      #expect(commands.contains("scan") && commands.contains("report"))
      for command in commands where command != "help" {
        #expect(readme.contains("mxcensus \(command)"), "the README does not mention \(command)")
        let text = try await run([command, "--help"], folder)
        #expect(text.status == 0)
        #expect(text.output.contains("EXAMPLES"))
        for use in readme.matches(of: try Regex("mxcensus \(command)([^`#\\n]|\\\\\\n)*")) {
          let words = readme[use.range].split { $0 == " " || $0 == "\n" || $0 == "," || $0 == "=" }
          for flag in words where flag.hasPrefix("--") && flag.count > 2 {
            #expect(text.output.contains(flag), "\(command) has no \(flag)")
          }
        }
      }
      let known = Set(commands + ["help"])
      for use in readme.matches(of: /mxcensus ([a-z][a-z-]*) -/) {
        #expect(known.contains(String(use.output.1)), "\(use.output.0)")
      }
    }

    private func run(_ arguments: [String], _ folder: Folder) async throws -> Ending {
      try await Program.built("mxcensus").run(arguments, in: folder)
    }
  }
}
