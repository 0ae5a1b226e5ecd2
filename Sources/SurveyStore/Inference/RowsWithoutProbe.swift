/// How many names got a row in a write without having been probed in it.
public struct RowsWithoutProbe: Sendable, Hashable {
  /// Taken from other names of the address; less than nothing where such names were probed afterwards.
  public var inferred = 0
  /// Left out, by policy.
  public var notProbed = 0

  /// None.
  public init() {}

  static func += (left: inout RowsWithoutProbe, right: RowsWithoutProbe) {
    left.inferred += right.inferred
    left.notProbed += right.notProbed
  }
}
