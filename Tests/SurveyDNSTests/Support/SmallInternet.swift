import SurveyCore
import SurveyDNS

/// A root and a few top-level domains that hold one case of every kind.
///
/// The root is signed; `example` and `failing` are insecure delegations, `signed` and `dane` are signed, `broken` is
/// signed and then altered, and `failing` has no zone file, which NSD answers with SERVFAIL.
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
    let simple = "a 300 MX 10 mx\nmx 300 A 192.0.2.7\n"
    for (zone, text) in [("signed", simple), ("broken", simple), ("dane", SmallInternet.dane)] {
      try folder.write(SmallInternet.head(zone + ".") + text, to: "\(zone).zone")
      let key = try SmallInternet.sign(zone, in: folder)
      root += "\(zone). NS ns.example.\n" + (try folder.read("\(key).ds"))
    }
    for (zone, signed, altered) in [
      ("broken", "\tMX\t10 mx", "\tMX\t11 mx"), ("dane", "\tTLSA\t3 1 1 ee", "\tTLSA\t3 1 1 ef"),
      // ldns writes what it can't present in a form that NSD does not read.
      ("dane", "\tTLSA\t3 1 1\n", "\tTYPE52\t\\# 3 030101\n"),
      ("dane", "\tTLSA\t2 0 1\n", "\tTYPE52\t\\# 3 020001\n"),
    ] {
      let text = try folder.read("\(zone).zone")
      guard text.contains(signed) else { throw Command.Failure(description: "\(zone) lacks what is to be altered") }
      try folder.write(text.replacing(signed, with: altered), to: "\(zone).zone")
    }
    try folder.write(root, to: "root.zone")
    anchor = "\(folder.path)/\(try SmallInternet.sign("root", in: folder)).key"
    wrongAnchor = "\(folder.path)/\(try SmallInternet.key(".", in: folder)).key"
    server = try NameServer(folder: folder, zones: [".", "example", "failing", "signed", "broken", "dane"])
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
      tlsa TLSA 3 1 1 \(String(repeating: "d", count: 64))
      _25._tcp.mx1 TLSA 3 1 1 \(String(repeating: "d", count: 64))
      securealias CNAME good.dane.
      mx1 A 192.0.2.11
      mx1 A 192.0.2.10
      mx1 AAAA 2001:db8::1
      mx2 A 192.0.2.12
      six AAAA 2001:db8::6

      """
  }

  /// Hosts under DANE, one case each; `e` digits stand for the record whose signature is broken afterwards.
  private static var dane: String {
    let digest = { (digit: Character) in String(repeating: digit, count: 64) }
    let long = String(repeating: "l", count: 255)
    return """
      good A 192.0.2.20
      good AAAA 2001:db8::20
      _25._tcp.good TLSA 3 1 1 \(digest("b"))
      _25._tcp.good TLSA 2 0 1 \(digest("a"))
      _26._tcp.good TLSA 3 1 1 \(digest("c"))
      none A 192.0.2.21
      nodata A 192.0.2.22
      _25._tcp.nodata TXT "no TLSA here"
      bogus A 192.0.2.23
      _25._tcp.bogus TLSA 3 1 1 \(digest("e"))
      servfail A 192.0.2.24
      _25._tcp.servfail CNAME tlsa.failing.
      pkix A 192.0.2.25
      _25._tcp.pkix TLSA 1 1 1 \(digest("a"))
      malformed A 192.0.2.26
      _25._tcp.malformed TYPE52 \\# 3 030101
      mixed A 192.0.2.27
      _25._tcp.mixed TYPE52 \\# 3 020001
      _25._tcp.mixed TLSA 3 1 1 \(digest("a"))
      shared A 192.0.2.28
      _25._tcp.shared CNAME _25._tcp.good
      unsigned A 192.0.2.29
      _25._tcp.unsigned CNAME tlsa.example.
      toboth CNAME both
      both A 192.0.2.30
      _25._tcp.both TLSA 3 1 1 \(digest("1"))
      _25._tcp.toboth TLSA 3 1 1 \(digest("2"))
      tonone CNAME none
      _25._tcp.tonone TLSA 3 1 1 \(digest("3"))
      tonothing CNAME none
      tobogus CNAME bogus
      _25._tcp.tobogus TLSA 3 1 1 \(digest("4"))
      tounsigned CNAME unsigned
      toinsecure CNAME mx1.example.
      _25._tcp.toinsecure TLSA 3 1 1 \(digest("5"))
      toinsecure2 CNAME mx1.example.
      onlymail MX 10 good
      _mta-sts.good TXT "v=STSv1; " "id=1;"
      _mta-sts.good TXT "another"
      _mta-sts.alias CNAME _mta-sts.good
      _mta-sts.long TXT "\(long)" "\(long)" ""

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
