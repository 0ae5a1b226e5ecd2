import Foundation
import SurveyCore
import SurveyDNS
import SurveyTLS
import Testing

/// The system's list, read once.
private let systemList = Result { try PublicSuffixList(path: nil, digest: { SHA256.digest($0) }) }

@Suite struct PublicSuffixListTests {
  private func registrable(_ name: String, _ list: PublicSuffixList? = nil) throws -> String {
    try (list ?? systemList.get()).registrableDomain(of: DomainName(name)).text
  }

  /// From publicsuffix.org's `test_psl.txt`, where the answer is a name.
  @Test(arguments: [
    ("example.com", "example.com"), ("b.example.com", "example.com"), ("a.b.example.com", "example.com"),
    ("domain.biz", "domain.biz"), ("a.b.domain.biz", "domain.biz"),
    ("test.ac", "test.ac"), ("b.c.mm", "b.c.mm"), ("a.b.c.mm", "b.c.mm"), ("www.test.jp", "test.jp"),
    ("test.ac.jp", "test.ac.jp"), ("www.test.ac.jp", "test.ac.jp"), ("test.kyoto.jp", "test.kyoto.jp"),
    ("b.ide.kyoto.jp", "b.ide.kyoto.jp"), ("a.b.ide.kyoto.jp", "b.ide.kyoto.jp"), ("b.c.kobe.jp", "b.c.kobe.jp"),
    ("a.b.c.kobe.jp", "b.c.kobe.jp"), ("city.kobe.jp", "city.kobe.jp"), ("www.city.kobe.jp", "city.kobe.jp"),
    ("b.test.ck", "b.test.ck"), ("a.b.test.ck", "b.test.ck"), ("www.ck", "www.ck"), ("www.www.ck", "www.ck"),
    ("test.us", "test.us"), ("test.ak.us", "test.ak.us"), ("www.test.k12.ak.us", "test.k12.ak.us"),
    ("xn--85x722f.com.cn", "xn--85x722f.com.cn"), ("www.xn--85x722f.com.cn", "xn--85x722f.com.cn"),
    ("shishi.xn--55qx5d.cn", "shishi.xn--55qx5d.cn"), ("www.shishi.xn--55qx5d.cn", "shishi.xn--55qx5d.cn"),
    ("www.xn--85x722f.xn--fiqs8s", "xn--85x722f.xn--fiqs8s"),
  ])
  func theListsOwnVectorsHold(name: String, expected: String) throws {
    #expect(try registrable(name) == expected)
  }

  @Test(arguments: [
    "com", "co.uk", "ck", "test.ck", "kobe.jp", "c.kobe.jp", "ide.kyoto.jp", "xn--55qx5d.cn", "xn--fiqs8s", "localhost",
  ])
  func aSuffixOrASingleLabelIsItsOwn(name: String) throws {
    #expect(try registrable(name) == name)
  }

  @Test(arguments: [("mx.a.laboratory", "a.laboratory"), ("a.laboratory", "a.laboratory")])
  func anUnlistedTopLevelDomainIsASuffix(name: String, expected: String) throws {
    #expect(try registrable(name) == expected)
  }

  /// The list's private section says who has a site of its own, not whose machines these are.
  @Test(arguments: [
    ("mx.customer.blogspot.com", "blogspot.com"), ("customer.github.io", "github.io"), ("b.example.uk.com", "uk.com"),
    ("mx.app.herokuapp.com", "herokuapp.com"), ("mail.eu-west-1.compute.amazonaws.com", "amazonaws.com"),
    ("a.b.example.blogspot.co.uk", "blogspot.co.uk"),
  ])
  func privateSuffixesCollapseToTheirCompany(name: String, expected: String) async throws {
    #expect(try registrable(name) == expected)
    // The other view, so that the case is one.
    let psl = try await PSLProgram.registrable([name])
    #expect(psl != [expected])
  }

