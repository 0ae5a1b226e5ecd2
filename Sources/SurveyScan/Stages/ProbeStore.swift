public import SurveyCore

/// How the probe stage reaches what keeps its results.
public struct ProbeStore: Sendable {
  /// Writes results; when it returns, they are safe.
  public var write: @Sendable ([ProbeResult]) async throws -> Void
  /// Connections that were made to an address in this wave, by its row.
  public var connections: @Sendable (_ addressID: Int64) async throws -> Int
  /// Takes notice of a connection that leaves no row: that of a canary.
  public var addConnection: @Sendable (_ addressID: Int64) async throws -> Void
  /// What is due to be tried again, or for the first time because others of the address differ.
  public var retries: @Sendable (_ now: Instant, _ limit: Int) async throws -> RetryPage

  /// A store; what is left out belongs to surveys that begin with nothing and try nothing again.
  public init(
    write: @escaping @Sendable ([ProbeResult]) async throws -> Void,
    connections: @escaping @Sendable (_ addressID: Int64) async throws -> Int = { _ in 0 },
    addConnection: @escaping @Sendable (_ addressID: Int64) async throws -> Void = { _ in },
    retries: @escaping @Sendable (_ now: Instant, _ limit: Int) async throws -> RetryPage = { _, _ in RetryPage() }
  ) {
    self.write = write
    self.connections = connections
    self.addConnection = addConnection
    self.retries = retries
  }
}
