import Foundation

/// The textual form of certificates, RFC 7468.
enum PEM {
  /// A certificate given in DER.
  static func certificate(_ der: [UInt8]) -> String {
    let body = Data(der).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
    return "-----BEGIN CERTIFICATE-----\n\(body)\n-----END CERTIFICATE-----\n"
  }
}
