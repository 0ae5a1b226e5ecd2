/// A few RSA keys for many servers: making one takes up to 200 ms, of 8192 bits some seconds.
struct RSAKeyPool: Sendable {
  private let keys: [KeyKind: [[UInt8]]]

  /// Makes keys of the kinds that the servers and policy hosts of a population need, and none of others.
  init(for servers: [Server], policySites: [PolicySite] = []) throws {
    let kinds = Set(servers.map(\.profile.certificate.key) + policySites.map(\.certificate.key))
    var keys: [KeyKind: [[UInt8]]] = [:]
    if kinds.contains(.rsa16377) { keys[.rsa16377] = [try MersenneKey.der()] }
    for kind in kinds {
      guard let (bits, primes, count) = Self.plan(kind) else { continue }
      keys[kind] = try (0..<count).map { _ in
        try (primes == 2 ? PrivateKey(rsaBits: bits) : PrivateKey(rsaBits: bits, primes: primes)).der()
      }
    }
    self.keys = keys
  }

  /// The key for a phrase, in DER; for a kind that nobody asked for at the start, there is none.
  func key(_ kind: KeyKind, for phrase: String) -> [UInt8] {
    guard let keys = keys[kind] else { return [] }
    // FNV-1a: Swift's own hashes differ from run to run.
    let hash = phrase.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    return keys[Int(hash % UInt64(keys.count))]
  }

  private static func plan(_ kind: KeyKind) -> (bits: Int32, primes: Int32, count: Int)? {
    switch kind {
    case .ecP256, .ecP256Explicit, .ed25519, .rsa16377: nil
    case .rsa512: (512, 2, 1)
    case .rsa1024: (1_024, 2, 2)
    case .rsa2048: (2_048, 2, 4)
    case .rsa8192: (8_192, 4, 1)
    }
  }
}
