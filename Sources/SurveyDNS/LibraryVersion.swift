internal import CUnbound

/// The library behind the resolver.
public enum UnboundLibrary {
  /// Its version.
  public static var version: String { unsafe ub_version().map { unsafe String(cString: $0) } ?? "" }
}
