import Foundation
import Testing

extension SystemTests {
  /// The manual pages and completions that are made of what the programs say of themselves.
  @Suite struct ManualTests {
    private static let parts = RecordedSurvey.root.appendingPathComponent("Scripts/package.d")
    private static let mandoc = Program(path: "/usr/bin/mandoc")
    private static let isFull = ProcessInfo.processInfo.environment["MXCENSUS_FULL_TESTS"] != nil
    private static let programs = ["mxcensus", "maillab"]

    /// Pages of a program by name.
    private func pages(of program: String, in folder: Folder) async throws -> [String: String] {
      let help = try await Program.built(program).run(["--experimental-dump-help"], in: folder)
      #expect(help.status == 0)
      let file = try folder.write(help.output, as: "\(program).json")
      let made = try await Program(path: "/bin/sh").run(
        [
          "-c", "\"$1\" --date 2026-11-01 --output \"$2\" \"$3\" <\"$4\"", "sh",
          Self.parts.appendingPathComponent("manual").path, "\(folder.path)/pages", program, file,
        ], in: folder)
      #expect(made.status == 0, "\(made.errors)")
      let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/pages").sorted()
      return try Dictionary(
        uniqueKeysWithValues: names.map {
          ($0, try String(contentsOfFile: "\(folder.path)/pages/\($0)", encoding: .utf8))
        }
      )
    }

    @Test(arguments: programs) func everyCommandHasAPageWithEveryFlag(program: String) async throws {
      let folder = try Folder()
      let pages = try await pages(of: program, in: folder)
      let overview = try await Program.built(program).run(["--help"], in: folder)
      let listed = try #require(overview.output.components(separatedBy: "SUBCOMMANDS:\n").last)
      let commands = listed.split(separator: "\n").compactMap { $0.firstMatch(of: /^ {2}([a-z-]+)( |$)/)?.1 }
      #expect(commands.count >= 3)
      #expect(pages.count == commands.count + 1, "\(pages.keys.sorted())")
      for command in commands {
        let page = try #require(pages["\(program)-\(command).1"], "\(command)")
        let help = try await Program.built(program).run([String(command), "--help"], in: folder)
        let flags = help.output.matches(of: /(?m)^ {2}(?:-[a-zA-Z], )?--([a-z0-9-]+)/).map { String($0.1) }
        let described = page.matches(of: /Fl \\-([a-z0-9\\-]+)/).map { String($0.1.replacing("\\", with: "")) }
        #expect(flags.contains("help"))
        #expect(Set(flags) == Set(described), "\(command)")
      }
    }

    /// What mandoc complains of, but for pages that are referred to and are not installed.
    private func complaints(_ paths: [String], in folder: Folder) async throws -> [Substring] {
      let lint = try await Self.mandoc.run(["-T", "lint"] + paths, in: folder)
      return (lint.output + lint.errors).split(separator: "\n").filter { !$0.contains("referenced manual not found") }
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: mandoc.path)))
    func mandocFindsNothingWrong() async throws {
      let folder = try Folder()
      for program in Self.programs { _ = try await pages(of: program, in: folder) }
      for name in ["mxcensus-wave.1", "mxcensus.conf.5"] {
        let text = try String(contentsOf: Self.parts.appendingPathComponent(name), encoding: .utf8)
        _ = try folder.write(text.replacing("@DATE@", with: "November 1, 2026"), as: "pages/\(name)")
      }
      let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/pages").sorted()
      #expect(names.count >= 10)
      #expect(try await complaints(names.map { "\(folder.path)/pages/\($0)" }, in: folder) == [])
      // It would say so.
      let broken = try folder.write(".Dd November 1, 2026\n.Dt X 1\n.Os\n.Sh NAME\n.Bl\n", as: "broken.1")
      #expect(try await !complaints([broken], in: folder).isEmpty)
    }

    /// The page and the script say the same of its flags.
    @Test func thePageOfTheWaveHasItsFlags() throws {
      let script = try String(
        contentsOf: RecordedSurvey.root.appendingPathComponent("Scripts/wave"), encoding: .utf8)
      let page = try String(contentsOf: Self.parts.appendingPathComponent("mxcensus-wave.1"), encoding: .utf8)
      let flags = Set(script.matches(of: /\[--([a-z]+)/).map { String($0.1) })
      #expect(flags == ["cron", "folder", "report"])
      for flag in flags { #expect(page.contains(".It Fl \\-\(flag)"), "\(flag)") }
      for name in Set(script.matches(of: /MXCENSUS_[A-Z_]+/).map { String($0.0) }) {
        #expect(page.contains(name), "\(name)")
      }
    }

    @Test(arguments: ["bash", "zsh", "fish"]) func completionsAreScripts(shell: String) async throws {
      let path = "/usr/bin/\(shell)"
      guard FileManager.default.isExecutableFile(atPath: path) else {
        // Scripts/setup --for-full-tests installs them all.
        #expect(!Self.isFull, "there is no \(path)")
        return
      }
      let folder = try Folder()
      for program in Self.programs {
        let script = try await Program.built(program).run(["--generate-completion-script", shell], in: folder)
        #expect(script.output.contains(program))
        let file = try folder.write(script.output, as: program)
        let read = try await Program(path: path).run(["-n", file], in: folder)
        #expect(read.status == 0 && read.errors.isEmpty, "\(read.errors)")
      }
    }
  }
}
