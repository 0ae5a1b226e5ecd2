import Dispatch
import Foundation

/// SIGINT and SIGTERM as values; from its making on, they no longer end the process.
struct StopSignals {
  private let arrivals: AsyncStream<Int32>
  private let sources: [any DispatchSourceSignal]

  init() {
    let (stream, continuation) = AsyncStream<Int32>.makeStream()
    arrivals = stream
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { continuation.yield(number) }
      source.resume()
      return source
    }
  }

  /// The first signal that comes; `nil` where none comes in time.
  func firstSignal(within lifetime: Duration) async -> Int32? {
    await withTaskGroup(of: Int32?.self) { group in
      group.addTask { [arrivals] in await arrivals.first { _ in true } }
      group.addTask {
        // Cancelled when the signal comes first.
        try? await Task.sleep(for: lifetime)
        return nil
      }
      defer { group.cancelAll() }
      return await group.next() ?? nil
    }
  }
}
