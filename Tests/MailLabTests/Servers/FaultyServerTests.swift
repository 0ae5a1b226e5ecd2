import Foundation
import Testing

@testable import MailLab

/// What a client sees of the faults that no named script plays.
@Suite struct FaultyServerTests {
  /// Starts one server, does something with it, and gives what it saw.
  private func with(
    _ script: Script, key: KeyKind = .ecP256, tls: TLSLimits = .any,
    _ body: (Scratch, _ address: IPv4Address, _ port: Int) async throws -> Void
  ) async throws -> LedgerEntry? {
    let scratch = try Scratch()
    let address = IPv4Address(number: 0x7F14_0001)
    let profile = ServerProfile(
      certificate: CertificateProfile(.caSigned, names: ["mx.t.example"], key: key), tls: tls, script: script)
    let population = Population(
      name: "faulty", nominalDate: today, domains: .listed([]), hosts: [],
      servers: [Server(address: address, name: "mx.t.example", profile: profile)])
    return try await Laboratory.with(population, directory: scratch.path, smtpPort: 0, dnsPort: 0) { laboratory in
      try await body(scratch, address, laboratory.smtpPort)
      return laboratory.ledger[address]
    }
  }

  private func shell(_ scratch: Scratch, _ script: String, _ address: IPv4Address, _ port: Int) async throws -> String {
    try await scratch.output(of: "/usr/bin/timeout", "10", "/bin/bash", "-c", script, "\(address)", "\(port)")
  }

  /// `openssl s_client`, which ends as soon as TLS is up.
  private func client(
    _ scratch: Scratch, _ address: IPv4Address, _ port: Int, _ options: String...
  ) async throws -> String {
    try await scratch.output(
      of: "/usr/bin/timeout",
      ["10", "/usr/bin/openssl", "s_client", "-starttls", "smtp", "-connect", "\(address):\(port)"] + options)
  }

  @Test func aFullQueueLeavesClientsWithoutAnAnswer() async throws {
    let entry = try await with(.blackHole) { scratch, address, port in
      let text = try await shell(
        scratch, "timeout 1 bash -c 'exec 3<>/dev/tcp/$0/$1' $0 $1; echo $?", address, port)
      #expect(text == "124\n")
    }
    #expect(entry == nil)
  }

