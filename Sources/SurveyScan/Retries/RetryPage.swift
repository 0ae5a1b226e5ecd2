public import SurveyCore

/// What the store says of tries to come.
public struct RetryPage: Sendable {
  /// Addresses with names that are due, each address once.
  public var visits: [AddressVisit]
  /// How many names wait whose time has not come.
  public var waiting: Int
  /// When the first of these is due; `nil` where none waits.
  public var nextDue: Instant?

  /// A page.
  public init(visits: [AddressVisit] = [], waiting: Int = 0, nextDue: Instant? = nil) {
    self.visits = visits
    self.waiting = waiting
    self.nextDue = nextDue
  }
}

/// Names that wait for their next try, where nothing else is left to do.
public struct RetryWait: Sendable, Hashable {
  /// How many.
  public let names: Int
  /// When the first of them is due.
  public let until: Instant

  /// A wait.
  public init(names: Int, until: Instant) {
    self.names = names
    self.until = until
  }
}
