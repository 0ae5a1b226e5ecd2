import Foundation
import SurveyCore
import Testing

/// An Exim that sends: Debian's build, which `Scripts/setup --for-tests` unpacks, as it can't be installed beside Postfix.
///
/// Debian links it with GnuTLS, and the policies picture Exim with OpenSSL.
struct EximSender {
  /// Transports, each with the policy that pictures it.
  static let transports: [(transport: String, policy: String)] = [
    ("default", "exim-default"), ("verify", "exim-verify"),
  ]

  static var program: String {
    let environment = ProcessInfo.processInfo.environment
    let home = environment["HOME"] ?? ""
    return (environment["XDG_CACHE_HOME"] ?? "\(home)/.cache") + "/mxcensus/exim4/usr/sbin/exim4"
  }

  static var isThere: Bool { FileManager.default.isExecutableFile(atPath: program) }

  /// One recipient's fate, as Exim logs it.
  struct Delivery: Hashable {
    /// `=>` or `->` delivered, `==` deferred, `**` failed.
    let mark: String
    let line: String

    /// Whether a name could not be looked up; Exim does not say whether it is the domain's or the host's.
    var isLookupFailure: Bool { mark == "==" && line.contains("host lookup did not complete") }

    /// What the mail came to under a policy: `CV=yes` is a proof only where it was asked for.
    func result(demandsProof: Bool) -> DeliveryResult? {
      switch mark {
      case "=>", "->":
        if line.contains("Taken in clear") { return .plaintext }
        guard line.contains("Taken under TLS") else { return nil }
        return line.contains(" CV=dane ") || demandsProof && line.contains(" CV=yes ") ? .authenticated : .encrypted
      case "==": return .deferred
      case "**": return .bounced
      default: return nil
      }
    }
  }

  private let world: PeerWorld
  private var folder: String { "\(world.folder.path)/exim" }

  /// Writes the configuration.
  init(_ world: PeerWorld) throws {
    self.world = world
    try FileManager.default.createDirectory(atPath: "\(folder)/spool", withIntermediateDirectories: true)
    try configuration.write(toFile: "\(folder)/conf", atomically: true, encoding: .utf8)
  }

  /// Sends one message to every domain by every transport, once, and returns what became of it.
  func deliver(to domains: [String]) async throws -> [String: [String: Delivery]] {
    let recipients = EximSender.transports.flatMap { name, _ in domains.map { "\(name)@\($0)\n" } }.joined()
    // Exim wants the user that it was built for: in this world there is one.
    let ending = try await world.shell(
      """
      set -e
      for file in passwd group; do cp "/etc/$file" "$1/$file"; done
      echo 'Debian-exim:x:64990:64990::/nonexistent:/usr/sbin/nologin' >>"$1/passwd"
      echo 'Debian-exim:x:64990:' >>"$1/group"
      for file in passwd group; do mount --bind "$1/$file" "/etc/$file"; done
      chmod 755 "${1%/exim}" "$1"
      chown -R 64990:64990 "$1/spool"
      xargs sh -c 'printf "Subject: x\\n\\nx\\n" | "$1" -C "$0/conf" -odi -i -f "<>" -- $(shift; echo "$@")' "$1" "$2" <"$3"
      """, folder, EximSender.program, try world.folder.write(recipients, as: "exim-recipients"))
    let log = (try? String(contentsOfFile: "\(folder)/spool/mainlog", encoding: .utf8)) ?? ""
    try #require(ending.status == 0, "\(ending.errors) \(log)")
    return EximSender.read(log)
  }

  /// What a log says, by transport and domain.
  ///
  /// ```
  /// … => default@a.example R=mx T=default H=mx.a.example [127.20.0.1] X=TLS1.3:… CV=yes C="250 2.0.0 Taken under TLS"
  /// … == default@b.example R=mx T=default defer (-37) H=mx.b.example [127.20.0.2]: a TLS session is required, but …
  /// ```
  static func read(_ log: String) -> [String: [String: Delivery]] {
    var deliveries: [String: [String: Delivery]] = [:]
    for line in log.split(separator: "\n") {
      guard let found = line.firstMatch(of: #/ (=>|->|==|\*\*) (\w+)@([^ ]+) /#) else { continue }
      deliveries[String(found.output.2), default: [:]][String(found.output.3)] = Delivery(
        mark: String(found.output.1), line: String(line))
    }
    return deliveries
  }

  private var configuration: String {
    """
    exim_path = \(EximSender.program)
    primary_hostname = sender.mxcensus.example
    spool_directory = \(folder)/spool
    log_file_path = \(folder)/spool/%slog
    log_selector = +tls_certificate_verified +tls_cipher +smtp_confirmation
    keep_environment =
    deliver_drop_privilege
    disable_ipv6
    dns_dnssec_ok = 1
    begin routers
    to_default:
      driver = dnslookup
      local_parts = default
      transport = default
      dnssec_request_domains = *
      self = send
    to_verify:
      driver = dnslookup
      local_parts = verify
      transport = verify
      dnssec_request_domains = *
      self = send
    begin transports
    default:
      driver = smtp
      dnssec_request_domains = *
      tls_verify_certificates = \(world.trustStore)
    verify:
      driver = smtp
      dnssec_request_domains = *
      tls_verify_certificates = \(world.trustStore)
      tls_verify_hosts = *
    begin retry
    * * F,2h,1h

    """
  }
}
