/// The RSA key of 16,377 bits whose five primes are Mersenne primes: as long as libraries take keys to be, and there at
/// once, where other primes of that size would take minutes to find. It protects nothing.
///
/// ```
/// RSAPrivateKey ::= SEQUENCE { version 1, n, e, d, p, q, d mod p−1, d mod q−1, 1/q mod p, SEQUENCE OF OtherPrimeInfo }
/// OtherPrimeInfo ::= SEQUENCE { r, d mod r−1, 1/(p·q·…) mod r }
/// ```
/// RFC 8017 §A.1.2.
enum MersenneKey {
  /// The powers of two that the primes are one less than; their sum is the length of the modulus. Of much the same size,
  /// as the longest decides how long a signature takes, and all servers share one event loop.
  private static let exponents: [Int32] = [4_423, 4_253, 3_217, 2_281, 2_203]

  /// The key in DER.
  static func der() throws -> [UInt8] {
    let primes = try exponents.map(BigNumber.mersenne)
    let (publicExponent, one) = (try BigNumber(65_537), try BigNumber(1))
    let totient = try primes.reduce(one) { try $0.times($1.minusOne()) }
    let secret = try publicExponent.inverse(modulo: totient)
    let secrets = try primes.map { try secret.modulo($0.minusOne()) }
    var others: [[UInt8]] = []
    var product = try primes[0].times(primes[1])
    for place in 2..<primes.count {
      let coefficient = try product.inverse(modulo: primes[place])
      others.append(DER.sequence([primes[place], secrets[place], coefficient].flatMap { DER.integer($0.octets) }))
      product = try product.times(primes[place])
    }
    let numbers = [
      one, product, publicExponent, secret, primes[0], primes[1], secrets[0], secrets[1],
      try primes[1].inverse(modulo: primes[0]),
    ]
    return DER.sequence(numbers.flatMap { DER.integer($0.octets) } + DER.sequence(others.flatMap(\.self)))
  }
}
