extension KeyExchangeGroup {
  /// The group with a number of the IANA registry "TLS Supported Groups" (RFC 8422, RFC 7919, RFC 8446 §4.2.7); a number
  /// that is not listed here keeps itself as `0xNNNN`.
  public init(number: UInt16) { self.init(rawValue: KeyExchangeGroup.name(number) ?? number.registryText) }

  private static func name(_ number: UInt16) -> String? {
    switch number {
    case 0x0001...0x0019: earlyCurves[Int(number) - 1]
    case 0x001A: "brainpoolP256r1"
    case 0x001B: "brainpoolP384r1"
    case 0x001C: "brainpoolP512r1"
    case 0x001D: "x25519"
    case 0x001E: "x448"
    case 0x001F: "brainpoolP256r1tls13"
    case 0x0020: "brainpoolP384r1tls13"
    case 0x0021: "brainpoolP512r1tls13"
    case 0x0022: "GC256A"
    case 0x0023: "GC256B"
    case 0x0024: "GC256C"
    case 0x0025: "GC256D"
    case 0x0026: "GC512A"
    case 0x0027: "GC512B"
    case 0x0028: "GC512C"
    case 0x0029: "curveSM2"
    case 0x0100: "ffdhe2048"
    case 0x0101: "ffdhe3072"
    case 0x0102: "ffdhe4096"
    case 0x0103: "ffdhe6144"
    case 0x0104: "ffdhe8192"
    case 0x0200: "MLKEM512"
    case 0x0201: "MLKEM768"
    case 0x0202: "MLKEM1024"
    case 0x11EB: "SecP256r1MLKEM768"
    case 0x11EC: "X25519MLKEM768"
    case 0x11ED: "SecP384r1MLKEM1024"
    case 0x6399: "X25519Kyber768Draft00"
    case 0x639A: "SecP256r1Kyber768Draft00"
    default: nil
    }
  }

  /// The groups 1 to 25 (RFC 4492 §5.1.1).
  private static let earlyCurves = [
    "sect163k1", "sect163r1", "sect163r2", "sect193r1", "sect193r2", "sect233k1", "sect233r1", "sect239k1",
    "sect283k1", "sect283r1", "sect409k1", "sect409r1", "sect571k1", "sect571r1", "secp160k1", "secp160r1",
    "secp160r2", "secp192k1", "secp192r1", "secp224k1", "secp224r1", "secp256k1", "secp256r1", "secp384r1",
    "secp521r1",
  ]
}
