/// A signature algorithm by its number on the wire (RFC 8446 §4.2.3; as a pair of hash and signature RFC 5246 §7.4.1.4.1).
struct SignatureScheme: Hashable, Sendable {
  let number: UInt16

  /// In OpenSSL's notation, as the legacy look has it: `ECDSA+SHA256`, `RSA-PSS+SHA256`, `ED25519`; an unknown algorithm
  /// keeps its number.
  var text: String {
    switch number {
    case 0x0804, 0x0809: return "RSA-PSS+SHA256"
    case 0x0805, 0x080A: return "RSA-PSS+SHA384"
    case 0x0806, 0x080B: return "RSA-PSS+SHA512"
    case 0x0807: return "ED25519"
    case 0x0808: return "ED448"
    default: break
    }
    guard let key = SignatureScheme.keys[number & 0xFF], let digest = SignatureScheme.digests[number >> 8] else {
      return number.registryText
    }
    return "\(key)+\(digest)"
  }

  private static let keys: [UInt16: String] = [1: "RSA", 2: "DSA", 3: "ECDSA"]
  private static let digests: [UInt16: String] = [
    1: "MD5", 2: "SHA1", 3: "SHA224", 4: "SHA256", 5: "SHA384", 6: "SHA512",
  ]
}
