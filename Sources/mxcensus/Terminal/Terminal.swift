import Glibc
import SurveyCore
import SurveyReport

/// Words for people go to standard error; standard output is for data.
enum Terminal {
  /// Whether standard error is a terminal on which a line can be rewritten.
  static var rewritesLines: Bool { isatty(STDERR_FILENO) == 1 && variable("TERM") != "dumb" }

  /// Whether whoever started the program wants colour where a terminal shows it (https://no-color.org).
  static var wantsColour: Bool { variable("NO_COLOR").isEmpty && variable("TERM") != "dumb" }

  /// Whether standard output is a terminal that may be coloured.
  static var takesColour: Bool { isatty(STDOUT_FILENO) == 1 && wantsColour }

  /// How wide the terminal is; 80 where it does not say.
  static var columns: Int {
    var size = winsize()
    guard unsafe ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  private static func variable(_ name: String) -> String {
    unsafe getenv(name).map { unsafe String(cString: $0) } ?? ""
  }

  /// A line on standard error, or several. File names, flags and what peers wrote are in it: nothing of them drives a
  /// terminal.
  static func say(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0).visible + "\n" }
    write(lines.joined(), to: STDERR_FILENO)
  }

  /// Rewrites the current line of a terminal.
  /// - Parameters:
  ///   - heading: what the line begins with and stands out where colour is wanted.
  ///   - isKept: whether the next text goes to a line of its own.
  static func sayAgain(_ text: String, heading: String = "", isKept: Bool = false) {
    write(rewritten(text, heading: wantsColour ? heading : "", isKept: isKept), to: STDERR_FILENO)
  }

  /// What rewrites a line. Only what is put around the text drives the terminal, nothing that is in it.
  static func rewritten(_ text: String, heading: String, isKept: Bool) -> String {
    var line = text.visible
    if !heading.isEmpty, line.hasPrefix(heading) {
      line = "\u{1b}[1m\(heading)\u{1b}[0m\(line.dropFirst(heading.count))"
    }
    return "\r\u{1b}[K\(line)\(isKept ? "\n" : "")"
  }

  /// Data on standard output.
  static func print(_ text: String) { write(text, to: STDOUT_FILENO) }

  /// Data on standard output that a body writes piece by piece.
  static func print(writing body: ((String) throws -> Void) throws -> Void) throws {
    var pending = ""
    try body { text in
      pending += text
      guard pending.utf8.count >= 65_536 else { return }
      print(pending)
      pending = ""
    }
    print(pending)
  }

  private static func write(_ text: String, to descriptor: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
      // Nobody reads any more: there is nobody to tell.
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
