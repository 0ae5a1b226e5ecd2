internal import GRDB

/// An error of SQLite, in words: a full disk, a corrupt file.
public struct StoreFailure: Sendable {
  /// SQLite's own words and code.
  public let words: String

  /// `nil` where the error is not SQLite's.
  public init?(_ error: any Error) {
    guard let failure = error as? DatabaseError else { return nil }
    words = "\(failure.resultCode) (\(failure.extendedResultCode.rawValue)): \(failure.message ?? "no message")"
  }
}
