import COpenSSL

/// A digest of SHA-2, FIPS 180-4.
enum Digest {
  case sha256, sha512

  /// The digest of bytes: 32 or 64 octets.
  func of(_ bytes: [UInt8]) throws -> [UInt8] {
    let (length, algorithm) =
      switch self {
      case .sha256: unsafe (32, EVP_sha256())
      case .sha512: unsafe (64, EVP_sha512())
      }
    var digest = [UInt8](repeating: 0, count: length)
    let done = unsafe bytes.withUnsafeBufferPointer { input in
      unsafe digest.withUnsafeMutableBufferPointer { output in
        unsafe EVP_Digest(input.baseAddress, input.count, output.baseAddress, nil, algorithm, nil)
      }
    }
    try OpenSSLError.check(done, "compute a digest")
    return digest
  }
}
