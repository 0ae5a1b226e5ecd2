import Foundation
import Testing

extension SystemTests {
  /// What a person sees, on a pseudo-terminal of util-linux's script.
  @Suite struct TerminalTests {
    @Test(arguments: ["", "1"])
    func aWaveShowsHowFarItIs(noColour: String) async throws {
      let folder = try Folder()
      let laboratory = try await RunningLaboratory.start(["--population", "classes"], port: 2_740, in: folder)
      let flags =
        laboratory.flags + [
          "--db", "\(folder.path)/survey.db", "--label", "wave", "--timeout-greeting", "3", "--timeout-handshake", "3",
        ]
      let mxcensus = try Program.built("mxcensus").path
      let quoted = ([mxcensus, "scan"] + flags).map { "'\($0)'" }.joined(separator: " ")
      let command = "stty cols 80; exec env NO_COLOR=\(noColour) TERM=xterm MXCENSUS_CONFIG=/dev/null \(quoted)"
      let ending = try await Program(path: "/usr/bin/script").run(["-qec", command, "/dev/null"], in: folder)
      let screen = ending.output
      #expect(ending.status == 0, "\(screen)")
      #expect(!screen.contains("\\x"), "an escape of our own is shown and not obeyed: \(screen)")
      #expect(screen.contains("\u{1b}[1mprobes\u{1b}[0m") == noColour.isEmpty)
      let lines = screen.components(separatedBy: "\r\u{1b}[K").dropFirst().map {
        $0.replacing(/\u{1b}\[[0-9]*m/, with: "")
      }
      // While it is under way a line is written over; what it came to keeps a line of its own.
      #expect(lines.contains { $0.wholeMatch(of: /probes \d+ of \d+ .*/) != nil })
      #expect(lines.contains { $0.hasPrefix("probes: ") && $0.hasSuffix("\r\n") })
      for line in lines { #expect(line.components(separatedBy: "\r\n")[0].count < 80, "\(line)") }
      try await laboratory.stop()
    }
  }
}