  /// Debian's `psl` counts private suffixes as well, so it is asked about names below ICANN's alone.
  @Test(arguments: [UInt64(1), 2, 3])
  func isWhatThePSLProgramSaysOfNamesBelowICANNSuffixes(seed: UInt64) async throws {
    var generator = SplitMix64(seed: seed)
    let rules = try ListText.icannRules()
    try #require(rules.count > 5_000)
    let names = try (0..<1_000).compactMap { _ -> DomainName? in
      let rule = rules[.random(in: rules.indices, using: &generator)]
      let suffix = rule.drop { $0 == "!" || $0 == "*" || $0 == "." }
      let labels = (0..<Int.random(in: 0...3, using: &generator)).map { "l\($0)" }
      let text = (labels + [String(suffix)]).joined(separator: ".")
      return try text.utf8.allSatisfy { $0 < 0x80 } ? DomainName(text) : IDNA.toASCII(text)
    }
    let answers = try await PSLProgram.registrable(names.map(\.text))
    try #require(answers.count == names.count)
    let list = try systemList.get()
    for (name, answer) in zip(names, answers) {
      // A public suffix has no registrable domain for the program, and is its own for us.
      #expect(list.registrableDomain(of: name).text == answer ?? name.text)
    }
  }

  @Test func textAndPackedFormOfOneListAgree() throws {
    let text = try PublicSuffixList(path: ListText.path, digest: { SHA256.digest($0) })
    let packed = try PublicSuffixList(
      path: "/usr/share/publicsuffix/public_suffix_list.dafsa", digest: { SHA256.digest($0) })
    for rule in try ListText.icannRules() where rule.utf8.allSatisfy({ $0 < 0x80 }) {
      let name = try DomainName("a.b.c." + rule.drop { $0 == "!" || $0 == "*" || $0 == "." })
      #expect(text.registrableDomain(of: name) == packed.registrableDomain(of: name))
    }
    #expect(text.sha256 != packed.sha256)
  }

  @Test func theDigestIsThatOfTheFile() async throws {
    let list = try systemList.get()
    let path = try #require(list.path, "Debian's package publicsuffix is to be installed")
    let sum = try await PSLProgram.lines("/usr/bin/sha256sum", [path])
    #expect(sum.first?.split(separator: " ").first.map(String.init) == list.sha256.description)
  }

  @Test func aFileOfOnesOwnDecides() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("psl-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    let text = """
      // ===BEGIN ICANN DOMAINS===
      com
      co.uk
      deep.example.com
      // ===END ICANN DOMAINS===
      // ===BEGIN PRIVATE DOMAINS===
      hosting.com
      // ===END PRIVATE DOMAINS===

      """
    try Data(text.utf8).write(to: file)
    let list = try PublicSuffixList(path: file.path, digest: { SHA256.digest($0) })
    #expect(try registrable("a.b.deep.example.com", list) == "b.deep.example.com")
    #expect(try registrable("a.b.hosting.com", list) == "hosting.com")
    #expect(list.path == file.path)
  }

  @Test(arguments: ["", "<html>not found</html>\n", "// a comment\n", ".DAFSA@PSL_0   \n"])
  func whatIsNoListIsRefused(text: String) throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("psl-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(text.utf8).write(to: file)
    #expect(throws: PublicSuffixList.Failure.noList(path: file.path)) {
      try PublicSuffixList(path: file.path, digest: { SHA256.digest($0) })
    }
  }

  @Test func aMissingFileIsNamed() {
    #expect(throws: PublicSuffixList.Failure.unreadable(path: "/nowhere/list", errno: ENOENT)) {
      try PublicSuffixList(path: "/nowhere/list", digest: { SHA256.digest($0) })
    }
  }

  @Test func manyMayAskAtOnce() async throws {
    let list = try systemList.get()
    await withDiscardingTaskGroup { group in
      for task in 0..<8 {
        group.addTask {
          for number in 0..<500 {
            let name = DomainName(uncheckedCanonical: "mx.t\(task).n\(number).co.uk")
            #expect(list.registrableDomain(of: name).text == "n\(number).co.uk")
          }
        }
      }
    }
  }
}

/// Debian's text of the list.
private enum ListText {
  static let path = "/usr/share/publicsuffix/public_suffix_list.dat"

  static func icannRules() throws -> [String] {
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
    let end = try #require(lines.firstIndex { $0.contains("END ICANN DOMAINS") })
    return lines[..<end].filter { !$0.hasPrefix("//") }
  }
}

/// Debian's `psl` (package `psl`), another reader of the same list.
private enum PSLProgram {
  /// The registrable domain of each name; `nil` where it has none.
  static func registrable(_ names: [String]) async throws -> [String?] {
    try await lines("/usr/bin/psl", ["--print-reg-domain", "--batch"] + names).map { $0 == "(null)" ? nil : $0 }
  }

  static func lines(_ program: String, _ arguments: [String]) async throws -> [String] {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
