import Foundation
import TestSupport
import Testing

@testable import MailLab

/// A real Postfix of a test's own: configuration, queue and log in a scratch directory, and an smtpd for each service.
struct PostfixServer: Sendable {
  /// One smtpd.
  struct Service: Sendable {
    let name: String
    let chain: CertificateChain
    /// Settings of master.cf beside the chain, `name=value`.
    var settings: [String] = []
  }

  struct NotStarted: Error { let log: String }

  let port: Int
  private let services: [Service]
  private let directory: String

  private static let program = "/usr/sbin/postfix"

  /// Starts Postfix, does something, and stops it whatever happens: a shell of ours holds it, and stops it too when the
  /// kernel tells it that this process is gone.
  static func with<Result: Sendable>(
    _ services: [Service], _ scratch: Scratch, _ body: (PostfixServer) async throws -> Result
  ) async throws -> Result {
    try #require(FileManager.default.isExecutableFile(atPath: program), "install the package postfix")
    let port = try LoopbackPort.freeForAllAddresses()
    let postfix = PostfixServer(port: port, services: services, directory: "\(scratch.path)/postfix")
    try await postfix.writeFiles(scratch)
    let holder = #"""
      trap 'kill $! 2>/dev/null; $2 postfix -c "$1" stop; $2 rm -rf "$1/../spool" "$1/../data"; exit 0' TERM
      $2 postfix -c "$1" start || exit 1
      while :; do sleep 3600 & wait $!; done
      """#
    let log = "\(postfix.directory)/holder.log"
    // Postfix is started by root alone.
    let privilege = geteuid() == 0 ? "" : "sudo -n"
    let child = try await ChildProcess.start(
      "/bin/sh", ["-c", holder, "postfix", "\(postfix.directory)/conf", privilege], directory: scratch.path,
      output: log)
    do {
      try await postfix.waitUntilListening(child)
      let result = try await body(postfix)
      await child.terminate(patience: .seconds(20))
      return result
    } catch {
      await child.terminate(patience: .seconds(20))
      throw error
    }
  }

  /// Where a service listens.
  func address(_ name: String) throws -> IPv4Address {
    let place = try #require(services.firstIndex { $0.name == name })
    return IPv4Address(number: 0x7F1E_0001 + UInt32(place))
  }

  /// Whether anyone takes connections there.
  static func isListening(_ address: IPv4Address, _ port: Int) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    return SocketName(address.number, port: port).connect(descriptor)
  }

  private func waitUntilListening(_ holder: ChildProcess) async throws {
    for _ in 0..<300 {
      if Self.isListening(try address(services[0].name), port) { return }
      if holder.endingSoFar != nil { break }
      try await Task.sleep(for: .milliseconds(50))
    }
    let logs = ["holder.log", "maillog"].map {
      (try? String(contentsOfFile: "\(directory)/\($0)", encoding: .utf8)) ?? ""
    }
    throw NotStarted(log: logs.joined())
  }

  private func writeFiles(_ scratch: Scratch) async throws {
    for folder in ["conf", "spool", "data"] {
      try FileManager.default.createDirectory(atPath: "\(directory)/\(folder)", withIntermediateDirectories: true)
    }
    // Postfix writes only where it trusts the owner.
    _ = try await scratch.shell(
      "chmod 755 $1 && (chown postfix $2 || sudo -n chown postfix $2)", scratch.path, "\(directory)/data")
    try mainFile.write(toFile: "\(directory)/conf/main.cf", atomically: true, encoding: .utf8)
    var master = Self.helpers
    for service in services {
      let file = "\(directory)/\(service.name).pem"
      let key = try scratch.write(service.chain.key, as: "\(service.name).key")
      let text = try await scratch.shell("openssl pkey -inform DER -in $1", key)
      try (text + service.chain.pem).write(toFile: file, atomically: true, encoding: .utf8)
      let settings = (["smtpd_tls_chain_files=\(file)"] + service.settings).map { " -o \($0)" }.joined()
      master += "\(try address(service.name)):\(port) inet n - n - - smtpd\(settings)\n"
    }
    try master.write(toFile: "\(directory)/conf/master.cf", atomically: true, encoding: .utf8)
  }

  private var mainFile: String {
    """
    compatibility_level = 3.6
    queue_directory = \(directory)/spool
    data_directory = \(directory)/data
    command_directory = /usr/sbin
    daemon_directory = /usr/lib/postfix/sbin
    maillog_file = \(directory)/maillog
    maillog_file_prefixes = \(directory)
    inet_interfaces = loopback-only
    inet_protocols = ipv4
    myhostname = mx.postfix.example
    mydestination =
    alias_maps =
    local_recipient_maps =
    smtpd_peername_lookup = no
    smtpd_tls_security_level = may

    """
  }

  private static let helpers = """
    tlsmgr unix - - n 1000? 1 tlsmgr
    anvil unix - - n - 1 anvil
    rewrite unix - - n - - trivial-rewrite
    proxymap unix - - n - - proxymap
    postlog unix-dgram n - n - 1 postlogd

    """
}
