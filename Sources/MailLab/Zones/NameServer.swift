import Foundation

/// NSD, serving a laboratory's zones on a port of 127.0.0.1 for as long as the laboratory lives.
struct NameServer: Sendable {
  /// The port it answers on, UDP and TCP.
  let port: Int
  private let process: ChildProcess

  /// Writes and signs the zones, starts NSD and waits until it answers.
  ///
  /// - Parameters:
  ///   - associations: the population's TLSA records.
  ///   - directory: gets the files of zones and keys; must exist.
  ///   - anchor: the file that gets the root's key.
  ///   - requestedPort: 0: any that is free.
  static func start(
    _ population: Population, associations: [ResourceRecord], directory: String, anchor: String,
    port requestedPort: Int
  ) async throws -> NameServer {
    for (program, package) in [
      ("/usr/sbin/nsd", "nsd"), ("/usr/bin/ldns-keygen", "ldnsutils"), ("/usr/bin/setpriv", "util-linux"),
    ] where !FileManager.default.isExecutableFile(atPath: program) {
      throw LaboratoryError.toolMissing(program: program, package: package)
    }
    let zones = try await ZoneTree.write(
      population, associations: associations, directory: directory, anchor: anchor)

    let port = try LoopbackPort.free(requestedPort)
    let configuration = "\(directory)/nsd.conf"
    try Self.configuration(zones, directory: directory, port: port)
      .write(toFile: configuration, atomically: true, encoding: .utf8)
    let process = try await ChildProcess.start(
      "/usr/sbin/nsd", ["-d", "-c", configuration], directory: directory, output: "\(directory)/nsd.out")
    let server = NameServer(port: port, process: process)
    do {
      try await server.waitUntilAnswering(log: "\(directory)/nsd.log")
    } catch {
      await process.terminate()
      throw error
    }
    return server
  }

  /// Ends NSD and waits until it is gone.
  func stop() async {
    await process.terminate()
  }

  /// A million names load in some seconds.
  private func waitUntilAnswering(log: String) async throws {
    let deadline = ContinuousClock.now + .seconds(120)
    while ContinuousClock.now < deadline {
      if let ending = process.endingSoFar {
        throw LaboratoryError.toolFailed(
          program: "/usr/sbin/nsd", ending: ending.words, output: try logText(log))
      }
      if try await LoopbackPort.answersDNS(port) { return }
    }
    throw LaboratoryError.nameServerSilent(log: try logText(log))
  }

  private func logText(_ path: String) throws -> String {
    guard FileManager.default.fileExists(atPath: path) else { return "" }
    return try String(contentsOfFile: path, encoding: .utf8)
  }

  /// Runs without root, without a control socket, without files outside the directory.
  private static func configuration(_ zones: [ZoneTree.Served], directory: String, port: Int) -> String {
    """
    server:
      ip-address: 127.0.0.1@\(port)
      port: \(port)
      do-ip6: no
      username: ""
      chroot: ""
      zonesdir: "\(directory)"
      database: ""
      pidfile: ""
      logfile: "\(directory)/nsd.log"
      zonelistfile: "\(directory)/nsd.zones"
      xfrdfile: "\(directory)/nsd.xfrd"
      xfrdir: "\(directory)"
      cookie-secret-file: ""
      server-count: 1
      tcp-count: 200
      rrl-ratelimit: 0
      zonefiles-check: no
      verbosity: 1
    remote-control:
      control-enable: no

    """
      + zones.map { "zone:\n  name: \"\($0.origin)\"\n  zonefile: \"\($0.file)\"\n" }.joined()
  }
}
