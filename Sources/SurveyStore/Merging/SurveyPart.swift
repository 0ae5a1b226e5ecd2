public import SurveyCore

/// The stages of a wave that can be made apart.
public enum PartStage: String, Sendable, Hashable, CaseIterable {
  /// Lists and look-ups; its shards are of domains.
  case resolve
  /// Probes; its shards are of networks.
  case probe
}

/// A part of a wave: one stage, or one shard of it.
public struct SurveyPart: Sendable, Hashable, CustomStringConvertible {
  /// The stage.
  public let stage: PartStage
  /// The share of it.
  public let shard: Shard

  /// A part; by default a whole stage.
  public init(stage: PartStage, shard: Shard = .whole) {
    self.stage = stage
    self.shard = shard
  }

  /// The flags that stand for it: shards are counted from 0, which words would leave open.
  public var description: String {
    shard == .whole
      ? "--stage \(stage.rawValue)" : "--stage \(stage.rawValue) --shards \(shard.count) --shard \(shard.number)"
  }
}
