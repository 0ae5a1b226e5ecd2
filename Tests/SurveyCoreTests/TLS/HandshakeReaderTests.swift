import SurveyCore
import Testing

/// What is read from the wire: recorded handshakes, handshakes made by hand, and any octets at all.
@Suite struct HandshakeReaderTests {
  private static func reader(_ octets: [UInt8]) -> HandshakeReader {
    var reader = HandshakeReader()
    reader.receive(octets[...])
    return reader
  }

  private static func vector(_ octets: [UInt8], _ lengthOctets: Int) -> [UInt8] {
    (0..<lengthOctets).reversed().map { UInt8(truncatingIfNeeded: octets.count >> (8 * $0)) } + octets
  }

  private static func message(_ type: UInt8, _ body: [UInt8]) -> [UInt8] { [type] + vector(body, 3) }

  private static func record(_ type: UInt8, _ content: [UInt8]) -> [UInt8] { [type, 3, 3] + vector(content, 2) }

  private static func hello(suite: UInt16, version: UInt16 = 0x0303, extensions: [UInt8]? = nil) -> [UInt8] {
    let head = [UInt8(version >> 8), UInt8(version & 0xFF)] + [UInt8](repeating: 5, count: 32) + [0]
    return message(2, head + [UInt8(suite >> 8), UInt8(suite & 0xFF), 0] + (extensions.map { vector($0, 2) } ?? []))
  }

  /// Everything that a reader tells, for comparison.
  private static func facts(_ reader: HandshakeReader) -> [String] {
    [
      "\(reader.session as Any)", "\((reader.certificates ?? []).map(Array.init))", "\(reader.certificates == nil)",
      "\(reader.peerAlert as Any)", "\(reader.violation as Any)", "\(reader.isFinished)",
    ]
  }

