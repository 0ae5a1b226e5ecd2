internal import SurveyCore

/// What holds for the reader of handshakes whatever is on the wire.
enum HandshakeLaws {
  static func check(_ octets: [UInt8]) throws(BrokenLaw) {
    let whole = read([octets[...]])
    let cut = Segments.cut(octets[...], seed: Segments.seed(of: octets))
    try BrokenLaw.unless(read(cut) == whole, "any split of the octets gives the same handshake")
    try checkBounds(whole)
    for version in [ProtocolVersion.tls12, .tls13] { try checkMessage(octets, version) }
  }

  private struct Reading: Equatable {
    var session: TLSSession?
    var version: ProtocolVersion?
    var certificates: [ArraySlice<UInt8>]?
    var alerts: [UInt8?]
    var violation: HandshakeReader.Violation?
    var isFinished: Bool
    var isFinishedSending: Bool
  }

  /// Reads the octets in both directions.
  private static func read(_ segments: [ArraySlice<UInt8>]) -> Reading {
    var reader = HandshakeReader()
    for segment in segments {
      reader.receive(segment)
      reader.send(segment)
    }
    return Reading(
      session: reader.session, version: reader.version, certificates: reader.certificates,
      alerts: [reader.peerAlert, reader.ownAlert], violation: reader.violation, isFinished: reader.isFinished,
      isFinishedSending: reader.isFinishedSending)
  }

  private static func checkBounds(_ reading: Reading) throws(BrokenLaw) {
    let size = (reading.certificates ?? []).reduce(0) { $0 + $1.count }
    try BrokenLaw.unless(size <= PresentedChain.maximumLength, "a chain has a limit")
    try BrokenLaw.unless(reading.violation == nil || reading.isFinished, "a violation ends the reading")
    let names = [reading.session?.cipherSuite.rawValue, reading.session?.group?.rawValue, reading.session?.signature]
    for name in names.compactMap({ $0 }) { try BrokenLaw.unless(name.utf8.count <= 64, "a name is short") }
  }

  /// Reads the octets as one Certificate message.
  private static func checkMessage(_ octets: [UInt8], _ version: ProtocolVersion) throws(BrokenLaw) {
    guard let certificates = try? CertificateMessage.certificates(in: octets, version: version) else { return }
    let written = message(certificates, version)
    let again = try? CertificateMessage.certificates(in: written, version: version)
    try BrokenLaw.unless(again == certificates, "a Certificate message is read as it was written")
  }

  private static func message(_ certificates: [ArraySlice<UInt8>], _ version: ProtocolVersion) -> [UInt8] {
    let extensions: [UInt8] = version >= .tls13 ? [0, 0] : []
    let list = certificates.flatMap { vector(Array($0)) + extensions }
    return [11] + vector((version >= .tls13 ? [0] : []) + vector(list))
  }

  private static func vector(_ octets: [UInt8]) -> [UInt8] {
    [16, 8, 0].map { UInt8(truncatingIfNeeded: octets.count >> $0) } + octets
  }
}
