import SurveyCore
import Testing

@Suite struct CertificateMessageTests {
  private static func vector(_ octets: [UInt8], lengthOctets: Int) -> [UInt8] {
    (0..<lengthOctets).reversed().map { UInt8(truncatingIfNeeded: octets.count >> (8 * $0)) } + octets
  }

  /// A Certificate message as RFC 8446 §4.4.2 (TLS 1.3) or RFC 5246 §7.4.2 has it.
  static func message(
    _ certificates: [[UInt8]], version: ProtocolVersion, context: [UInt8] = [], extensions: [UInt8] = [],
    type: UInt8 = 11
  ) -> [UInt8] {
    let entries = certificates.flatMap {
      vector($0, lengthOctets: 3) + (version >= .tls13 ? vector(extensions, lengthOctets: 2) : [])
    }
    let head = version >= .tls13 ? vector(context, lengthOctets: 1) : []
    return [type] + vector(head + vector(entries, lengthOctets: 3), lengthOctets: 3)
  }

  static let versions: [ProtocolVersion] = [.tls10, .tls11, .tls12, .tls13]
  static let leaf: [UInt8] = [0x30, 0x03, 1, 2, 3]
  static let issuer = [UInt8](repeating: 7, count: 700)

  @Test(arguments: versions)
  func givesTheCertificatesLeafFirst(version: ProtocolVersion) throws {
    let message = CertificateMessageTests.message([Self.leaf, Self.issuer], version: version)
    let certificates = try CertificateMessage.certificates(in: message, version: version)
    #expect(certificates.map(Array.init) == [Self.leaf, Self.issuer])
  }

  @Test(arguments: versions)
  func anEmptyListHasNone(version: ProtocolVersion) throws {
    let message = CertificateMessageTests.message([], version: version)
    #expect(try CertificateMessage.certificates(in: message, version: version).isEmpty)
  }

  @Test func contextAndExtensionsOfTLS13AreSkipped() throws {
    let message = CertificateMessageTests.message(
      [Self.leaf, Self.issuer], version: .tls13, context: [9, 9, 9], extensions: [0, 5, 0, 1, 1])
    let certificates = try CertificateMessage.certificates(in: message, version: .tls13)
    #expect(certificates.map(Array.init) == [Self.leaf, Self.issuer])
  }

  @Test(arguments: versions)
  func aHundredCertificatesAreAllGiven(version: ProtocolVersion) throws {
    let many = (0..<120).map { [UInt8(0x30), $0] }
    let message = CertificateMessageTests.message(many, version: version)
    #expect(try CertificateMessage.certificates(in: message, version: version).map(Array.init) == many)
  }

  @Test(arguments: versions)
  func everyTruncationIsMalformed(version: ProtocolVersion) {
    let message = CertificateMessageTests.message([Self.leaf, Self.issuer], version: version)
    for length in 0..<message.count {
      #expect(throws: CertificateMessage.Malformed.self, "\(length) octets") {
        try CertificateMessage.certificates(in: Array(message.prefix(length)), version: version)
      }
    }
  }

  /// The same cuts with a header that says what is really there reach the inner lengths.
  @Test(arguments: versions)
  func everyTruncatedBodyIsMalformed(version: ProtocolVersion) {
    let body = CertificateMessageTests.message([Self.leaf, Self.issuer], version: version).dropFirst(4)
    for length in 0..<body.count {
      let message = [11] + Self.vector(Array(body.prefix(length)), lengthOctets: 3)
      #expect(throws: CertificateMessage.Malformed.self, "\(length) octets") {
        try CertificateMessage.certificates(in: message, version: version)
      }
    }
  }

  /// And once more with the list's length put right: only cuts between entries are lists.
  @Test(arguments: versions)
  func everyTruncatedListIsMalformedBetweenItsEntries(version: ProtocolVersion) {
    let entry = Self.vector(Self.leaf, lengthOctets: 3) + (version >= .tls13 ? [0, 0] : [])
    let list = entry + entry
    for length in 0...list.count {
      let head: [UInt8] = version >= .tls13 ? [0] : []
      let body = head + Self.vector(Array(list.prefix(length)), lengthOctets: 3)
      let certificates = try? CertificateMessage.certificates(
        in: [11] + Self.vector(body, lengthOctets: 3), version: version)
      #expect(certificates?.count == (length % entry.count == 0 ? length / entry.count : nil))
    }
  }

  @Test(arguments: versions)
  func octetsBehindTheListAreMalformed(version: ProtocolVersion) {
    let body = CertificateMessageTests.message([Self.leaf], version: version).dropFirst(4) + [0]
    #expect(throws: CertificateMessage.Malformed.self) {
      try CertificateMessage.certificates(
        in: [11] + Self.vector(Array(body), lengthOctets: 3), version: version)
    }
  }

  @Test(arguments: [0, 2, 12, 25] as [UInt8])
  func otherMessagesAreMalformed(type: UInt8) {
    #expect(throws: CertificateMessage.Malformed.self) {
      try CertificateMessage.certificates(
        in: CertificateMessageTests.message([Self.leaf], version: .tls12, type: type), version: .tls12)
    }
  }

  @Test func theVersionDecidesTheLayout() {
    let message = CertificateMessageTests.message([Self.leaf], version: .tls13)
    #expect(throws: CertificateMessage.Malformed.self) {
      try CertificateMessage.certificates(in: message, version: .tls12)
    }
  }

  /// Whatever a changed message gives lies inside of it.
  @Test(arguments: 0..<8 as Range<UInt64>, versions)
  func noOctetsTrap(seed: UInt64, version: ProtocolVersion) {
    var generator = SplitMix64(seed: seed)
    let message = CertificateMessageTests.message(
      [Self.leaf, Array(Self.issuer.prefix(20)), Self.leaf], version: version)
    var refused = 0
    for _ in 0..<500 {
      var changed = message
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        changed[Int.random(in: 0..<changed.count, using: &generator)] = UInt8.random(
          in: 0...255, using: &generator)
      }
      guard let certificates = try? CertificateMessage.certificates(in: changed, version: version) else {
        refused += 1
        continue
      }
      #expect(certificates.reduce(0) { $0 + $1.count } <= changed.count - 7)
    }
    #expect((1..<500).contains(refused))
  }
}
