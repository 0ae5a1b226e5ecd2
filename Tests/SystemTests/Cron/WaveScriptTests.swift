import Foundation
import Testing

extension SystemTests {
  /// `Scripts/wave` around a program that does as it is told.
  @Suite struct WaveScriptTests {
    /// Keeps what it was called with; then does what the file `orders` says for the command.
    private static let player = """
      #!/bin/bash
      here="$(dirname "$0")"
      echo "$*" >>"$here/calls"
      case "$1" in
        scan) touch "$here/place/survey.db" ;;
        report) echo "wrote a report" >&2 ;;
        snapshot) echo "wrote ${!#}" >&2; echo copy >"${!#}" ;;
      esac
      . "$here/orders"
      """

    private struct Stage {
      let folder: Folder
      private let player: String

      init(_ orders: String) throws {
        folder = try Folder()
        player = try folder.write(WaveScriptTests.player, as: "player")
        _ = try folder.write(orders, as: "orders")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: player)
      }

      var place: String { "\(folder.path)/place" }

      func start(_ arguments: [String]) throws -> RunningProgram {
        try Program(path: "/usr/bin/env").start(
          [
            // Foundation starts programs with signals blocked, and a shell leaves them so.
            "--default-signal=TERM", "MXCENSUS=\(player)",
            RecordedSurvey.root.appendingPathComponent("Scripts/wave").path, "--folder", place,
          ] + arguments, in: folder)
      }

      func run(_ arguments: [String]) async throws -> Ending { try await start(arguments).ending() }

      var calls: [String] {
        get throws {
          try String(contentsOfFile: "\(folder.path)/calls", encoding: .utf8).replacing(place, with: "PLACE")
            .split(separator: "\n").map(String.init)
        }
      }

      func lines(of name: String) throws -> [String] {
        try String(contentsOfFile: "\(folder.path)/\(name)", encoding: .utf8).split(separator: "\n").map {
          $0.trimmingCharacters(in: .whitespaces)
        }
      }

      func wait(for name: String, while program: RunningProgram) async throws {
        while !FileManager.default.fileExists(atPath: "\(folder.path)/\(name)") {
          try #require(program.isRunning)
          try await Task.sleep(for: .milliseconds(10))
        }
      }
    }

    /// A terminal signals the whole group: the command is to hear of it from the script, once.
    @Test func aCommandIsInAGroupOfItsOwn() async throws {
      let stage = try Stage(
        """
        ps -o pgid= -p $$ >>"$here/own"
        ps -o pgid= -p $PPID >>"$here/script"
        """)
      #expect(try await stage.run([]).status == 0)
      let (own, script) = try (stage.lines(of: "own"), stage.lines(of: "script"))
      #expect(own.count == 3 && Set(own).count == 3)
      #expect(Set(script).count == 1 && Set(own).isDisjoint(with: script))
    }

