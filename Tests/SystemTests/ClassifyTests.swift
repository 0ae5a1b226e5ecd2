import Foundation
import Testing

extension SystemTests {
  /// `classify` beside `openssl verify` with the judge's own flags, on chains that `openssl` made.
  @Suite struct ClassifyTests {
    /// A small world of certificates in a folder.
    private struct World {
      let folder: Folder

      init(_ folder: Folder) async throws {
        self.folder = folder
        let extensions = try folder.write(
          """
          [ca]
          basicConstraints=critical,CA:true
          keyUsage=critical,keyCertSign
          [leaf]
          subjectAltName=DNS:mx1.example.org,DNS:*.example.net
          [client]
          subjectAltName=DNS:mx1.example.org
          extendedKeyUsage=clientAuth
          """, as: "extensions")
        for root in ["root", "other"] { try await selfSign(root, "ca", extensions) }
        try await issue("middle", by: "root", "ca", extensions)
        for (name, issuer) in [("good", "middle"), ("private", "other")] {
          try await issue(name, by: issuer, "leaf", extensions)
        }
        try await issue("client", by: "middle", "client", extensions)
        try await issue("sha1", by: "middle", "leaf", extensions, digest: "-sha1")
        try await selfSign("self", "leaf", extensions)
      }

      func path(_ name: String) -> String { "\(folder.path)/\(name).pem" }

      func text(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }

      private func selfSign(_ name: String, _ section: String, _ extensions: String) async throws {
        try await request(name)
        try await openssl(
          ["x509", "-req", "-in", path("\(name)-request"), "-signkey", path("\(name)-key")]
            + issuing(name, section, extensions))
      }

      private func issue(
        _ name: String, by issuer: String, _ section: String, _ extensions: String, digest: String = "-sha256"
      ) async throws {
        try await request(name)
        try await openssl(
          [
            "x509", "-req", "-in", path("\(name)-request"), "-CA", path(issuer), "-CAkey", path("\(issuer)-key"),
            "-CAcreateserial", digest,
          ] + issuing(name, section, extensions))
      }

      private func issuing(_ name: String, _ section: String, _ extensions: String) -> [String] {
        ["-days", "30", "-extfile", extensions, "-extensions", section, "-out", path(name)]
      }

      private func request(_ name: String) async throws {
        try await openssl([
          "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", path("\(name)-key"),
          "-out", path("\(name)-request"), "-subj", "/CN=\(name)",
        ])
      }

      private func openssl(_ arguments: [String]) async throws {
        let ending = try await Program(path: "/usr/bin/openssl").run(arguments, in: folder)
        try #require(ending.status == 0, "\(ending.errors)")
      }
    }

    private struct Case {
      let chain: [String]
      let days: Int
      let name: String?
      let word: String?

      init(_ chain: [String], days: Int = 1, name: String? = "mx1.example.org", _ word: String?) {
        self.chain = chain
        self.days = days
        self.name = name
        self.word = word
      }
    }

    private static let cases = [
      Case(["good", "middle"], "ca-verified"), Case(["good", "middle"], name: "a.example.net", "ca-verified"),
      Case(["good", "middle"], name: "a.b.example.net", "ca-wrong-name"), Case(["good", "middle"], name: nil, nil),
      Case(["good", "middle"], days: 40, "ca-expired"), Case(["good", "middle"], days: -3, name: nil, "ca-expired"),
      Case(["good"], "unknown-issuer"), Case(["good", "other"], name: nil, "unknown-issuer"),
      Case(["private", "other"], "private-ca"), Case(["self"], "self-signed"),
      Case(["self"], days: 40, name: nil, "self-signed"), Case(["client", "middle"], "other-invalid"),
      Case(["sha1", "middle"], "other-invalid"),
    ]

    @Test func verdictsAreThoseOfOpenSSL() async throws {
      let folder = try Folder()
      let world = try await World(folder)
      for item in ClassifyTests.cases {
        let chain = try folder.write(item.chain.map(world.text).joined(), as: "chain.pem")
        let time = Int(Date().timeIntervalSince1970) + item.days * 86_400
        let name = item.name.map { ["--name", $0] } ?? []
        let object = try await classify(
          ["--chain", chain, "--trust-store", world.path("root"), "--at", iso8601(time)] + name, folder)
        #expect(object["class"] as? String == item.word, "\(item)")
        let errors = try #require(object["errors"] as? [[String: Any]])
        let codes = Set(errors.compactMap { $0["code"] as? Int })
        let peer = try await verify(world, item.chain, time, folder)
        #expect(peer.isOK == errors.isEmpty, "\(item) \(errors)")
        // OpenSSL's command ends at some errors; the judge goes on.
        #expect(peer.codes.isSubset(of: codes), "\(item) \(peer.codes) \(codes)")
      }
    }

