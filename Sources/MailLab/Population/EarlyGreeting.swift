/// How a server greets clients that are new to it, as one that puts strangers off does: the first so many connections
/// it ever has get another turn than the later ones.
public struct EarlyGreeting: Hashable, Sendable, Codable {
  /// How many connections get it.
  public var connections: Int
  /// The turn instead of the greeting.
  public var turn: [Action]

  /// A turn for the first connections.
  public init(connections: Int, turn: [Action]) {
    self.connections = connections
    self.turn = turn
  }
}

extension Script {
  /// The script with another greeting for the first so many connections.
  public func greetingFirst(_ connections: Int, _ turn: Action...) -> Script {
    var script = self
    script.earlyGreeting = EarlyGreeting(connections: connections, turn: turn)
    return script
  }

  /// What happens when a client connects.
  /// - Parameter number: of the connection, from 1.
  func greeting(ofConnection number: Int) -> [Action] {
    if let earlyGreeting, number <= earlyGreeting.connections { earlyGreeting.turn } else { greeting }
  }
}
