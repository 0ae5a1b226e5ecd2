/// A law that some octets broke.
public struct BrokenLaw: Error, Hashable, Sendable, CustomStringConvertible {
  /// What ought to have held.
  public let description: String

  /// Throws unless the law holds.
  static func unless(_ holds: Bool, _ law: String) throws(BrokenLaw) {
    guard holds else { throw BrokenLaw(description: law) }
  }
}