    @Test func leafIsDescribedAsOpenSSLDoes() async throws {
      let folder = try Folder()
      let world = try await World(folder)
      let object = try await classify(["--chain", world.path("good"), "--trust-store", world.path("root")], folder)
      let leaf = try #require(object["leaf"] as? [String: Any])
      let peer = try await Program(path: "/usr/bin/openssl").run(
        ["x509", "-in", world.path("good"), "-noout", "-fingerprint", "-sha256", "-serial"], in: folder)
      let shown = peer.output.lowercased().filter { $0 != ":" }
      #expect(shown.contains(try #require(leaf["sha256"] as? String)))
      #expect(shown.contains(try #require(leaf["serial"] as? String).lowercased()))
      #expect(leaf["dns_names"] as? [String] == ["mx1.example.org", "*.example.net"])
      #expect(leaf["key"] as? String == "EC" && leaf["self_signed"] as? Bool == false)
      let pool = try await classify(
        [
          "--chain", world.path("good"), "--trust-store", world.path("root"), "--intermediates", world.path("middle"),
        ], folder)
      #expect(pool["class"] as? String == "incomplete-chain")
    }

    @Test func whatIsNoChainIsBadInput() async throws {
      let folder = try Folder()
      let text = try folder.write("no PEM at all\n", as: "text")
      let broken = try folder.write("-----BEGIN CERTIFICATE-----\n!!\n-----END CERTIFICATE-----\n", as: "broken")
      let cases: [([String], Int32)] = [
        (["--chain", text], 65), (["--chain", broken], 65), (["--chain", "-"], 65), (["--chain", "/nowhere"], 78),
        ([], 64), (["--chain", text, "--at", "now"], 64), (["--chain", text, "--name", "192.0.2.1"], 64),
        (["--chain", text, "--trust-store", text], 78),
      ]
      for (arguments, status) in cases {
        let ending = try await Program.built("mxcensus").run(["classify"] + arguments, in: folder)
        #expect(ending.status == status, "\(arguments) \(ending.errors)")
        #expect(ending.output.isEmpty && !ending.errors.isEmpty)
      }
    }

    /// What claims to be a certificate and can't be parsed has a class of its own right.
    @Test func aLeafThatCannotBeParsedIsOtherInvalid() async throws {
      let folder = try Folder()
      let world = try await World(folder)
      let chain = try folder.write("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", as: "chain.pem")
      let object = try await classify(["--chain", chain, "--trust-store", world.path("root")], folder)
      #expect(object["class"] as? String == "other-invalid")
      #expect(object["leaf"] is NSNull && object["holds_until"] is NSNull)
    }

    private func classify(_ arguments: [String], _ folder: Folder) async throws -> [String: Any] {
      let ending = try await Program.built("mxcensus").run(["classify"] + arguments, in: folder)
      try #require(ending.status == 0, "\(ending.errors)")
      return try #require(try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any])
    }

    private func verify(
      _ world: World, _ chain: [String], _ time: Int, _ folder: Folder
    ) async throws -> (isOK: Bool, codes: Set<Int>) {
      let untrusted = chain.dropFirst().flatMap { ["-untrusted", world.path($0)] }
      let ending = try await Program(path: "/usr/bin/openssl").run(
        [
          "verify", "-purpose", "sslserver", "-auth_level", "1", "-verify_depth", "10", "-no-CApath", "-no-CAstore",
          "-attime", "\(time)", "-CAfile", world.path("root"),
        ] + untrusted + [world.path(chain[0])], in: folder)
      let codes = (ending.output + ending.errors).matches(of: /error (\d+) at/).compactMap { Int($0.output.1) }
      return (ending.status == 0, Set(codes))
    }

    private func iso8601(_ time: Int) -> String {
      ISO8601DateFormatter().string(from: Date(timeIntervalSince1970: TimeInterval(time)))
    }
  }
}
