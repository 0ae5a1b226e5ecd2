import Foundation
import SurveyCore
import SurveyStore
import Testing

/// The laboratory's population `verdicts` in namespaces of its own: a network of nothing but loopback, where the servers
/// have port 25, NSD has port 53 of 127.0.0.1, and a validating resolver that nobody here wrote, Unbound, is that of
/// /etc/resolv.conf. So any mail system can be set on it as it comes.
///
/// Everything in it ends with its first process, and that ends when its standard input does: with this object at the
/// latest, and when the tests are killed too.
final class PeerWorld: Sendable {
  /// Where everybody's files are; gone with the world.
  let folder: Folder
  /// The flags of `mxcensus scan`.
  let flags: [String]
  private let namespace: Namespace

  /// The programs that a world is made of, from Debian's nsd, unbound, iproute2 and util-linux.
  private static let programs = [
    "/usr/sbin/nsd", "/usr/sbin/unbound", "/usr/sbin/ip", "/usr/bin/nsenter", "/usr/bin/unshare",
  ]

  /// Whether a world can be made: by a root that may make namespaces, as not every container's may, where the programs
  /// are.
  static let isPossible =
    geteuid() == 0 && programs.allSatisfy(FileManager.default.isExecutableFile) && Namespace.isAllowed

  /// Makes a world, does something in it and ends it whatever happens.
  static func with<Result>(_ body: (PeerWorld) async throws -> Result) async throws -> Result {
    let folder = try Folder()
    let namespace = try await Namespace.make(in: folder, resolver: resolver)
    do {
      let world = try await PeerWorld(folder, namespace)
      let result = try await body(world)
      try await namespace.end()
      return result
    } catch {
      try await namespace.end()
      throw error
    }
  }

  private init(_ folder: Folder, _ namespace: Namespace) async throws {
    self.folder = folder
    self.namespace = namespace
    let laboratory = "\(folder.path)/laboratory"
    let maillab = try namespace.start(
      Program.built("maillab").path,
      [
        "serve", "--population", "verdicts", "--directory", laboratory, "--port", "25", "--dns-port", "53",
        "--lifetime", "900",
      ], in: folder)
    let flagsFile = "\(laboratory)/scan-flags"
    try await PeerWorld.wait(for: maillab, until: { FileManager.default.fileExists(atPath: flagsFile) })
    flags = try String(contentsOfFile: flagsFile, encoding: .utf8).split(separator: "\n").map(String.init)

    let configuration = try folder.write(PeerWorld.unbound(folder.path), as: "unbound.conf")
    let unbound = try namespace.start("/usr/sbin/unbound", ["-d", "-c", configuration], in: folder)
    let log = "\(folder.path)/unbound.log"
    try await PeerWorld.wait(
      for: unbound,
      until: {
        (try? String(contentsOfFile: log, encoding: .utf8))?.contains("start of service") ?? false
      })
  }

  /// The laboratory's public root, in PEM.
  var trustStore: String { "\(folder.path)/laboratory/trust-store.pem" }

  /// The domains of the population.
  var domains: [String] {
    get throws {
      try String(contentsOfFile: "\(folder.path)/laboratory/list.csv", encoding: .utf8).split(separator: "\n")
        .map { String($0.prefix { $0 != "," }) }
    }
  }

  /// Runs a program in the world to its end.
  func run(_ path: String, _ arguments: [String]) async throws -> Ending {
    try await namespace.start(path, arguments, in: folder).ending()
  }

  /// Runs some lines of shell in the world; `$1`, `$2`, … are the arguments.
  func shell(_ lines: String, _ arguments: String...) async throws -> Ending {
    try await run("/bin/bash", ["-c", lines, "bash"] + arguments)
  }

  /// Surveys the population with the program and returns what it stored.
  func survey() async throws -> Survey {
    let path = "\(folder.path)/survey.db"
    let scan = try await run(Program.built("mxcensus").path, ["scan", "--db", path] + flags)
    try #require(scan.status == 0, "\(scan.errors)")
    let database = try SurveyDatabase(reading: path)
    let label = try #require(try database.finishedWaves().first).label
    return Survey(database: database, path: path, label: label)
  }

  /// A scan of the world.
  struct Survey {
    let database: SurveyDatabase
    let path: String
    let label: String

    /// What a sender policy comes to with a domain's mail.
    func result(_ policy: String, _ domain: String) throws -> DeliveryResult? {
      let results = try #require(try database.senderResults(label: label, domain: try DomainName(domain)))
      return try #require(results[policy], "no policy \(policy)").sole
    }
  }

  private static func wait(for program: RunningProgram, until isReady: () -> Bool) async throws {
    while !isReady() {
      guard program.isRunning else { throw NotStarted(words: try await program.ending().errors) }
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  struct NotStarted: Error { let words: String }

  /// Where Unbound listens; 127.0.0.1 is NSD's.
  private static let resolver = "127.0.0.2"

  /// Unbound as Debian has it, but for its root and its anchor.
  private static func unbound(_ folder: String) -> String {
    """
    server:
      interface: \(resolver)
      do-ip6: no
      do-daemonize: no
      do-not-query-localhost: no
      username: ""
      chroot: ""
      directory: "\(folder)"
      pidfile: ""
      use-syslog: no
      logfile: "\(folder)/unbound.log"
      trust-anchor-file: "\(folder)/laboratory/root.key"
    stub-zone:
      name: "."
      stub-addr: 127.0.0.1

    """
  }
}
