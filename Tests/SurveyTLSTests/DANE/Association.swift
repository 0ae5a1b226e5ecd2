import SurveyCore
import TestSupport
import Testing

/// What the TLSA records of one certificate hold, made by the `openssl` program: by selector, by matching type.
struct Association: Sendable {
  private let data: [[[UInt8]]]

  init(_ der: [UInt8], _ scratch: Scratch) async throws {
    let file = try scratch.write(der, as: "associated.der")
    // One line of hexadecimal digits for each of the six.
    let lines = try await scratch.shell(
      """
      openssl x509 -inform DER -in "$1" -pubkey -noout | openssl pkey -pubin -outform DER -out "$1.key" || exit 1
      for file in "$1" "$1.key"; do
        for digest in cat "openssl dgst -sha256 -binary" "openssl dgst -sha512 -binary"; do
          $digest "$file" | od -An -v -tx1 | tr -d ' \\n'; echo
        done
      done
      """, file
    ).split(separator: "\n")
    let octets = try lines.map { line in
      try stride(from: 0, to: line.utf8.count, by: 2).map { offset in
        try #require(UInt8(line.dropFirst(offset).prefix(2), radix: 16))
      }
    }
    try #require(octets.count == 6)
    data = [Array(octets[..<3]), Array(octets[3...])]
    try #require(data[0][0] == der)
  }

  /// The record that asserts this certificate.
  func record(_ usage: UInt8, _ selector: UInt8, _ matchingType: UInt8) -> TLSARecord {
    TLSARecord(
      usage: usage, selector: selector, matchingType: matchingType,
      association: data[Int(selector)][Int(matchingType)])
  }
}

extension TLSARecord {
  /// The same record with one bit of the association data turned.
  var altered: TLSARecord {
    var association = association
    association[association.count - 1] ^= 1
    return TLSARecord(usage: usage, selector: selector, matchingType: matchingType, association: association)
  }
}
