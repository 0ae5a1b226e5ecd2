import SurveyCore

/// Which of the lists' domains a wave takes, and what its figures are of.
struct SampleConfiguration: Sendable {
  let frame: Frame
  /// How many domains are drawn; `nil`: all are taken.
  let size: SampleSize?

  init(_ options: InputOptions) throws {
    let frame = try options.frame.map { word in
      guard let frame = Frame(rawValue: word) else {
        let words = Frame.allCases.map(\.rawValue).joined(separator: ", ")
        throw Refusal(.usage, of: "frame", message: "--frame takes one of \(words), not \(word)")
      }
      return frame
    }
    size = try options.maxTargets.map { text in
      guard let size = SampleSize(text) else {
        throw Refusal(
          .usage, of: "max-targets",
          message:
            "--max-targets takes a number of domains as 1000, or a part of them as 5%, not \(text.debugDescription)")
      }
      return size
    }
    guard size != nil, let frame, frame != .sample else {
      self.frame = frame ?? (size == nil ? .census : .sample)
      return
    }
    // Of a sample of domains, neither the figures without an error nor those whose error is between operators are true.
    throw Refusal(
      .usage, of: "frame", "max-targets",
      message: "-n draws a simple random sample of domains, which is no \(frame.rawValue); leave --frame out, or -n")
  }

  /// What must be the same when a wave is resumed; the frame is a column of its own.
  var settings: [String: String] { size.map { ["max-targets": $0.text] } ?? [:] }
}