  @Test func whoTalksFirstIsRefused() async throws {
    let script = Script.standard.greeting(
      .pause(milliseconds: 300), .refuseEarlyBytes("554 wait\r\n"), .send("220 {name}\r\n"))
    let entry = try await with(script) { scratch, address, port in
      let early = try await shell(
        scratch, #"exec 3<>/dev/tcp/$0/$1; printf 'EHLO me\r\n' >&3; cat <&3"#, address, port)
      #expect(early == "554 wait\r\n")
      let patient = try await shell(
        scratch, #"exec 3<>/dev/tcp/$0/$1; read -r line <&3; printf '%s\n' "$line""#, address, port)
      #expect(patient == "220 mx.t.example\r\n")
    }
    #expect(entry?.earlyBytes == 9)
  }

  @Test func serverNamesAreRefused() async throws {
    var limits = TLSLimits.any
    limits.serverNames = .refused
    let entry = try await with(.standard, tls: limits) { scratch, address, port in
      let named = try await client(scratch, address, port, "-servername", "mx.t.example")
      #expect(named.contains("SSL alert number 112"), "\(named)")
      let nameless = try await client(scratch, address, port, "-noservername")
      #expect(nameless.contains("New, TLSv1.3"), "\(nameless)")
    }
    #expect(entry?.handshakes == 1)
  }

  @Test func serverNamesAreWarnedAbout() async throws {
    var limits = TLSLimits(minimum: .tls10, maximum: .tls12)
    limits.serverNames = .warned
    let entry = try await with(.standard, tls: limits) { scratch, address, port in
      let text = try await client(scratch, address, port, "-servername", "mx.t.example", "-msg")
      #expect(text.contains("warning unrecognized_name"), "\(text)")
      #expect(text.contains("New, TLSv1.2"), "\(text)")
    }
    #expect(entry?.handshakes == 1)
  }

  @Test(arguments: [TLSVersion.tls12, .tls13]) func clientsWithoutACertificateAreTurnedAway(version: TLSVersion)
    async throws
  {
    let limits = TLSLimits(minimum: version, maximum: version, demandsCertificate: true)
    let entry = try await with(.standard, tls: limits) { scratch, address, port in
      let text = try await shell(
        scratch, "(sleep 1) | openssl s_client -starttls smtp -connect $0:$1 -msg -ign_eof", address, port)
      #expect(text.contains("CertificateRequest"), "\(text)")
      #expect(text.contains(version == .tls12 ? "SSL alert number 40" : "SSL alert number 116"), "\(text)")
    }
    #expect(entry?.handshakes == 0)
  }

  @Test(arguments: [
    (PostHandshakeMessage.helloRequest, TLSVersion.tls12, "HelloRequest"),
    (.newSessionTicket, .tls13, "NewSessionTicket"),
    (.keyUpdate, .tls13, "KeyUpdate"),
  ]) func messagesFollowTheHandshake(message: PostHandshakeMessage, version: TLSVersion, word: String) async throws {
    var script = Script.standard
    script.underTLS["NOOP"] = [.sendPostHandshake(message), .send("250 {name} has said it\r\n")]
    let entry = try await with(script, tls: TLSLimits(minimum: version, maximum: version)) { scratch, address, port in
      let text = try await shell(
        scratch,
        #"(sleep 1; printf 'NOOP\r\n'; sleep 1) | openssl s_client -starttls smtp -connect $0:$1 -msg -ign_eof"#
          + " -quiet & sleep 4; kill $!; wait",
        address, port)
      #expect(text.contains("250 mx.t.example has said it"), "\(text)")
      let behind = text[(text.range(of: "Finished")?.upperBound ?? text.startIndex)...]
      #expect(behind.contains(word), "\(text)")
    }
    #expect(entry?.failure == nil)
  }

  /// A flight that can't be made of the server's chain is the laboratory's fault, and it says so.
  @Test func whatALeafDoesNotHaveCanNotBeAltered() async throws {
    let chain = CertificateChain(certificates: [[0x30, 0x00]], key: [])
    for certificate in RawCertificate.allCases {
      let flight = RawHandshake([certificate])
      switch certificate {
      case .leaf, .junk, .octetTooMany: #expect(try flight.flight(chain).isEmpty == false)
      case .issuer, .invalidUTF8, .unknownKey, .sm2Key:
        #expect(throws: UnlikeLeaf(wanted: certificate)) { try flight.flight(chain) }
      }
    }
    let script = Script.afterClientHello([.sendHandshake(RawHandshake([.sm2Key]))])
    let entry = try await with(script, key: .rsa2048) { scratch, address, port in
      _ = try await client(scratch, address, port)
    }
    #expect(entry?.failure?.contains("UnlikeLeaf") == true)
  }

  /// Every flight is what OpenSSL takes for one, up to the point where it is meant to fail.
  @Test func flightsAreRead() async throws {
    let flight = RawHandshake([.leaf, .issuer], repetitions: 3, isRenegotiationSecure: false)
    let script = Script.afterClientHello([.sendHandshake(flight), .send(Octets(RawTLS.alert(40))), .mute])
    let entry = try await with(script) { scratch, address, port in
      let text = try await client(
        scratch, address, port, "-msg", "-legacy_server_connect", "-cipher", "ALL:@SECLEVEL=0")
      #expect(text.contains("ServerHello") && text.contains("Certificate"), "\(text)")
      #expect(text.contains("alert number 40"), "\(text)")
      let strict = try await client(scratch, address, port, "-cipher", "ALL:@SECLEVEL=0", "-no_legacy_server_connect")
      #expect(strict.contains("unsafe legacy renegotiation disabled"), "\(strict)")
    }
    #expect(entry?.failure == nil)
  }
}
