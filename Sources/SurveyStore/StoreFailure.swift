internal import GRDB

/// An error of SQLite, in words: a full disk, a corrupt file.
public struct StoreFailure: Sendable {
  /// What kind of failure it is.
  public enum Kind: Hashable, Sendable {
    /// The file is damaged.
    case corrupt
    /// The file, or its folder, may not be read or written.
    case forbidden
    /// Another process keeps the file busy.
    case busy
    /// Reading or writing failed: a full disk, say.
    case io
  }

  /// What kind of failure it is.
  public let kind: Kind
  /// SQLite's own words and code; our words where there is something to do about it.
  public let words: String

  /// `nil` where the error is not SQLite's.
  public init?(_ error: any Error) {
    guard let failure = error as? DatabaseError else { return nil }
    kind =
      switch failure.resultCode {
      case .SQLITE_CORRUPT, .SQLITE_NOTADB: .corrupt
      case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM: .forbidden
      case .SQLITE_BUSY, .SQLITE_LOCKED: .busy
      default: .io
      }
    let code = failure.extendedResultCode.rawValue
    words =
      switch failure.resultCode {
      case .SQLITE_FULL: "the disk is full (SQLite's error \(code))"
      default: "\(failure.resultCode) (\(code)): \(failure.message ?? "no message")"
      }
  }
}
