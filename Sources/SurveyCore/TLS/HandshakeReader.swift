/// Reads along on the wire below a TLS client while a handshake is in the clear, and keeps what the client's library
/// does not tell: what was agreed, the chain of a handshake that fails, and who sent which alert.
///
/// ```
/// S: ServerHello                          version, cipher suite, group of TLS 1.3
/// S: Certificate                          chain, up to TLS 1.2
/// S: ServerKeyExchange                    group and signature, up to TLS 1.2
/// S: ChangeCipherSpec                     the end; in TLS 1.3 the ServerHello is the end
/// ```
/// It judges nothing and stops nothing: whether the handshake completes, the library says. Whatever the octets are, it
/// takes them; it holds at most one handshake message, of `PresentedChain.maximumLength` octets and its header.
public struct HandshakeReader: Sendable {
  /// Why reading stopped before its time.
  public enum Violation: Hashable, Sendable {
    /// The octets are no TLS record.
    case notTLS
    /// A handshake message is announced that is longer than the limit.
    case tooBig
    /// A message that is read breaks its own lengths.
    case malformed
  }

  /// The version of the last ServerHello; `nil` where none came.
  public private(set) var version: ProtocolVersion?
  /// The suite that the server chose, whether it was offered or not.
  public private(set) var cipherSuite: CipherSuite?
  /// The group of the key exchange; `nil` where none was named (RSA key exchange).
  public private(set) var group: KeyExchangeGroup?
  /// The algorithm of the ServerKeyExchange's signature, in OpenSSL's notation. In TLS 1.3 always `nil`: its
  /// CertificateVerify is encrypted.
  public private(set) var signature: String?
  /// The certificates, leaf first, as the Certificate message has them; empty where it has none, `nil` where none came
  /// in the clear (as always in TLS 1.3) or its lengths do not add up.
  public private(set) var certificates: [ArraySlice<UInt8>]?
  /// The server's fatal alert (RFC 8446 §6.2), where it came in the clear.
  public private(set) var peerAlert: UInt8?
  /// Our own fatal alert, where it went in the clear.
  public private(set) var ownAlert: UInt8?
  /// What stopped the reading, if anything did.
  public private(set) var violation: Violation?
  /// Whether there is nothing more to read from the server: the rest is encrypted, or no TLS.
  public private(set) var isFinished = false

  /// Whether there is nothing more to read of what we send.
  public private(set) var isFinishedSending = false

  private var inbound = RecordReader()
  private var messages = HandshakeAssembler(maximumLength: PresentedChain.maximumLength)
  private var alert: [UInt8] = []
  private var hasAskedAgain = false

  private var outbound = RecordReader()
  private var outboundAlert: [UInt8] = []

  /// A reader at the start of a handshake.
  public init() {}

  /// What was agreed; `nil` before the ServerHello.
  public var session: TLSSession? {
    guard let version, let cipherSuite else { return nil }
    return TLSSession(version: version, cipherSuite: cipherSuite, group: group, signature: signature)
  }

  /// Takes octets that came from the server, in their order.
  public mutating func receive(_ octets: ArraySlice<UInt8>) {
    var rest = octets
    do throws(RecordReader.NotTLS) {
      while !isFinished, let piece = try inbound.next(in: &rest) { take(piece) }
    } catch {
      stop(.notTLS)
    }
  }

  /// Takes octets that went to the server, in their order.
  public mutating func send(_ octets: ArraySlice<UInt8>) {
    var rest = octets
    do throws(RecordReader.NotTLS) {
      while !isFinishedSending, let piece = try outbound.next(in: &rest) {
        switch piece.type {
        case .alert:
          ownAlert = ownAlert ?? HandshakeReader.fatalAlert(in: piece.content, &outboundAlert)
        case .changeCipherSpec, .applicationData: isFinishedSending = true
        case .handshake, .heartbeat: break
        }
      }
    } catch {
      isFinishedSending = true
    }
  }

  private mutating func take(_ piece: RecordReader.Piece) {
    switch piece.type {
    case .handshake: readMessages(piece.content)
    case .alert:
      peerAlert = peerAlert ?? HandshakeReader.fatalAlert(in: piece.content, &alert)
    // Behind a HelloRetryRequest it means nothing (RFC 8446 §D.4).
    case .changeCipherSpec: isFinished = !hasAskedAgain || version != .tls13
    case .applicationData: isFinished = true
    case .heartbeat: break
    }
  }

  private mutating func readMessages(_ content: ArraySlice<UInt8>) {
    var rest = content
    do throws(HandshakeAssembler.TooBig) {
      while !isFinished, let message = try messages.next(in: &rest) { read(message) }
    } catch {
      stop(.tooBig)
    }
  }

  private mutating func read(_ message: [UInt8]) {
    switch HandshakeType(rawValue: message[0]) {
    case .serverHello:
      guard let hello = ServerHello(message: message) else { return stop(.malformed) }
      (version, cipherSuite, group) = (hello.version, hello.cipherSuite, hello.group)
      if hello.isHelloRetryRequest { hasAskedAgain = true } else { isFinished = hello.version >= .tls13 }
    // Before a ServerHello it is no part of a handshake.
    case .certificate where version != nil:
      do throws(CertificateMessage.Malformed) {
        certificates = try CertificateMessage.certificates(in: message, version: .tls12)
      } catch {
        stop(.malformed)
      }
    case .serverKeyExchange:
      guard let version, let cipherSuite,
        let exchange = ServerKeyExchange(message: message, suite: cipherSuite, version: version)
      else { return }
      (group, signature) = (exchange.group, exchange.signature)
    case .certificate, nil: break
    }
  }

  private mutating func stop(_ violation: Violation) {
    self.violation = violation
    isFinished = true
  }

  /// The number of the fatal alert that is complete with these octets. Up to TLS 1.2 an alert may come in two records
  /// (RFC 5246 §6.2.1), and a record may hold several.
  private static func fatalAlert(in content: ArraySlice<UInt8>, _ pending: inout [UInt8]) -> UInt8? {
    for octet in content {
      pending.append(octet)
      guard pending.count == 2 else { continue }
      let (level, number) = (pending[0], pending[1])
      pending.removeAll()
      if level == 2 { return number }
    }
    return nil
  }
}
