internal import COpenSSL

/// OpenSSL as a library of the process.
public enum OpenSSL {
  /// Keeps OpenSSL from reading its configuration file, `OPENSSL_CONF` or the system's: what it sets, from the security
  /// level to the provider behind every algorithm, would be in what is measured. To be called before anything of OpenSSL.
  public static func ignoreConfiguration() {
    guard OPENSSL_init_crypto(UInt64(OPENSSL_INIT_NO_LOAD_CONFIG), nil) == 1 else {
      preconditionFailure("OpenSSL can't be set up")
    }
  }
}
