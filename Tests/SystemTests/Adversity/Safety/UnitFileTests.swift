import Foundation
import Testing

extension AdversityTests {
  /// The units for systemd, as systemd reads them.
  @Suite struct UnitFileTests {
    private static let analyser = Program(path: "/usr/bin/systemd-analyze")
    private static var isThere: Bool { FileManager.default.isExecutableFile(atPath: analyser.path) }

    /// The units in a folder of their own, with this build's program in the place of the installed one.
    private func units(in folder: Folder) throws -> (service: String, timer: String) {
      let source = RecordedSurvey.root.appendingPathComponent("Scripts/systemd")
      func copy(_ name: String) throws -> String {
        let text = try String(contentsOf: source.appendingPathComponent(name), encoding: .utf8)
        return try folder.write(
          text.replacing("/usr/local/bin/mxcensus", with: try Program.built("mxcensus").path), as: name)
      }
      return (try copy("mxcensus.service"), try copy("mxcensus.timer"))
    }

    @Test(.enabled(if: isThere)) func systemdFindsNothingWrong() async throws {
      let folder = try Folder()
      let (service, timer) = try units(in: folder)
      let ending = try await Self.analyser.run(["verify", service, timer], in: folder)
      #expect(ending.status == 0, "\(ending.errors)")
      #expect(!ending.errors.contains("mxcensus."), "\(ending.errors)")
    }

    /// 10 is a service without any fence; what is left is a network, which a survey is about.
    @Test(.enabled(if: isThere)) func theServiceIsFencedIn() async throws {
      let folder = try Folder()
      let (service, _) = try units(in: folder)
      let ending = try await Self.analyser.run(
        ["security", "--offline=true", "--threshold=15", "--no-pager", service], in: folder)
      #expect(ending.status == 0, "\(ending.output)")
      #expect(ending.output.contains("Overall exposure level"), "\(ending.output)")
    }

    @Test func itsCommandsAreOnesThatTheProgramTakes() async throws {
      let text = try String(
        contentsOf: RecordedSurvey.root.appendingPathComponent("Scripts/systemd/mxcensus.service"), encoding: .utf8)
      let folder = try Folder()
      for match in text.matches(of: /ExecStart=\S+ ([a-z]+) (.*)/) {
        let help = try await Program.built("mxcensus").run([String(match.1), "--help"], in: folder)
        for flag in match.2.split(separator: " ") where flag.hasPrefix("--") {
          #expect(help.output.contains(flag), "\(match.1) has no \(flag)")
        }
      }
      for fence in [
        "DynamicUser=yes", "StateDirectory=mxcensus", "ProtectSystem=strict", "CapabilityBoundingSet=\n",
        "NoNewPrivileges=yes", "MemoryDenyWriteExecute=yes", "SystemCallFilter=@system-service",
        "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX", "MemoryMax=", "LimitNOFILE=", "UMask=0077",
      ] {
        #expect(text.contains(fence), "\(fence)")
      }
    }
  }
}