  @Test(arguments: RecordedHandshake.all) func recordedHandshakeIsRead(handshake: RecordedHandshake) {
    let reader = Self.reader(handshake.octets)
    #expect(
      reader.session
        == TLSSession(
          version: handshake.version, cipherSuite: CipherSuite(rawValue: handshake.suite),
          group: handshake.group.map(KeyExchangeGroup.init), signature: handshake.signature))
    #expect(reader.certificates?.map(Array.init) == handshake.leaf.map { [$0] })
    #expect(reader.isFinished)
    #expect(reader.violation == nil)
    #expect(reader.peerAlert == nil)
  }

  @Test(arguments: RecordedHandshake.all) func anySplitGivesTheSame(handshake: RecordedHandshake) {
    let whole = Self.facts(Self.reader(handshake.octets))
    for seed in 0..<20 as Range<UInt64> {
      var generator = SplitMix64(seed: seed)
      var reader = HandshakeReader()
      var rest = handshake.octets[...]
      while !rest.isEmpty {
        // The first seed splits into single octets.
        let piece = rest.prefix(seed == 0 ? 1 : Int.random(in: 1...600, using: &generator))
        reader.receive(piece)
        rest = rest.dropFirst(piece.count)
      }
      #expect(Self.facts(reader) == whole, "seed \(seed)")
    }
  }

  @Test(arguments: RecordedHandshake.all) func everyTruncationGivesAPartOfIt(handshake: RecordedHandshake) {
    let whole = Self.reader(handshake.octets)
    for length in 0..<handshake.octets.count {
      let reader = Self.reader(Array(handshake.octets.prefix(length)))
      #expect(reader.violation == nil)
      #expect(reader.cipherSuite == nil || reader.cipherSuite == whole.cipherSuite)
      #expect(reader.certificates == nil || reader.certificates == whole.certificates)
    }
  }

  @Test(arguments: 0..<400 as Range<UInt64>) func noOctetsTrap(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    var octets = RecordedHandshake.all[Int(seed) % RecordedHandshake.all.count].octets
    if seed.isMultiple(of: 4) {
      octets = (0..<2_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
    } else {
      for _ in 0..<Int.random(in: 1...8, using: &generator) {
        octets[Int.random(in: 0..<octets.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
    }
    var reader = HandshakeReader()
    reader.receive(octets[...])
    reader.send(octets[...])
    // Whatever they are, the same octets one by one say the same.
    var slow = HandshakeReader()
    for octet in octets { slow.receive([octet]) }
    #expect(Self.facts(slow) == Self.facts(reader))
  }

  @Test func alertOfTheServerIsKept() {
    #expect(Self.reader(RecordedHandshake.noSharedCipher).peerAlert == 40)
    #expect(Self.reader(Self.record(21, [1, 112, 2, 80])).peerAlert == 80)
    #expect(Self.reader(Self.record(21, [1, 112])).peerAlert == nil)
    // Cut in two records, as was allowed up to TLS 1.2.
    #expect(Self.reader(Self.record(21, [2]) + Self.record(21, [71])).peerAlert == 71)
    #expect(Self.reader(Self.record(21, [2, 40]) + Self.record(21, [2, 80])).peerAlert == 40)
  }

  /// Behind ChangeCipherSpec an alert's octets are encrypted and say nothing.
  @Test func ownAlertIsKeptUpToEncryption() {
    var reader = HandshakeReader()
    let alert = Self.record(21, [2, 70])
    for octet in Self.record(22, Self.message(1, [1, 2, 3])) + alert { reader.send([octet]) }
    #expect(reader.ownAlert == 70)
    #expect(reader.peerAlert == nil)
    var late = HandshakeReader()
    late.send((Self.record(20, [1]) + alert)[...])
    #expect(late.ownAlert == nil)
    #expect(late.isFinishedSending)
  }

  @Test(arguments: ["220 go\r\n", "HTTP/1.1 400\r\n", "\u{15}\u{02}", "\u{0}", "\u{16}\u{16}"])
  func textIsNoTLS(text: String) {
    let reader = Self.reader(Array(text.utf8))
    #expect(reader.violation == .notTLS)
    #expect(reader.isFinished)
    let behind = Self.reader(Self.record(22, Self.hello(suite: 0xC02B)) + Array(text.utf8))
    #expect(behind.violation == .notTLS)
    #expect(behind.version == .tls12)
  }

  @Test func messageAtTheLimitIsReadAndOnePastItIsNot() {
    let limit = PresentedChain.maximumLength
    let certificate = [UInt8](repeating: 9, count: limit - 6)
    let message = Self.message(11, Self.vector(Self.vector(certificate, 3), 3))
    #expect(message.count == limit + 4)
    let records = stride(from: 0, to: message.count, by: 1 << 14).flatMap {
      Self.record(22, Array(message[$0..<min(message.count, $0 + 1 << 14)]))
    }
    let hello = Self.record(22, Self.hello(suite: 0xC02B))
    let reader = Self.reader(hello + records)
    #expect(reader.certificates?.map(\.count) == [limit - 6])
    #expect(reader.violation == nil)
    let past = limit + 1
    let header: [UInt8] = [11, UInt8(past >> 16), UInt8(past >> 8 & 0xFF), UInt8(past & 0xFF)]
    #expect(Self.reader(hello + Self.record(22, header)).violation == .tooBig)
  }

  @Test func brokenMessageIsMalformedAndNothingOfIsKept() {
    let hello = Self.hello(suite: 0xC02B)
    #expect(Self.reader(Self.record(22, Self.message(2, Array(hello.dropFirst(4).prefix(30))))).violation == .malformed)
    let certificate = Self.message(11, [0, 0, 9, 0, 0, 7, 1, 2])
    let reader = Self.reader(Self.record(22, hello + certificate))
    #expect(reader.violation == .malformed)
    #expect(reader.certificates == nil)
    #expect(reader.version == .tls12)
  }

  @Test func certificateBeforeTheHelloIsIgnored() {
    let reader = Self.reader(Self.record(22, Self.message(11, [0, 0, 0])))
    #expect(reader.certificates == nil)
    #expect(reader.violation == nil)
  }

  @Test func emptyCertificateListIsKeptAsSuch() {
    let reader = Self.reader(Self.record(22, Self.hello(suite: 0xC02B) + Self.message(11, [0, 0, 0])))
    #expect(reader.certificates == [])
  }

  /// TLS 1.3 behind a HelloRetryRequest: the group of the second ServerHello counts, and ChangeCipherSpec between them
  /// is no end (RFC 8446 §D.4).
  @Test func helloRetryRequestIsNoServerHello() throws {
    let retry = try #require(RecordedHandshake.all.first { $0.testDescription == "TLS 1.3 with HelloRetryRequest" })
    let first = Int(retry.octets[3]) << 8 | Int(retry.octets[4])
    let reader = Self.reader(Array(retry.octets.prefix(5 + first)))
    #expect(reader.version == .tls13)
    #expect(!reader.isFinished)
    #expect(retry.octets[5 + first] == 20)
  }

  @Test(
    arguments: [
      (0x0300, .ssl30), (0x0301, .tls10), (0x0304, .tls13), (0x0305, ProtocolVersion(rawValue: 0x305)),
    ] as [(UInt16, ProtocolVersion)])
  func versionIsTheServersChoice(number: UInt16, version: ProtocolVersion) {
    #expect(Self.reader(Self.record(22, Self.hello(suite: 0x002F, version: number))).version == version)
    let extensions: [UInt8] = [0, 43, 0, 2, UInt8(number >> 8), UInt8(number & 0xFF)]
    #expect(Self.reader(Self.record(22, Self.hello(suite: 0x002F, extensions: extensions))).version == version)
  }

  struct Exchange: Sendable {
    let suite: UInt16
    let body: [UInt8]
    let group: String?
    let signature: String?
  }

  private static func prime(_ octets: Int, head: [UInt8]) -> [UInt8] {
    let prime = head + [UInt8](repeating: 0xA5, count: octets - head.count)
    return vector(prime, 2) + vector([2], 2) + vector(prime, 2)
  }

  static let ffdhe: [UInt8] = [UInt8](repeating: 0xFF, count: 8) + [0xAD, 0xF8, 0x54, 0x58, 0xA2, 0xBB, 0x4A, 0x9A]
  static let modp: [UInt8] = [UInt8](repeating: 0xFF, count: 8) + [0xC9, 0x0F, 0xDA, 0xA2, 0x21, 0x68, 0xC2, 0x34]

  static let exchanges: [Exchange] = [
    Exchange(suite: 0xC02B, body: [3, 0, 23, 1, 4, 4, 3, 0, 0], group: "secp256r1", signature: "ECDSA+SHA256"),
    Exchange(suite: 0xC02F, body: [3, 0, 26, 1, 4, 2, 1, 0, 0], group: "brainpoolP256r1", signature: "RSA+SHA1"),
    Exchange(suite: 0xC02F, body: [3, 0xAB, 0xCD, 1, 4, 9, 9, 0, 0], group: "0xABCD", signature: "0x0909"),
    Exchange(suite: 0xC019, body: [3, 0, 29, 1, 4], group: "x25519", signature: nil),
    Exchange(suite: 0x0033, body: prime(64, head: [0x80]) + [4, 1], group: "dh-512", signature: "RSA+SHA256"),
    Exchange(suite: 0x0032, body: prime(128, head: [0, 0x40]) + [6, 2], group: "dh-1015", signature: "DSA+SHA512"),
    Exchange(suite: 0x0034, body: prime(256, head: [0x80]), group: "dh-2048", signature: nil),
    Exchange(suite: 0x009E, body: prime(256, head: ffdhe) + [8, 5], group: "ffdhe2048", signature: "RSA-PSS+SHA384"),
    Exchange(suite: 0x009E, body: prime(256, head: modp) + [8, 5], group: "dh-2048", signature: "RSA-PSS+SHA384"),
    Exchange(suite: 0x009E, body: prime(320, head: ffdhe) + [8, 5], group: "dh-2560", signature: "RSA-PSS+SHA384"),
    // Broken, or of a kind that is not read.
    Exchange(suite: 0xC02B, body: [1, 0, 23, 1, 4, 4, 3], group: nil, signature: nil),
    Exchange(suite: 0xC02B, body: [3, 0], group: nil, signature: nil),
    Exchange(suite: 0x0033, body: [0, 9, 1], group: nil, signature: nil),
    Exchange(suite: 0x002F, body: [3, 0, 23, 1, 4, 4, 3], group: nil, signature: nil),
  ]

  @Test(arguments: exchanges) func keyExchangeIsNamed(exchange: Exchange) {
    let flight = Self.hello(suite: exchange.suite) + Self.message(12, exchange.body)
    let reader = Self.reader(Self.record(22, flight))
    #expect(reader.group?.rawValue == exchange.group)
    #expect(reader.signature == exchange.signature)
    #expect(reader.cipherSuite == CipherSuite(number: exchange.suite))
  }
}
