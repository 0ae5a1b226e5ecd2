import SurveyCore
import Testing

@Suite struct DistinguishedNameTests {
  /// An issuer's text and whom it is called after.
  static let names: [(String, String)] = [
    ("CN=R11,O=Let's Encrypt,C=US", "Let's Encrypt"),
    ("C=US,O=Google Trust Services,CN=WR2", "Google Trust Services"),
    ("CN=Only a Name", "Only a Name"),
    ("C=US,ST=Somewhere", "C=US,ST=Somewhere"),
    ("O=,CN=An empty organisation", "An empty organisation"),
    ("", ""),
    ("O=Comma\\, Inc.,CN=x", "Comma, Inc."),
    ("O=A\\+B\\=C,CN=x", "A+B=C"),
    ("O=a=b,CN=x", "a=b"),
    ("O=\\\"Quoted\\\" \\<x\\>\\;,CN=x", "\"Quoted\" <x>;"),
    ("O=\\ spaces \\ ,CN=x", " spaces  "),
    ("O=\\\\,CN=x", "\\"),
    ("O=D\\C3\\A9j\\c3\\a0 vu,CN=x", "Déjà vu"),
    ("O=Déjà vu", "Déjà vu"),
    ("OU=unit+O=Organisation,CN=x", "Organisation"),
    ("CN=O=Forged\\,O=Also forged,C=US", "O=Forged,O=Also forged"),
    ("o=lower case,CN=x", "lower case"),
    ("O=First,O=Second", "First"),
    ("XO=not this,CN=that", "that"),
    // What is no text stays what it is: the octets in hexadecimal.
    ("O=#0403616263,CN=x", "#0403616263"),
    // Control octets stay escaped, so that no name looks like another.
    ("O=Example\\00CA,CN=x", "Example\\00CA"),
    ("O=a\\0Ab\\7F,CN=x", "a\\0Ab\\7F"),
    ("O=ends in a backslash\\", "ends in a backslash"),
    ("O=half\\C", "halfC"),
    ("garbage", "garbage"),
    (",,,O=x", "x"),
    ("garbage,O=x", "x"),
  ]

  @Test(arguments: names)
  func anIssuerIsCalledAfterItsOrganisation(text: String, organisation: String) {
    #expect(DistinguishedName(text).organisation == organisation)
  }

  @Test func valuesAreFoundByType() {
    let name = DistinguishedName("CN=R11,O=Let's Encrypt,C=US")
    #expect(name.value(of: "CN") == "R11")
    #expect(name.value(of: "C") == "US")
    #expect(name.value(of: "L") == nil)
  }

  /// Any octets end, and what has no escape in it comes out as it went in.
  @Test(arguments: 0..<20 as Range<UInt64>)
  func anyTextIsRead(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let alphabet = Array("aO=,+\\C3 \"#\u{0}é")
    for _ in 0..<200 {
      let text = String(
        (0..<Int.random(in: 0...20, using: &generator)).map { _ in alphabet.randomElement(using: &generator)! })
      let name = DistinguishedName("O=x,\(text)")
      #expect(name.organisation == "x")
      let plain = text.filter { !"=,+\\".contains($0) }
      #expect(DistinguishedName("CN=y,O=\(plain)").organisation == (plain.isEmpty ? "y" : plain))
    }
  }
}
