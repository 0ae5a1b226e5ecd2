import SurveyReport

/// What one part of an examination found.
struct Finding: Sendable {
  /// What it amounts to, the harmless first.
  enum Verdict: String, Sendable, CaseIterable {
    /// As a survey needs it.
    case fine = "ok"
    /// Nothing could be said, for want of a flag or because something else is missing.
    case notChecked = "not-checked"
    /// A survey runs, and its figures or its manners are worse for it.
    case warning
    /// A survey would stop, and may well run later.
    case temporary
    /// A service that a survey needs is missing.
    case missing
    /// A survey would refuse to start, or should.
    case configuration

    /// The exit status; `nil` where it is none.
    var refusal: Refusal.Kind? {
      switch self {
      case .fine, .notChecked, .warning: nil
      case .temporary: .temporary
      case .missing: .unavailable
      case .configuration: .configuration
      }
    }

    /// How bad it is beside others.
    var rank: Int { Verdict.allCases.firstIndex(of: self) ?? 0 }
  }

  /// What was looked at, in a word.
  let subject: String
  let verdict: Verdict
  let tried: String
  let found: String
  /// What to do about it.
  var fix: String?

  var json: JSONValue {
    [
      "subject": .string(subject), "verdict": .string(verdict.rawValue), "tried": .string(tried),
      "found": .string(found), "fix": JSONValue(fix),
    ]
  }

  /// A line, and beneath it what to do; whatever others wrote is escaped.
  var text: String {
    func padded(_ text: String, _ width: Int) -> String {
      text + String(repeating: " ", count: max(1, width - text.count))
    }
    let head = "\(padded(verdict.rawValue, 15))\(padded(subject, 12))\(tried): \(found)".visible
    return fix.map { "\(head)\n\(padded("", 27))→ \($0.visible)" } ?? head
  }
}
