import SurveyCore
import SurveyStore

/// What is said of a wave that is made in parts: what there is, and what lacks.
struct PartSummary {
  let wave: Wave

  func lines() async throws -> [String] {
    let coverage = try await wave.coverage()
    return ["wave \(wave.setup.label) is partial"]
      + PartStage.allCases.flatMap { stage -> [String] in
        if coverage.isComplete(stage) { return ["stage \(stage.rawValue): all is there"] }
        let missing = coverage.missing(stage)
        return missing.isEmpty
          ? ["stage \(stage.rawValue): nothing is there yet"]
          : missing.map { parts in
            let (count, first) = (parts[0].shard.count, parts.prefix(PartSummary.limit))
            let numbers = first.map { "\($0.shard.number)" }.joined(separator: ", ")
            let rest = parts.count > first.count ? " and \(parts.count - first.count) more" : ""
            return "stage \(stage.rawValue): of \(count) shards lack: \(numbers)\(rest)"
          }
      }
  }

  /// Shards that are named.
  private static let limit = 20
}
