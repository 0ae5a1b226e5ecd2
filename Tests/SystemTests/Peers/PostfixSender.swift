import Foundation
import SurveyCore
import Testing

/// A Postfix that sends: of its default configuration but for where its files are, with an smtp client for each level.
struct PostfixSender {
  /// The client's security levels (`smtp_tls_security_level`), each with the policy that pictures it.
  static let levels: [(level: String, policy: String)] = [
    ("none", "plaintext-only"), ("may", "postfix-may"), ("encrypt", "postfix-encrypt"), ("verify", "postfix-verify"),
    ("secure", "postfix-secure"), ("dane", "postfix-dane"), ("dane-only", "postfix-dane-only"),
  ]

  static var isThere: Bool { FileManager.default.isExecutableFile(atPath: "/usr/sbin/postfix") }

  /// One recipient's fate, as Postfix logs it.
  struct Delivery: Hashable {
    /// `sent`, `deferred` or `bounced`.
    let status: String
    /// What the server or Postfix says of it.
    let words: String
    /// `Verified`, `Trusted`, `Untrusted` or `Anonymous`; `nil` without TLS.
    let summary: String?

    /// What the mail came to.
    var result: DeliveryResult? {
      switch status {
      case "sent" where words.contains("Taken in clear"): .plaintext
      case "sent" where words.contains("Taken under TLS"): summary == "Verified" ? .authenticated : .encrypted
      case "deferred" where words.contains("type=MX"): .inconclusive
      case "deferred" where words.contains("type=A:"): .undeliverable
      case "deferred": .deferred
      case "bounced": .bounced
      default: nil
      }
    }
  }

  private let world: PeerWorld
  private var folder: String { "\(world.folder.path)/postfix" }

  /// Writes the configuration.
  init(_ world: PeerWorld) throws {
    self.world = world
    for name in ["conf", "spool", "data"] {
      try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
    }
    try main.write(toFile: "\(folder)/conf/main.cf", atomically: true, encoding: .utf8)
    var master = PostfixSender.services
    var transports = ""
    for (level, _) in PostfixSender.levels {
      master += "\(level) unix - - n - 10 smtp -o syslog_name=\(level) -o smtp_tls_security_level=\(level)\n"
      transports += "/^\(level)@/ \(level):\n"
    }
    try master.write(toFile: "\(folder)/conf/master.cf", atomically: true, encoding: .utf8)
    try transports.write(toFile: "\(folder)/conf/transport", atomically: true, encoding: .utf8)
  }

  /// Sends one message to every domain at every level, and waits until each was tried once.
  ///
  /// Postfix falls back to the clear only with a message that is older than `minimal_backoff_time`, here a second: so the
  /// message lies in the queue for two before Postfix is started.
  func deliver(to domains: [String]) async throws -> [String: [String: Delivery]] {
    let start = try await world.shell(
      """
      set -e
      chmod 755 "${1%/postfix}" && chown postfix "$1/data"
      exec 2>&1
      postfix -c "$1/conf" check
      tr '\\n' '\\0' <"$2" | xargs -0 sh -c 'printf "Subject: x\\n\\nx\\n" | sendmail -C "$0/conf" -i -f "" "$@"' "$1"
      sleep 2
      postfix -c "$1/conf" start
      """, folder, try world.folder.write(recipients(domains), as: "recipients"))
    try #require(start.status == 0, "\(start.output)")
    let expected = domains.count * PostfixSender.levels.count
    let log = "\(folder)/maillog"
    var deliveries: [String: [String: Delivery]] = [:]
    for _ in 0..<240 {
      try await Task.sleep(for: .milliseconds(500))
      guard let text = try? String(contentsOfFile: log, encoding: .utf8) else { continue }
      deliveries = PostfixSender.read(text)
      if deliveries.values.reduce(0, { $0 + $1.count }) == expected { break }
    }
    _ = try await world.shell("postfix -c \"$1/conf\" stop", folder)
    return deliveries
  }

  private func recipients(_ domains: [String]) -> String {
    PostfixSender.levels.flatMap { level in domains.map { "\(level.level)@\($0)\n" } }.joined()
  }

  /// What a log says, by level and domain.
  ///
  /// ```
  /// … dane/smtp[261]: Verified TLS connection established to mx.a.example[127.20.0.1]:25: TLSv1.3 with cipher …
  /// … dane/smtp[261]: 4E6F: to=<dane@a.example>, relay=mx.a.example[127.20.0.1]:25, …, status=sent (250 2.0.0 …)
  /// ```
  static func read(_ log: String) -> [String: [String: Delivery]] {
    var summaries: [String: String] = [:]
    var deliveries: [String: [String: Delivery]] = [:]
    for line in log.split(separator: "\n") {
      guard let client = line.firstMatch(of: #/ ([a-z-]+)/smtp\[([0-9]+)\]: /#) else { continue }
      let process = "\(client.output.1) \(client.output.2)"
      if let established = line.firstMatch(of: #/: (\w+) TLS connection established to /#) {
        summaries[process] = String(established.output.1)
      } else if let found = line.firstMatch(of: /to=<[a-z-]+@([^>]+)>.*, status=(\w+) \((.*)\)$/) {
        deliveries[String(client.output.1), default: [:]][String(found.output.1)] = Delivery(
          status: String(found.output.2), words: String(found.output.3), summary: summaries.removeValue(forKey: process)
        )
      }
    }
    return deliveries
  }

  private var main: String {
    """
    compatibility_level = 3.6
    queue_directory = \(folder)/spool
    data_directory = \(folder)/data
    command_directory = /usr/sbin
    daemon_directory = /usr/lib/postfix/sbin
    maillog_file = \(folder)/maillog
    maillog_file_prefixes = \(folder)
    inet_interfaces = loopback-only
    inet_protocols = ipv4
    myhostname = sender.mxcensus.example
    mydestination =
    alias_maps =
    transport_maps = regexp:\(folder)/conf/transport
    notify_classes =
    queue_run_delay = 1d
    minimal_backoff_time = 1s
    smtp_dns_support_level = dnssec
    smtp_tls_CAfile = \(world.trustStore)
    smtp_tls_loglevel = 1

    """
  }

  private static let services = """
    pickup unix n - n 60 1 pickup
    cleanup unix n - n - 0 cleanup
    qmgr unix n - n 300 1 qmgr
    tlsmgr unix - - n 1000? 1 tlsmgr
    rewrite unix - - n - - trivial-rewrite
    bounce unix - - n - 0 bounce
    defer unix - - n - 0 bounce
    trace unix - - n - 0 bounce
    proxymap unix - - n - - proxymap
    error unix - - n - - error
    retry unix - - n - - error
    postlog unix-dgram n - n - 1 postlogd

    """
}
