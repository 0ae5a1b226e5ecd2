import Testing

@testable import SurveyCore

/// RFC 8461 §3.2.
@Suite struct MTASTSPolicyTests {
  /// The RFC's example.
  static let example = """
    version: STSv1
    mode: enforce
    mx: mail.example.com
    mx: *.example.net
    mx: backupmx.example.com
    max_age: 604800

    """

  @Test func exampleIsRead() throws {
    for body in [Self.example, Self.example.replacing("\n", with: "\r\n"), String(Self.example.dropLast())] {
      let policy = try MTASTSPolicy(body: Array(body.utf8))
      #expect(policy.mode == .enforce)
      #expect(policy.maxAge == 604_800)
      #expect(policy.patterns.map(\.description) == ["mail.example.com", "*.example.net", "backupmx.example.com"])
      #expect(policy.matches(try DomainName("mx7.example.net")))
      #expect(!policy.matches(try DomainName("mx7.example.com")))
    }
  }

  static let sound: [(body: String, mode: MTASTSPolicy.Mode, maxAge: Int, patterns: Int)] = [
    ("version:STSv1\nmode:testing\nmax_age:0\nmx:a.example", .testing, 0, 1),
    ("max_age: 31557600\nmx: a.example\nmode: enforce\nversion: STSv1", .enforce, 31_557_600, 1),
    ("version: STSv1\r\nmode: none\r\nmax_age: 86400\r\n", .none, 86_400, 0),
    ("version: STSv1\nmode: none\nmax_age: 86400\nmx: a.example", .none, 86_400, 1),
    // White space behind the colon and at the end of the line; line ends may be mixed.
    ("version: \t STSv1 \t\r\nmode:\tenforce\nmax_age:  0000000060 \r\nmx: a.example\t", .enforce, 60, 1),
    // Unknown fields, UTF-8 in them included.
    ("version: STSv1\nmode: enforce\nmax_age: 1\nmx: a.example\nnote: Grüße; x=y: z", .enforce, 1, 1),
    ("version: STSv1\nmode: enforce\nMX: *\nmax_age: 1\nmx: a.example\nMode: x", .enforce, 1, 1),
    // Of fields that come twice the first counts, however bad the second; every mx counts.
    (
      "version: STSv1\nmode: testing\nmode: enforce\nmax_age: 5\nmax_age: x\nversion: 2\nmx: a.example\nmx: a.example",
      .testing, 5, 2
    ),
    // Blank lines at the end.
    ("version: STSv1\nmode: enforce\nmax_age: 1\nmx: a.example\n\r\n \n\n", .enforce, 1, 1),
  ]

  @Test(arguments: sound) func soundPolicyIsRead(
    body: String, mode: MTASTSPolicy.Mode, maxAge: Int, patterns: Int
  ) throws {
    let policy = try MTASTSPolicy(body: Array(body.utf8))
    #expect(policy.mode == mode)
    #expect(policy.maxAge == maxAge)
    #expect(policy.patterns.count == patterns)
  }

  private static func body(version: String = "STSv1", mode: String = "enforce", age: String = "1", mx: String) -> String
  {
    "version: \(version)\nmode: \(mode)\nmax_age: \(age)\nmx: \(mx)\n"
  }

