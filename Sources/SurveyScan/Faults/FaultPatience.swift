internal import SurveyCore

/// How often a probe is tried where our own host lacks something, and the first pause; each further one is twice as long.
public struct FaultPatience: Sendable {
  /// Tries in all.
  public var tries: Int
  /// The first pause.
  public var pause: Duration
  /// Names in a row that end in such a fault before the wave stops; `nil`: it never does, they are recorded.
  public var stormLimit: Int?
  /// How long such a result is held back at most, in case it is one of a storm; `nil`: until something else is seen. Who
  /// waits for each answer before the next question would wait for ever.
  public var hold: Duration?

  /// A patience.
  public init(tries: Int = 5, pause: Duration = .seconds(1), stormLimit: Int? = 50, hold: Duration? = nil) {
    self.tries = tries
    self.pause = pause
    self.stormLimit = stormLimit
    self.hold = hold
  }
}

extension LocalFault {
  /// Whether the same probe may well go through a little later.
  var mayPass: Bool {
    switch self {
    case .descriptors, .ports, .memory: true
    case .noIPv6, .resolver, .forbidden, .cancelled, .other: false
    }
  }
}