    @Test func aWaveIsFollowedByItsReportAndSnapshot() async throws {
      let stage = try Stage("")
      let ending = try await stage.run(["--cron", "a.txt", "b.txt", "--", "--ehlo", "survey.example.org"])
      #expect(ending.status == 0 && ending.output.isEmpty && ending.errors.isEmpty, "\(ending)")
      #expect(
        try stage.calls == [
          "scan --quiet --db PLACE/survey.db --input-file a.txt --input-file b.txt --ehlo survey.example.org",
          "report --db PLACE/survey.db --output PLACE/report",
          "snapshot --db PLACE/survey.db PLACE/snapshot.db.new",
        ])
      #expect(FileManager.default.fileExists(atPath: "\(stage.place)/snapshot.db"))
      let spoken = try await stage.run(["a.txt"])
      #expect(spoken.status == 0 && spoken.output.contains("\(stage.place)/report/report.md"), "\(spoken)")
      #expect(spoken.errors.contains("wrote a report"))
      #expect(try stage.calls.dropFirst(3).first == "scan --db PLACE/survey.db --input-file a.txt")
    }

    @Test func theRecordsHaveTheirPlaces() async throws {
      let stage = try Stage(
        #"[[ "$1" != scan ]] || echo "$MXCENSUS_METRICS_FILE $MXCENSUS_METADATA_FILE" >"$here/records""#)
      #expect(try await stage.run(["--cron", "a.txt"]).status == 0)
      #expect(
        try String(contentsOfFile: "\(stage.folder.path)/records", encoding: .utf8)
          == "\(stage.place)/mxcensus.prom \(stage.place)/run.json\n")
    }

    @Test(arguments: [
      ("scan", 75, "exit status 75: put off; the next start of this month goes on with it", 1),
      ("scan", 78, "exit status 78: has to be set right", 1),
      ("report", 74, "exit status 74: reading or writing failed", 2),
      ("snapshot", 70, "exit status 70: failed", 3),
    ])
    func theFirstFailureIsTheLastWord(command: String, status: Int32, words: String, calls: Int) async throws {
      let stage = try Stage(#"if [[ "$1" == \#(command) ]]; then echo "this is why" >&2; exit \#(status); fi"#)
      let ending = try await stage.run(["--cron", "a.txt"])
      #expect(ending.status == status)
      let lines = ending.errors.split(separator: "\n")
      let name = command == "scan" ? "wave" : command
      #expect(lines.first?.hasPrefix("mxcensus: \(name) in \(stage.place) on ") == true, "\(ending.errors)")
      #expect(lines.first?.contains(words) == true, "\(ending.errors)")
      #expect(lines.last == "this is why")
      #expect(try stage.calls.count == calls)
      #expect(FileManager.default.fileExists(atPath: "\(stage.place)/snapshot.db") == false)
    }

    @Test func whatAWaveWarnsOfIsPassedOn() async throws {
      let stage = try Stage(#"[[ "$1" != scan ]] || echo "mxcensus: no DNSSEC" >&2"#)
      let ending = try await stage.run(["--cron", "a.txt"])
      #expect(ending.status == 0)
      #expect(ending.errors.hasSuffix("exit status 0: done, but for this\nmxcensus: no DNSSEC\n"), "\(ending.errors)")
    }

    @Test func oneWaveAtATimeWorksOnAFolder() async throws {
      let stage = try Stage(#"touch "$here/begun"; until [[ -e "$here/go" ]]; do sleep 0.05; done"#)
      let first = try stage.start(["--cron", "a.txt"])
      try await stage.wait(for: "begun", while: first)
      let quiet = try await stage.run(["--cron", "a.txt"])
      #expect(quiet.status == 75 && quiet.errors.isEmpty, "\(quiet)")
      let spoken = try await stage.run(["a.txt"])
      #expect(spoken.status == 75 && spoken.errors.contains("another wave works on \(stage.place)"), "\(spoken)")
      // The one who holds the lock is killed, and the wave that it started lives on.
      first.signal(SIGKILL)
      #expect(try await stage.run(["--cron", "a.txt"]).status == 75)
      _ = try stage.folder.write("", as: "go")
      while try await stage.run(["--cron", "a.txt"]).status == 75 { try await Task.sleep(for: .milliseconds(50)) }
      #expect(try await first.ending().wasKilled)
      #expect(try stage.calls.count == 4)
    }

    @Test func aSignalGoesToTheWaveAndNothingFollows() async throws {
      let stage = try Stage(
        """
        trap 'echo "ended in order" >&2; exit 143' TERM
        touch "$here/begun"
        while true; do sleep 0.05; done
        """)
      let wave = try stage.start(["a.txt"])
      try await stage.wait(for: "begun", while: wave)
      wave.signal(SIGTERM)
      let ending = try await wave.ending()
      #expect(ending.status == 143 && ending.errors.contains("ended in order"), "\(ending)")
      #expect(try stage.calls.count == 1)
    }

    /// cron takes five fields, here a user, and a command in which a percent sign would end the line.
    @Test func theSampleCrontabsStartEveryDay() throws {
      let sample = try String(
        contentsOf: RecordedSurvey.root.appendingPathComponent("Scripts/package.d/crontab"), encoding: .utf8)
      for crontab in try Readme().blocks(of: "crontab") + [sample] {
        let lines = crontab.split(separator: "\n").filter { !$0.hasPrefix("#") && !$0.contains(/^[A-Z]+=/) }
        #expect(lines.count == 1, "\(crontab)")
        for line in lines {
          #expect(line.contains(/^[0-9]+ [0-9]+ \* \* \*  [a-z]+  \S+ --cron( |$)/) && !line.contains("%"), "\(line)")
        }
      }
      #expect(try Readme().blocks(of: "crontab").count == 1)
    }

    @Test(arguments: [["--folder"], ["--report", ""], ["--quick"]])
    func whatItDoesNotKnowIsUsage(arguments: [String]) async throws {
      let stage = try Stage("")
      let ending = try await stage.run(arguments)
      #expect(ending.status == 64 && ending.errors.contains("--folder"), "\(ending)")
      #expect(!FileManager.default.fileExists(atPath: "\(stage.folder.path)/calls"))
    }
  }
}
