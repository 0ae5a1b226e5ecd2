import Foundation
import Testing

extension AdversityTests {
  /// Files that commands write: whole or not at all, and nowhere else.
  @Suite struct ReplacedFileTests {
    private static let flags = [
      "--ehlo", "survey.example.org", "--contact", "mailto:survey@example.org", "--operator-name", "Example",
    ]

    private func files(_ folder: String) throws -> Set<String> {
      Set(try FileManager.default.contentsOfDirectory(atPath: folder))
    }

    @Test func aLinkInAFilesPlaceIsReplacedAndNotFollowed() async throws {
      let folder = try Folder()
      let victim = try folder.write("precious\n", as: "victim")
      let site = "\(folder.path)/site"
      try FileManager.default.createDirectory(atPath: site, withIntermediateDirectories: false)
      try FileManager.default.createSymbolicLink(atPath: "\(site)/probing.txt", withDestinationPath: victim)
      try FileManager.default.createSymbolicLink(
        atPath: "\(site)/index.html", withDestinationPath: "\(folder.path)/not-there-yet")
      let ending = try await Program.built("mxcensus").run(["probing-txt", "-o", site] + Self.flags, in: folder)
      #expect(ending.status == 0, "\(ending.errors)")
      #expect(try String(contentsOfFile: victim, encoding: .utf8) == "precious\n")
      #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/not-there-yet"))
      #expect(try files(site) == ["probing.txt", "index.html"])
      for name in ["probing.txt", "index.html"] {
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(site)/\(name)")
        #expect(attributes[.type] as? FileAttributeType == .typeRegular)
      }
    }

    @Test func aFolderInAFilesPlaceIsLeftAlone() async throws {
      let folder = try Folder()
      let site = "\(folder.path)/site"
      try FileManager.default.createDirectory(atPath: "\(site)/index.html", withIntermediateDirectories: true)
      let ending = try await Program.built("mxcensus").run(["probing-txt", "-o", site] + Self.flags, in: folder)
      #expect(ending.status == 74)
      #expect(ending.errors.contains("can't write \(site)/index.html: Is a directory"), "\(ending.errors)")
      #expect(try files(site) == ["probing.txt", "index.html"])
    }

    /// Reports of a survey, onto a disk that has room for some of them.
    @Test(.enabled(if: Namespace.isAllowed)) func aFullDiskKeepsTheOldFileAndLeavesNothingBeside() async throws {
      let folder = try Folder()
      let survey = try await RecordedSurvey(in: folder)
      let mxcensus = try Program.built("mxcensus").path
      // Counted first, so that only the report is written while the disk is full.
      let counted = try await Program(path: mxcensus).run(
        ["report", "--db", survey.database, "--format", "csv", "-o", "-"], in: folder)
      #expect(counted.status == 0, "\(counted.errors)")
      let script = """
        mkdir "$1/small" && mount -t tmpfs -o size=48k,nr_inodes=20 tmpfs "$1/small" && cd "$1/small" || exit 99
        echo old >report.html
        "$2" report --db "$3" --format html -o .
        echo "status $?"
        ls -A; cat report.html
        """
      let ending = try await Program(path: "/usr/bin/unshare").run(
        ["--mount", "/bin/sh", "-c", script, "sh", folder.path, mxcensus, survey.database], in: folder)
      #expect(ending.status == 0, "\(ending.errors)")
      #expect(ending.output == "status 74\nreport.html\nold\n", "\(ending.errors)")
      #expect(ending.errors.contains("No space left on device"), "\(ending.errors)")
    }
  }
}
