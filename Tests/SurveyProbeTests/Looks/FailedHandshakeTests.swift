import SurveyCore
import SurveyProbe
import Testing

@testable import MailLab

/// Handshakes that fail: the reason, and the chain that had come by then.
@Suite struct FailedHandshakeTests {
  struct Failure: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let actions: [Action]
    var reason: String
    /// What must have been captured, leaf first.
    var chain: [[UInt8]] = []

    init(_ description: String, _ octets: [UInt8], _ then: Action..., is reason: String, chain: [[UInt8]] = []) {
      testDescription = description
      actions = [.send(Octets(octets))] + then
      self.reason = reason
      self.chain = chain
    }

    /// The same failure with another reason and chain for the modern look.
    func modern(_ look: Look, is reason: String, chain: [[UInt8]]) -> Failure {
      guard look == .modern else { return self }
      var failure = self
      (failure.reason, failure.chain) = (reason, chain)
      return failure
    }
  }

  /// ServerHello and Certificate.
  private static func flight(_ chain: [[UInt8]], hello: [UInt8] = RawTLS.serverHello()) -> [UInt8] {
    RawTLS.records(hello) + RawTLS.records(RawTLS.certificate(chain))
  }

  private static func chain(key: KeyKind = .ecP256) throws -> [[UInt8]] {
    let profile = CertificateProfile(.caSigned, names: ["mx.failed.example"], key: key)
    let server = Server(
      address: IPv4Address(number: 0x7F00_0001), name: "mx", profile: ServerProfile(certificate: profile))
    let keys = try RSAKeyPool(for: [server])
    return try CertificateAuthority(nominalDate: CalendarDate(daysSinceEpoch: 20_000), rsaKeys: keys)
      .issue(profile).certificates
  }

  @Test(arguments: Look.certified) func chainIsKeptWhereverTheHandshakeFails(look: Look) async throws {
    let good = try Self.chain()
    let flight = Self.flight(good)
    let legacy = Self.flight(good, hello: RawTLS.serverHello(isRenegotiationSecure: false))
    let late = Action.pause(milliseconds: 100)
    try await expect(
      look,
      [
        Failure("alert after the chain", flight + RawTLS.alert(40), is: "tls.alert(40)", chain: good),
        Failure("other alert after the chain", flight + RawTLS.alert(80), is: "tls.alert(80)", chain: good),
        Failure("close after the chain", flight, .close, is: "tls.closed", chain: good),
        Failure("reset after the chain", flight, late, .reset, is: "tls.reset", chain: good),
        Failure("silence after the chain", flight, .mute, is: "tls.timeout", chain: good),
        Failure("server without RFC 5746", legacy + RawTLS.alert(40), is: "tls.alert(40)", chain: good),
      ])
  }

  @Test(arguments: Look.certified) func chainIsKeptWhereItCannotBeRead(look: Look) async throws {
    let good = try Self.chain()
    let junk: [UInt8] = [0x30, 0x03, 1, 2, 3]
    let notText = try Self.replacing(Array("mx.failed".utf8), by: [0xFF, 0xFF] + Array(".failed".utf8), in: good[0])
    // id-ecPublicKey, with its last arc changed to one that nobody knows.
    let ecPublicKey: [UInt8] = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]
    let strange = try Self.replacing(ecPublicKey, by: Array(ecPublicKey.dropLast()) + [0x7F], in: good[0])
    try await expect(
      look,
      [
        Failure("junk as leaf", Self.flight([junk]), is: "tls.cert_parse", chain: [junk]),
        Failure("junk behind the leaf", Self.flight([good[0], junk]), is: "tls.cert_parse", chain: [good[0], junk]),
        Failure(
          "leaf with an octet too many", Self.flight([good[0] + [0]]), is: "tls.cert_parse", chain: [good[0] + [0]]),
        Failure("subject that is no UTF-8", Self.flight([notText]), is: "tls.cert_parse", chain: [notText]),
        Failure("key of an unknown kind", Self.flight([strange]), is: "tls.key_unsupported", chain: [strange]),
        // What the server says behind it is not what ended the handshake.
        Failure(
          "key of an unknown kind, and an alert", Self.flight([strange]) + RawTLS.alert(40), is: "tls.key_unsupported",
          chain: [strange]),
      ])
  }

  @Test(arguments: Look.certified) func sizesHaveLimits(look: Look) async throws {
    let good = try Self.chain()
    let long = [good[0]] + [[UInt8]](repeating: good[1], count: 120)
    let large = [good[0]] + [[UInt8]](repeating: good[1], count: 400)
    #expect(RawTLS.certificate(large).count > 115_000)
    let tooLarge = [good[0]] + [[UInt8]](repeating: good[1], count: PresentedChain.maximumLength / good[1].count + 1)
    let header: [UInt8] = [11, 0xFF, 0xFF, 0xFF]
    try await expect(
      look,
      [
        Failure("120 certificates", Self.flight(long) + RawTLS.alert(40), is: "tls.alert(40)", chain: long),
        // BoringSSL stops at the length in the header; the rest is not read any more.
        Failure("more than 115 kB", Self.flight(large) + RawTLS.alert(40), is: "tls.alert(40)", chain: large)
          .modern(look, is: "tls.too_big", chain: []),
        Failure("more than 1 MiB", Self.flight(tooLarge), is: "tls.too_big"),
        Failure(
          "16 MB announced", RawTLS.records(RawTLS.serverHello()) + RawTLS.records(header), .mute, is: "tls.too_big"),
        Failure("no certificate", Self.flight([]), is: "tls.no_cert"),
      ])
  }

  @Test(arguments: Look.certified) func smallDiffieHellmanIsWeak(look: Look) async throws {
    let good = try Self.chain(key: .rsa2048)
    let flight = Self.flight(good, hello: RawTLS.serverHello(suite: RawTLS.dheSuite))
    let exchange = RawTLS.records(RawTLS.dheKeyExchange(octets: 64))
    try await expect(
      look,
      [
        Failure("512 bits", flight + exchange, is: "tls.weak_kx", chain: good)
          // The modern look has not offered DHE at all.
          .modern(look, is: "tls.malformed", chain: good)
      ])
  }

  @Test(arguments: Look.certified) func whatIsNoHandshakeHasItsReason(look: Look) async throws {
    let ssl3 = RawTLS.records(RawTLS.serverHello(version: 0x0300), version: 0x0300)
    let emptyRecords = [[UInt8]](repeating: RawTLS.records([]), count: 200).flatMap(\.self)
    let warnings = [[UInt8]](repeating: RawTLS.alert(90, isFatal: false), count: 200).flatMap(\.self)
    let hello = RawTLS.records(RawTLS.serverHello())
    try await expect(
      look,
      [
        Failure("alert 40", RawTLS.alert(40), is: "tls.alert(40)"),
        Failure("alert 112", RawTLS.alert(112), is: "tls.alert(112)"),
        Failure("alert 255", RawTLS.alert(255), is: "tls.alert(255)"),
        Failure("SSL 3.0", ssl3, is: "tls.unsupported"),
        Failure(
          "TLS 1.2 in an SSL 3.0 hello", RawTLS.records(RawTLS.serverHello(version: 0x0300)), is: "tls.unsupported"),
        Failure("a suite that was not offered", RawTLS.records(RawTLS.serverHello(suite: 0x0004)), is: "tls.malformed"),
        Failure("Certificate instead of ServerHello", RawTLS.records(RawTLS.certificate([])), is: "tls.malformed"),
        Failure("empty records", emptyRecords, .mute, is: "tls.malformed"),
        Failure("warnings without end", warnings, .mute, is: "tls.malformed"),
        Failure("hello, then silence", hello, .mute, is: "tls.timeout"),
        Failure("hello, then text", hello + Array("500 what?\r\n".utf8), is: "tls.not_tls"),
      ])
  }

  private static func replacing(_ old: [UInt8], by new: [UInt8], in octets: [UInt8]) throws -> [UInt8] {
    let start = try #require(octets.indices.first { octets[$0...].starts(with: old) })
    return octets[..<start] + new + octets[(start + old.count)...]
  }

  /// Probes a server for each failure, all at once.
  private func expect(_ look: Look, _ failures: [Failure], sourceLocation: SourceLocation = #_sourceLocation)
    async throws
  {
    let names = failures.indices.map { "mx\($0).failed.example" }
    let profiles = zip(names, failures).map { name, failure in
      (name, ServerProfile.scripted(.afterClientHello(failure.actions), name: name))
    }
    var timeouts = Prober.patient
    // Long enough for a busy machine to read a mebibyte.
    timeouts.handshake = .seconds(2)
    try await Servers.with(profiles) { servers in
      let targets = try names.map { try servers.target($0) }
      let observations = await Prober.with(timeouts) { await $0.probe(targets, look: look) }
      let byTarget = Dictionary(uniqueKeysWithValues: observations.map { ($0.target, $0) })
      for (target, failure) in zip(targets, failures) {
        let observation = try #require(byTarget[target])
        let words = "\(failure.testDescription)"
        #expect(observation.ending.outcome == .handshakeFailed, "\(words)", sourceLocation: sourceLocation)
        #expect(observation.ending.stage == .handshake, "\(words)", sourceLocation: sourceLocation)
        #expect(observation.ending.reason.word == failure.reason, "\(words)", sourceLocation: sourceLocation)
        let seen = (observation.chain?.certificates ?? []).map(\.der)
        let isTheSame = seen == failure.chain
        #expect(isTheSame, "\(words): \(seen.count) certificates", sourceLocation: sourceLocation)
        #expect(observation.session == nil, "\(words)", sourceLocation: sourceLocation)
      }
    }
  }
}
