import Foundation

/// A listener that accepts nobody and whose queue is full, so that further SYNs are dropped.
final class FullListener: Sendable {
  /// Where it listens.
  let port: Int
  private let descriptors: [Int32]

  /// - Parameter port: 0: any that is free.
  init(at address: IPv4Address, port: Int) throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard listener >= 0 else { throw Self.failure(address, port) }
    var yes: Int32 = 1
    unsafe setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    guard SocketName(address.number, port: port).bind(listener), listen(listener, 0) == 0,
      let name = SocketName(of: listener)
    else {
      let failure = Self.failure(address, port)
      close(listener)
      throw failure
    }
    self.port = name.port
    var opened = [listener]
    // A queue of length 0 holds one; what is beyond it waits in vain.
    for _ in 0..<4 {
      let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0)
      guard client >= 0 else { break }
      opened.append(client)
      // In progress at best: whether it will ever be done is what the queue decides.
      _ = name.connect(client)
    }
    descriptors = opened
  }

  deinit { for descriptor in descriptors { close(descriptor) } }

  private static func failure(_ address: IPv4Address, _ port: Int) -> LaboratoryError {
    .cannotListen(address: address.description, port: port, reason: "errno \(errno)")
  }
}
