import SurveyCore
import SurveyDNS

/// A root and a few top-level domains that hold one case of every kind.
///
/// The root is signed; `example` and `failing` are insecure delegations, `signed` is signed, `broken` is signed and
/// then altered, and `failing` has no zone file, which NSD answers with SERVFAIL.
struct SmallInternet: Sendable {
  let folder: TemporaryFolder
  let server: NameServer
  /// The root's key.
  let anchor: String
  /// A key that signed nothing.
  let wrongAnchor: String

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(SmallInternet.example, to: "example.zone")
    var root =
      SmallInternet.head(".") + "example. NS ns.example.\nns.example. A 127.0.0.1\nfailing. NS ns.example.\n"
    for zone in ["signed", "broken"] {
      try folder.write(
        SmallInternet.head(zone + ".") + "a 300 MX 10 mx\nmx 300 A 192.0.2.7\n", to: "\(zone).zone")
      let key = try SmallInternet.sign(zone, in: folder)
      root += "\(zone). NS ns.example.\n" + (try folder.read("\(key).ds"))
    }
    try folder.write(
      try folder.read("broken.zone").replacing("\tMX\t10 mx", with: "\tMX\t11 mx"), to: "broken.zone")
    try folder.write(root, to: "root.zone")
    anchor = "\(folder.path)/\(try SmallInternet.sign("root", in: folder)).key"
    wrongAnchor = "\(folder.path)/\(try SmallInternet.key(".", in: folder)).key"
    server = try NameServer(folder: folder, zones: [".", "example", "failing", "signed", "broken"])
  }

  /// A configuration that asks the server, with waits that a test can bear.
  func configuration(anchor: String? = nil) -> ResolverConfiguration {
    var configuration = ResolverConfiguration(
      upstream: .forwarder(.v4(0x7f00_0001), port: server.port), trustAnchorFile: anchor)
    configuration.lookupTimeout = .seconds(5)
    configuration.health.checkInterval = .milliseconds(20)
    configuration.health.checkTimeout = .seconds(1)
    configuration.health.pauses = Array(repeating: .milliseconds(200), count: 20)
    return configuration
  }

  /// Domains `d0.bulk.example` … in the zone, each with an MX of its own.
  static let bulk = 2_000

  private static func head(_ origin: String) -> String {
    "$ORIGIN \(origin)\n$TTL 300\n@ SOA ns.example. hostmaster.example. 1 3600 600 604800 300\n@ NS ns.example.\n"
  }

  private static var example: String {
    let bulk = (0..<bulk).map { "d\($0).bulk MX \($0 % 100) mx\($0).bulk\n" }.joined()
    return head("example.") + bulk + """
      ns A 127.0.0.1
      several MX 20 MX2.Example.
      several MX 10 mx1
      several MX 30 mx1
      several MX 10 mx3.EXAMPLE.
      null MX 0 .
      nullmixed MX 0 .
      nullmixed MX 10 mx1
      implicit A 192.0.2.5
      nodata TXT "nothing here"
      alias CNAME several
      dangling CNAME nowhere
      loop1 CNAME loop2
      loop2 CNAME loop1
      tocname MX 10 mxalias
      mxalias CNAME mx1
      literal MX 10 192.0.2.1.
      mx1 A 192.0.2.11
      mx1 A 192.0.2.10
      mx1 AAAA 2001:db8::1
      mx2 A 192.0.2.12
      six AAAA 2001:db8::6

      """
  }

  /// Makes a key.
  /// - Returns: the stem of its files.
  private static func key(_ zone: String, in folder: TemporaryFolder) throws -> String {
    let arguments = ["-r", "/dev/urandom", "-a", "ECDSAP256SHA256", "-k", zone]
    return try Command.run("/usr/bin/ldns-keygen", arguments, in: folder.path).replacing("\n", with: "")
  }

  /// Signs a zone file in place.
  /// - Returns: the stem of the key's files.
  private static func sign(_ zone: String, in folder: TemporaryFolder) throws -> String {
    let origin = zone == "root" ? "." : zone
    let key = try key(origin, in: folder)
    _ = try Command.run(
      "/usr/bin/ldns-signzone", ["-o", origin, "-f", "\(zone).signed", "\(zone).zone", key], in: folder.path)
    try folder.write(try folder.read("\(zone).signed"), to: "\(zone).zone")
    return key
  }
}
