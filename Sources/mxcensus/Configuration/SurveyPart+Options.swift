import SurveyCore
import SurveyStore

extension SurveyPart {
  /// The part that options stand for; `nil`: the whole wave.
  init?(_ options: PartOptions) throws {
    guard let word = options.stage else {
      guard options.shards == nil, options.shard == nil else {
        // A shard of domains would dial networks that other shards dial, too.
        throw Refusal(
          .usage, of: "shards", "shard",
          message: "--shards and --shard are of a stage; add --stage resolve, or --stage probe")
      }
      return nil
    }
    guard let stage = PartStage(rawValue: word) else {
      let words = PartStage.allCases.map(\.rawValue).joined(separator: ", ")
      throw Refusal(.usage, of: "stage", message: "--stage takes one of \(words), not \(word)")
    }
    switch (options.shards, options.shard) {
    case (nil, nil): self.init(stage: stage)
    case (let shards?, let number?):
      guard let shard = Shard(number, of: shards) else {
        throw Refusal(
          .usage, of: "shard", "shards",
          message: "of \(shards) shards none is number \(number): --shard takes 0 to --shards less 1")
      }
      self.init(stage: stage, shard: shard)
    default:
      throw Refusal(.usage, of: "shard", "shards", message: "--shards and --shard go together")
    }
  }

  /// As the record of a run has it.
  var settings: [String: String] {
    ["stage": stage.rawValue, "shards": String(shard.count), "shard": String(shard.number)]
  }
}
