import COpenSSL

/// A non-negative integer of any size, held by OpenSSL for as long as this object lives.
@safe
final class BigNumber {
  /// `BIGNUM *`
  private let pointer: OpaquePointer

  private init() throws { try unsafe pointer = OpenSSLError.check(BN_new(), "make a number") }

  deinit { unsafe BN_free(pointer) }

  /// A small number.
  convenience init(_ value: UInt) throws {
    try self.init()
    try unsafe OpenSSLError.check(BN_set_word(pointer, value), "set a number")
  }

  /// 2ⁿ − 1.
  static func mersenne(_ exponent: Int32) throws -> BigNumber {
    let number = try BigNumber(1)
    try unsafe OpenSSLError.check(BN_lshift(number.pointer, number.pointer, exponent), "shift a number")
    return try number.minusOne()
  }

  /// The number before this one.
  func minusOne() throws -> BigNumber {
    let number = try BigNumber()
    let one = try BigNumber(1)
    try unsafe OpenSSLError.check(BN_sub(number.pointer, pointer, one.pointer), "subtract numbers")
    return number
  }

  func times(_ other: BigNumber) throws -> BigNumber {
    let number = try BigNumber()
    try unsafe Self.withContext { context in
      try unsafe OpenSSLError.check(BN_mul(number.pointer, pointer, other.pointer, context), "multiply numbers")
    }
    return number
  }

  func modulo(_ modulus: BigNumber) throws -> BigNumber {
    let number = try BigNumber()
    try unsafe Self.withContext { context in
      try unsafe OpenSSLError.check(
        BN_div(nil, number.pointer, pointer, modulus.pointer, context), "divide numbers")
    }
    return number
  }

  /// The number that gives 1 when it is multiplied with this one.
  func inverse(modulo modulus: BigNumber) throws -> BigNumber {
    let number = try BigNumber()
    try unsafe Self.withContext { context in
      _ = try unsafe OpenSSLError.check(
        BN_mod_inverse(number.pointer, pointer, modulus.pointer, context), "invert a number")
    }
    return number
  }

  /// The amount, the most significant octet first.
  var octets: [UInt8] {
    let count = Int(unsafe BN_num_bits(pointer) + 7) / 8
    return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
      written = unsafe count == 0 ? 0 : Int(BN_bn2bin(pointer, buffer.baseAddress))
    }
  }

  private static func withContext(_ body: (OpaquePointer) throws -> Void) throws {
    let context = try unsafe OpenSSLError.check(BN_CTX_new(), "make numbers")
    defer { unsafe BN_CTX_free(context) }
    try unsafe body(context)
  }
}
