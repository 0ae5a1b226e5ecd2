import COpenSSL

/// OpenSSL could not do something for the laboratory.
struct OpenSSLError: Error, CustomStringConvertible {
  /// What was to be done.
  let purpose: String
  /// The latest entry of OpenSSL's error queue; 0: none.
  let code: UInt

  var description: String { "OpenSSL can't \(purpose): error \(String(code, radix: 16))" }

  /// The error that OpenSSL queued last; empties the queue.
  static func latest(_ purpose: String) -> OpenSSLError {
    let code = ERR_peek_last_error()
    ERR_clear_error()
    return OpenSSLError(purpose: purpose, code: UInt(code))
  }

  /// Throws unless a call returned 1 or more.
  static func check(_ result: Int32, _ purpose: String) throws {
    guard result >= 1 else { throw latest(purpose) }
  }

  /// The object that a call returned, unless it is null.
  static func check(_ pointer: OpaquePointer?, _ purpose: String) throws -> OpaquePointer {
    guard let pointer = unsafe pointer else { throw latest(purpose) }
    return unsafe pointer
  }
}
