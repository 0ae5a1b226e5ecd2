internal import COpenSSL
import SurveyCore

/// What passed by during a handshake and OpenSSL does not keep: the Certificate message and a fatal alert.
final class HandshakeRecord {
  var certificateMessage: [UInt8]?
  var version = ProtocolVersion.tls12
  var fatalAlert: UInt8?

  /// The callback's argument: this object, which lives as long as the connection that calls back.
  var argument: UnsafeMutableRawPointer { unsafe Unmanaged.passUnretained(self).toOpaque() }

  static let callback:
    @convention(c) (
      Int32, Int32, Int32, UnsafeRawPointer?, Int, OpaquePointer?, UnsafeMutableRawPointer?
    ) -> Void = { isWrite, version, type, octets, count, _, argument in
      guard isWrite == 0, let argument = unsafe argument, let octets = unsafe octets else { return }
      let record = unsafe Unmanaged<HandshakeRecord>.fromOpaque(argument).takeUnretainedValue()
      let message = unsafe UnsafeRawBufferPointer(start: octets, count: count)
      switch type {
      case SSL3_RT_HANDSHAKE where unsafe message.first == UInt8(SSL3_MT_CERTIFICATE):
        unsafe record.certificateMessage = Array(message)
        record.version = ProtocolVersion(rawValue: UInt16(truncatingIfNeeded: version))
      case SSL3_RT_ALERT where count == 2:
        if unsafe message[0] == UInt8(SSL3_AL_FATAL) { unsafe record.fatalAlert = message[1] }
      default: break
      }
    }
}
