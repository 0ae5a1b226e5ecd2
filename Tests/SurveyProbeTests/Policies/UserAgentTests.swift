import SurveyProbe
import Testing

@Suite struct UserAgentTests {
  static let cases: [(version: String, contact: String?, text: String)] = [
    ("1.0.0", "https://survey.example/", "mxcensus/1.0.0 (+https://survey.example/)"),
    ("1.0.0", "mailto:a@survey.example", "mxcensus/1.0.0 (+mailto:a@survey.example)"),
    ("1.0.0", nil, "mxcensus/1.0.0"),
    ("1.0 (x)", nil, "mxcensus/1.0--x-"),
    ("1", "x\r\nHost: evil.example", "mxcensus/1 (+x%0D%0AHost: evil.example)"),
    ("1", "a(b)\\c", "mxcensus/1 (+a%28b%29%5Cc)"),
    ("1", "ü\u{0}\u{7f}", "mxcensus/1 (+%C3%BC%00%7F)"),
  ]

  @Test(arguments: cases) func fieldIsOneLineOfASCII(version: String, contact: String?, text: String) {
    #expect(UserAgent(version: version, contact: contact).description == text)
  }
}