  static let defects: [(body: String, defect: MTASTSDefect)] =
    [
      ("", .empty), ("\n", .empty), ("\r\n \t\r\n", .empty),
      // Lines that are no fields.
      (example + "nonsense\n", .syntax),
      (": x\n" + example, .syntax),
      ("\n" + example, .syntax),
      (example.replacing("mode", with: "\nmode"), .syntax),
      ("\u{FEFF}" + example, .syntax),
      (" " + example, .syntax),
      (example.replacing("mode:", with: "mode :"), .syntax),
      (example.replacing("\n", with: "\r"), .syntax),
      (example.replacing("mode", with: "mo\rde"), .syntax),
      (example + "note:\n", .syntax),
      (example + "note: a\tb\n", .syntax),
      (example + "no te: a\n", .syntax),
      (example + "\(String(repeating: "n", count: 33)): a\n", .syntax),
      (example + "note: \u{0}\n", .syntax),
      (example + "note: \u{1b}[31m\n", .syntax),
      (example + "note: \u{7f}\n", .syntax),
      (example + "mx:\n", .syntax),
      ("<!DOCTYPE html>\n<html></html>\n", .syntax),
      // Fields that are missing or wrong; case matters.
      (example.replacing("version: STSv1\n", with: ""), .version),
      (example.replacing("version", with: "Version"), .version),
      (example.replacing("mode: enforce\n", with: ""), .mode),
      (example.replacing("max_age: 604800\n", with: ""), .maxAge),
      (example.replacing("mx:", with: "mex:"), .noMX),
      ("version: STSv1\nmode: testing\nmax_age: 1\n", .noMX),
      // One bad mx makes the policy bad, in whatever mode.
      (example + "mx: *\n", .mx),
      (example + "mx: a.example, b.example\n", .mx),
      (body(mode: "none", mx: "b_d.example"), .mx),
    ]
    + ["STSv2", "stsv1", "STSv1;", "STSv1 STSv1"].map { (body(version: $0, mx: "a.example"), .version) }
    + ["Enforce", "enforced", "report", "-"].map { (body(mode: $0, mx: "a.example"), .mode) }
    + ["-1", "+1", "1.5", "1e3", "0x10", "31557601", "9999999999", "00000000001", "١"].map {
      (body(age: $0, mx: "a.example"), .maxAge)
    }
    + ["bücher.example", "192.0.2.1", ".example", "a.example."].map { (body(mx: $0), .mx) }

  @Test(arguments: defects) func defectIsNamed(body: String, defect: MTASTSDefect) {
    #expect(throws: defect) { try MTASTSPolicy(body: Array(body.utf8)) }
  }

  @Test(arguments: [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80]] as [[UInt8]])
  func octetsThatAreNoUTF8AreNoPolicy(octets: [UInt8]) {
    #expect(throws: MTASTSDefect.syntax) {
      try MTASTSPolicy(body: Array(Self.example.utf8) + Array("note: ".utf8) + octets + [0x0A])
    }
  }

  @Test func sizeHasALimit() throws {
    let head = Array(Self.example.utf8) + Array("note: ".utf8)
    let full = head + [UInt8](repeating: 0x78, count: MTASTSPolicy.maximumLength - head.count)
    #expect(try MTASTSPolicy(body: full).mode == .enforce)
    #expect(throws: MTASTSDefect.size) { try MTASTSPolicy(body: full + [0x78]) }
  }

  /// Whatever is done to a policy: it has a defect, or holds to the rules; and a policy that is read says the same when
  /// its line ends change.
  @Test(arguments: 0..<8 as Range<UInt64>) func mutationsKeepTheRules(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let tokens = [
      "mx", ":", "\n", "\r", "\r\n", "*.", "mode: none\n", "version", " ", "\t", "\u{0}", "99", "ü", ";", "=",
    ]
    var sound = 0
    for _ in 0..<2_000 {
      var body = Array(Self.example.utf8)
      for _ in 0...Int.random(in: 0..<4, using: &random) {
        let place = Int.random(in: 0...body.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: body.insert(contentsOf: tokens.randomElement(using: &random).map { Array($0.utf8) } ?? [], at: place)
        case 1: body.insert(UInt8.random(in: 0...255, using: &random), at: place)
        case 2: body.removeSubrange(place..<min(body.count, place + Int.random(in: 1...20, using: &random)))
        default: body.append(contentsOf: body[place...].prefix(30))
        }
      }
      guard let policy = try? MTASTSPolicy(body: body) else { continue }
      sound += 1
      #expect((0...MTASTSPolicy.maximumAge).contains(policy.maxAge))
      #expect(policy.mode == .none || !policy.patterns.isEmpty)
      let text = String(decoding: body, as: UTF8.self)
      let unix = text.unicodeScalars.filter { $0 != "\r" }.map(String.init).joined()
      #expect(try MTASTSPolicy(body: Array(unix.utf8)) == policy)
    }
    #expect(sound > 50)
  }
}
