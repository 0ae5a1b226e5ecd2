import Foundation
import Testing

extension AdversityTests {
  /// What stands in the environment neither changes what is measured nor has anything written.
  @Suite struct EnvironmentTests {
    /// Of servers that close at once, now the end of the stream is seen and now the reset that follows it.
    private static let dumps = [
      "SELECT domain, mx_status, mx_dnssec, mta_sts, class FROM v_domain ORDER BY domain",
      "SELECT mx_host, outcome, reason, class, chain, name, dane FROM v_host WHERE mx_host NOT LIKE 'close-%' ORDER BY mx_host",
      """
      SELECT address, server_name, look, is_final, outcome, reason, stage, reply_code, tls_version, cipher, kx_group,
        chain_sha256 FROM v_probe WHERE server_name NOT LIKE 'close-%' ORDER BY address, server_name, look
      """,
      "SELECT * FROM v_trend ORDER BY unit, base, metric",
    ]

    /// OpenSSL without its default provider, and with nothing left to agree on.
    private static let configuration = """
      openssl_conf = hostile
      [hostile]
      providers = providers
      ssl_conf = ssl
      [providers]
      null = null
      [null]
      activate = 1
      [ssl]
      system_default = limits
      [limits]
      MaxProtocol = TLSv1
      CipherString = eNULL
      Groups = P-521

      """

    @Test func hostileVariablesChangeNothing() async throws {
      let folder = try Folder()
      let configuration = try folder.write(Self.configuration, as: "openssl.cnf")
      let aliases = try folder.write("ca-signed.classes.example localhost\n", as: "aliases")
      let empty = try folder.write("", as: "empty.pem")
      let keys = "\(folder.path)/keys.log"
      let hostile = [
        "OPENSSL_CONF=\(configuration)", "OPENSSL_MODULES=\(folder.path)", "OPENSSL_ENGINES=\(folder.path)",
        "SSLKEYLOGFILE=\(keys)", "SSL_CERT_FILE=\(empty)", "SSL_CERT_DIR=\(folder.path)",
        "http_proxy=http://127.0.0.1:9/", "https_proxy=http://127.0.0.1:9/", "HTTPS_PROXY=http://127.0.0.1:9/",
        "ALL_PROXY=socks5://127.0.0.1:9", "RES_OPTIONS=ndots:15 timeout:1 attempts:1 use-vc",
        "LOCALDOMAIN=evil.example",
        "HOSTALIASES=\(aliases)", "TMPDIR=/nowhere", "LANG=tr_TR.UTF-8", "LC_ALL=tr_TR.UTF-8", "TZ=Pacific/Kiritimati",
        "UNBOUND_CONF=\(empty)", "GCONV_PATH=\(folder.path)",
      ]
      // The file is as hostile as it is meant to be: who reads it can't compute a digest.
      let victim = try await Program(path: "/usr/bin/env").run(
        ["OPENSSL_CONF=\(configuration)", "openssl", "dgst", "-sha256", empty], in: folder)
      #expect(victim.status != 0, "\(victim.output)")

      let laboratory = try await RunningLaboratory.start(["--population", "classes"], port: 2_958, in: folder)
      let flags =
        [
          "scan", "--label", "wave", "--timeout-greeting", "1", "--timeout-reply", "1", "--timeout-handshake", "1",
        ] + laboratory.flags
      let mxcensus = try Program.built("mxcensus").path
      func scan(_ environment: [String], _ database: String) async throws {
        let ending = try await Program(path: "/usr/bin/env").run(
          ["-i"] + environment + [mxcensus] + flags + ["--db", "\(folder.path)/\(database)"], in: folder)
        #expect(ending.status == 0, "\(ending.errors)")
      }
      try await scan([], "clean.db")
      try await scan(hostile, "hostile.db")
      for dump in Self.dumps {
        let (clean, other) = try await (
          folder.query("\(folder.path)/clean.db", dump), folder.query("\(folder.path)/hostile.db", dump)
        )
        #expect(!clean.isEmpty)
        for (left, right) in zip(clean, other) where left != right { Issue.record("\(left) became \(right)") }
        #expect(clean.count == other.count)
      }
      #expect(!FileManager.default.fileExists(atPath: keys))
      // The legacy look was among it, so that OpenSSL's handshake was tried as well.
      #expect(
        try await folder.query("\(folder.path)/hostile.db", "SELECT count(*) > 0 FROM v_probe WHERE look = 'legacy'")
          == [["1"]])
      try await laboratory.stop()
    }
  }
}
