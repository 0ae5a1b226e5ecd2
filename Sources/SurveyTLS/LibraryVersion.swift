internal import COpenSSL

/// The library behind the legacy look and the judging of chains.
public enum OpenSSLLibrary {
  /// Its name and version, as it says them of itself.
  public static var version: String { unsafe OpenSSL_version(OPENSSL_VERSION).map { unsafe String(cString: $0) } ?? "" }
}
