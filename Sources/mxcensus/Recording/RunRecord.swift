import SurveyCore
import SurveyStore

/// What there is to tell of one run of `scan`.
struct RunRecord: Sendable {
  /// How it ended.
  enum Ending: Hashable, Sendable {
    /// The wave is finished, by this run or before it.
    case finished
    /// It stopped before, with this exit status and these words.
    case failed(status: Int32, message: String)
  }

  var label: String
  var database: String
  var startedAt: Instant
  var finishedAt: Instant
  var duration: Duration
  var ending: Ending
  /// The settings by name; empty where they made no sense.
  var settings: [String: String] = [:]
  /// The versions of the program and of its libraries, by name.
  var versions: [String: String] = [:]
  /// The wave as the database has it; `nil`: it has none.
  var wave: WaveCounts?
  /// When the newest wave of the database was finished.
  var lastFinish: Instant?

  /// What `schema` says in the JSON: the `$id` of its schema.
  static let schema = "urn:mxcensus:run:1"

  var exitStatus: Int32 {
    switch ending {
    case .finished: 0
    case .failed(let status, _): status
    }
  }

  var seconds: Double { duration / .seconds(1) }
}
