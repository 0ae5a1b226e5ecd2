import Foundation
import Testing

extension SystemTests {
  /// The Debian package, which takes a build for release: with `Scripts/test --full`.
  @Suite(.enabled(if: ProcessInfo.processInfo.environment["MXCENSUS_FULL_TESTS"] != nil))
  struct PackageTests {
    /// Builds it once and installs it in a fresh Debian, which says by its exit status how that went.
    @Test func itIsWhatDebianWantsAndRunsWhereNothingElseIs() async throws {
      let folder = try Folder()
      let script = Program(path: RecordedSurvey.root.appendingPathComponent("Scripts/package").path)
      var arguments = ["--output", folder.path, "--try"]
      // Somebody may have built them already.
      if let binaries = ProcessInfo.processInfo.environment["MXCENSUS_BINARIES"] {
        arguments += ["--binaries", binaries]
      }
      let built = try await script.run(arguments, in: folder)
      try #require(built.status == 0, "\(built.errors.suffix(4_000))")
      #expect(built.errors.contains("was installed in a fresh Debian, surveyed a laboratory, and was removed"))
      let package = built.output.trimmingCharacters(in: .whitespacesAndNewlines)

      let lint = try await Program(path: "/usr/bin/lintian").run(
        ["--allow-root", "--fail-on", "error", "--tag-display-limit", "0", package], in: folder)
      #expect(lint.status == 0, "\(lint.output)\(lint.errors)")
      try await checkContents(package, folder)
      try await checkUnits(package, folder)
    }

    private func checkContents(_ package: String, _ folder: Folder) async throws {
      let contents = try await Program(path: "/usr/bin/dpkg-deb").run(["--contents", package], in: folder).output
      for path in [
        "usr/bin/mxcensus", "usr/bin/maillab", "usr/bin/mxcensus-wave", "etc/mxcensus/mxcensus.conf",
        "lib/systemd/system/mxcensus.service", "lib/systemd/system/mxcensus.timer",
        "usr/share/man/man1/mxcensus-scan.1.gz",
        "usr/share/man/man1/maillab-serve.1.gz", "usr/share/man/man5/mxcensus.conf.5.gz",
        "usr/share/bash-completion/completions/mxcensus", "usr/share/zsh/vendor-completions/_mxcensus",
        "usr/share/fish/vendor_completions.d/mxcensus.fish", "usr/share/doc/mxcensus/examples/crontab",
      ] {
        #expect(contents.contains(" ./\(path)\n"), "\(path)")
      }
      let depends = try await Program(path: "/usr/bin/dpkg-deb").run(["--field", package, "Depends"], in: folder).output
      for library in ["libc6 (>= ", "libssl3 (>= ", "libsqlite3-0 (>= ", "libunbound8 (>= "] {
        #expect(depends.contains(library), "\(depends)")
      }
    }

    /// The units are as fenced in as those of the repository, and for the package's own user and place.
    private func checkUnits(_ package: String, _ folder: Folder) async throws {
      let root = "\(folder.path)/unpacked"
      let unpacked = try await Program(path: "/usr/bin/dpkg-deb").run(["--extract", package, root], in: folder)
      #expect(unpacked.status == 0)
      let units = "\(root)/lib/systemd/system"
      let text = try String(contentsOfFile: "\(units)/mxcensus.service", encoding: .utf8)
      #expect(text.contains("\nUser=mxcensus\n") && !text.contains("DynamicUser") && !text.contains("/usr/local"))
      let security = try await Program(path: "/usr/bin/systemd-analyze").run(
        ["security", "--offline=true", "--threshold=15", "--no-pager", "\(units)/mxcensus.service"], in: folder)
      #expect(security.status == 0, "\(security.output)")
    }
  }
}
