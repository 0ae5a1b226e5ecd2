import Foundation
import Testing

extension SystemTests {
  /// What `probing-txt` writes, read as others read it.
  @Suite struct ProbingTextTests {
    private static let identity = ["--ehlo", "survey.example.org", "--contact", "mailto:survey@example.org"]

    private func write(_ flags: [String], _ folder: Folder, to name: String = "site") async throws -> Ending {
      try await Program.built("mxcensus").run(["probing-txt", "-o", "\(folder.path)/\(name)"] + flags, in: folder)
    }

    /// The fields of a file in the format of RFC 9116 §4; `nil` where it breaks it.
    private func fields(_ text: String) -> [(name: String, value: String)]? {
      guard text.hasSuffix("\n"), text.unicodeScalars.allSatisfy({ $0 == "\n" || $0.value >= 0x20 }) else { return nil }
      var fields: [(name: String, value: String)] = []
      for line in text.split(separator: "\n") where !line.hasPrefix("#") {
        guard let match = line.wholeMatch(of: /([A-Za-z][A-Za-z-]*): (\S.*)/) else { return nil }
        fields.append((String(match.1), String(match.2)))
      }
      return fields
    }

    @Test func theTextIsInTheFormatOfItsRFC() async throws {
      let folder = try Folder()
      let before = Date.now
      let ending = try await write(
        Self.identity + ["--operator-name", "Example Université", "--expires", "30"], folder)
      #expect(ending.status == 0, "\(ending.errors)")
      let text = try String(contentsOfFile: "\(folder.path)/site/probing.txt", encoding: .utf8)
      let fields = try #require(self.fields(text))
      #expect(
        Set(fields.map(\.name))
          == ["Canonical", "Contact", "Expires", "Preferred-Languages", "Policy", "Description"])
      // RFC 9116 §2.5: none but Contact and Canonical may come twice.
      #expect(fields.count == 6)
      let values = Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.value) })
      #expect(values["Canonical"] == "https://survey.example.org/.well-known/probing.txt")
      #expect(values["Contact"] == "mailto:survey@example.org")
      #expect(values["Preferred-Languages"] == "en")
      #expect(values["Description"]?.contains("Example Université") == true)
      for name in ["Canonical", "Contact", "Policy"] { #expect(URL(string: values[name] ?? "")?.scheme != nil) }
      let expires = try #require(ISO8601DateFormatter().date(from: values["Expires"] ?? ""))
      #expect(abs(expires.timeIntervalSince(before) - 30 * 86_400) < 60)
    }

    @Test func thePageNeedsNothingFromElsewhereAndRunsNothing() async throws {
      let folder = try Folder()
      let flags =
        Self.identity + [
          "--operator-name", "<script>alert(1)</script> & \"Co\"", "--address", "192.0.2.10", "--address",
          "2001:db8::10",
          "--policy-url", "https://example.org/survey?a=1&b='2'",
        ]
      let ending = try await write(flags, folder)
      #expect(ending.status == 0, "\(ending.errors)")
      let page = try String(contentsOfFile: "\(folder.path)/site/index.html", encoding: .utf8)
      #expect(!page.contains("<script") && !page.contains("javascript:"))
      #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Co&quot;"))
      #expect(page.contains("default-src 'none'"))
      #expect(page.contains("<code>192.0.2.10</code>") && page.contains("<code>2001:db8::10</code>"))
      #expect(page.contains("width=device-width") && page.contains("prefers-color-scheme: dark"))
      for word in ["src=", "<link", "@import", "url(", "<img", "<iframe", "<form", "onerror", "onload"] {
        #expect(!page.contains(word), "\(word)")
      }
      for word in ["id=\"who\"", "id=\"what\"", "id=\"kept\"", "id=\"opt-out\""] { #expect(page.contains(word)) }
      // It is well-formed as XML, too: no tag is left open by what was put in.
      let parser = XMLChecker()
      #expect(try await parser.isWellFormed("\(folder.path)/site/index.html", folder))
      let again = try await write(flags, folder, to: "again")
      #expect(again.status == 0)
      #expect(try String(contentsOfFile: "\(folder.path)/again/index.html", encoding: .utf8) == page)
    }

    private static func known(_ contact: String = "mailto:a@b.example") -> [String] {
      ["--ehlo", "survey.example.org", "--contact", contact]
    }

    private static let forgeries: [(flags: [String], status: Int32)] = [
      (["--ehlo", "survey.example.org"], 78), ([], 78),
      (known("mailto:a@b.example\nPolicy: https://evil.example/"), 78),
      (known("mailto:a@b.example\"><script>"), 78), (known() + ["--operator-name", "A\nB"], 64),
      (known() + ["--operator-name", "A\u{202e}B"], 64), (known() + ["--policy-url", "http://a.example"], 64),
      (known() + ["--address", "host.example"], 64), (known() + ["--expires", "0"], 64),
    ]

    @Test(arguments: forgeries)
    func whatWouldForgeALineIsRefused(flags: [String], status: Int32) async throws {
      let folder = try Folder()
      let ending = try await write(flags, folder)
      #expect(ending.status == status, "\(ending.errors)")
      #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/site/probing.txt"))
    }
  }
}

/// Python's strict parser of XML.
private struct XMLChecker {
  func isWellFormed(_ path: String, _ folder: Folder) async throws -> Bool {
    let script = "import sys, xml.dom.minidom; xml.dom.minidom.parse(sys.argv[1])"
    let ending = try await Program(path: "/usr/bin/python3").run(["-c", script, path], in: folder)
    #expect(ending.status == 0, "\(ending.errors)")
    return ending.status == 0
  }
}
