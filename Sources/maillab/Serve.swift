import ArgumentParser
import Foundation
import MailLab

/// Runs a laboratory until its lifetime is over or a signal comes.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs a laboratory, and prints the flags with which mxcensus scans it.",
    discussion: """
      When everything listens, the flags stand in DIRECTORY/scan-flags, one argument a line, and on standard \
      output as one line for a shell:

        xargs -d '\\n' mxcensus scan --db survey.db < DIRECTORY/scan-flags

      SIGINT, SIGTERM or the end of its lifetime stop it; it then writes DIRECTORY/ledger.json with \
      what each server saw of its clients and, where MTA-STS policies are served, \
      DIRECTORY/policy-ledger.json with what each policy host saw. Names are resolved at 127.0.0.1 port --dns-port, for \
      example with “drill -p 5300 @127.0.0.1 northmail.example MX”.
      """)

  @Option(help: ArgumentHelp("One of \(PopulationName.list), or a JSON file.", valueName: "name|file"))
  var population: String

  @Option(help: "Where its files go; made if it is not there.")
  var directory: String

  @Option(help: "The port of all SMTP servers; 0: any that is free.")
  var port = 2525

  @Option(help: "The port of the name server on 127.0.0.1; 0: any that is free.")
  var dnsPort = 5300

  @Option(help: ArgumentHelp("After so many seconds it stops by itself.", valueName: "seconds"))
  var lifetime = 3600

  @OptionGroup var bulk: BulkOptions

  func validate() throws {
    for (name, port) in [("--port", port), ("--dns-port", dnsPort)] where !(0...65_535).contains(port) {
      throw ValidationError("\(name) is 0 to 65535.")
    }
    if lifetime < 1 { throw ValidationError("--lifetime is at least 1.") }
  }

  func run() async throws {
    let signals = StopSignals()
    raiseFileLimit()
    let chosen = try Population.chosen(population, bulk)
    // Those of an earlier run would tell a waiting script that this one is ready.
    let flagsFile = URL(fileURLWithPath: directory).appendingPathComponent("scan-flags")
    if FileManager.default.fileExists(atPath: flagsFile.path) {
      try FileManager.default.removeItem(at: flagsFile)
    }
    let laboratory = try await Laboratory.start(
      chosen, directory: directory, smtpPort: port, dnsPort: dnsPort)
    do {
      let flags = laboratory.scanFlags
      try Data(flags.map { $0 + "\n" }.joined().utf8).write(to: flagsFile, options: .atomic)
      try FileHandle.standardOutput.write(
        contentsOf: Data((flags.map(shellQuoted).joined(separator: " ") + "\n").utf8))
      let size = "\(chosen.domains.count) domains, \(chosen.servers.count) servers"
      say("\(chosen.name): \(size); stops in \(lifetime) s")
      let reason = await signals.firstSignal(within: .seconds(lifetime))
      say(reason.map { "stops on signal \($0)" } ?? "stops at the end of its lifetime")
    } catch {
      try await laboratory.stop()
      throw error
    }
    try await laboratory.stop()
  }

  private func say(_ text: String) {
    FileHandle.standardError.write(Data("maillab: \(text)\n".utf8))
  }

  /// Every server is a descriptor, and so is every connection.
  private func raiseFileLimit() {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    limit.rlim_cur = limit.rlim_max
    if unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) != 0 {
      say("the limit of open files stays as it is")
    }
  }
}

/// The argument as a POSIX shell reads it back.
private func shellQuoted(_ argument: String) -> String {
  let plain = argument.utf8.allSatisfy { byte in
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || "-_./:@,=+".utf8.contains(byte)
  }
  if plain && !argument.isEmpty { return argument }
  return "'" + argument.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
    + "'"
}
