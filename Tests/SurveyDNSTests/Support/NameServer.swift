import Foundation
import Synchronization

/// NSD on a loopback port of its own, as a forwarder that knows a small internet.
final class NameServer: Sendable {
  let folder: TemporaryFolder
  let port: UInt16
  /// Guards the one child: tests stop and start it from their tasks.
  private let process = Mutex<Process?>(nil)

  /// Writes the configuration; `zones` are names whose files are `<name>.zone` in the folder.
  init(folder: TemporaryFolder, zones: [String], port: UInt16 = LoopbackSocket.freePort()) throws {
    self.folder = folder
    self.port = port
    let path = folder.path
    var text = """
      server:
        ip-address: 127.0.0.1
        port: \(port)
        server-count: 1
        # A flood of errors from one address is what the tests make.
        rrl-ratelimit: 0
        username: ""
        chroot: ""
        database: ""
        zonesdir: "\(path)"
        pidfile: ""
        xfrdfile: "\(path)/xfrd.state"
        xfrdir: "\(path)"
        zonelistfile: "\(path)/zone.list"
        logfile: "\(path)/nsd.log"
      remote-control:
        control-enable: no

      """
    for zone in zones {
      text += "zone:\n  name: \"\(zone)\"\n  zonefile: \"\(zone == "." ? "root" : zone).zone\"\n"
    }
    try folder.write(text, to: "nsd.conf")
  }

  deinit { stop() }

  /// Starts NSD and waits until it answers.
  func start() throws {
    guard FileManager.default.isExecutableFile(atPath: "/usr/sbin/nsd") else {
      throw Command.Failure(description: "/usr/sbin/nsd is missing: apt-get install nsd")
    }
    // Swift's worker threads block all signals and a child inherits that: SIGTERM would never end NSD. `env` unblocks
    // them and then is NSD, with the same process number.
    let process = try Command.prepared(
      "/usr/bin/env", ["--default-signal", "/usr/sbin/nsd", "-d", "-c", "\(folder.path)/nsd.conf"],
      in: folder.path)
    process.standardError = FileHandle.nullDevice
    try folder.write("", to: "nsd.log")
    try process.run()
    self.process.withLock { $0 = process }
    // Only then drill: a question that comes before keeps it waiting for five seconds.
    for _ in 0..<200 {
      if try folder.read("nsd.log").contains("nsd started") { break }
      usleep(10_000)
    }
    if try drill("example", "SOA").contains("rcode: NOERROR") { return }
    throw Command.Failure(description: "NSD does not answer: \(try folder.read("nsd.log"))")
  }

  /// Ends NSD, its children included, and waits for its end.
  func stop() {
    process.withLock { process in
      process?.terminate()
      process?.waitUntilExit()
      process = nil
    }
  }

  /// What drill prints for one question.
  func drill(_ name: String, _ type: String) throws -> String {
    try Command.run(
      "/usr/bin/drill", ["-4", "-p", "\(port)", "@127.0.0.1", type, name], in: folder.path)
  }
}
