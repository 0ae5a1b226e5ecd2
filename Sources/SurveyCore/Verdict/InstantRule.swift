/// At which instant a judgement judges each probe.
public enum InstantRule: Sendable, Hashable {
  /// When it was observed; in a wave with a nominal date, at that.
  case observation
  /// All at this instant.
  case at(Instant)
}
