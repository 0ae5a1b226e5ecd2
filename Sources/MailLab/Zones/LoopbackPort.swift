import Foundation

/// Ports of 127.0.0.1, looked at with plain sockets.
enum LoopbackPort {
  /// 127.0.0.1
  private static let loopback: UInt32 = 0x7F00_0001

  /// The port, or for 0 any; throws where UDP or TCP is in use.
  static func free(_ port: Int) throws -> Int {
    guard port == 0 else {
      for transport in Transport.allCases where bound(transport, port) == nil {
        throw LaboratoryError.portInUse(port: port, transport: transport.rawValue)
      }
      return port
    }
    // A port that is free for UDP may be taken for TCP.
    for _ in 0..<100 {
      if let candidate = bound(.udp, 0), bound(.tcp, candidate) != nil { return candidate }
    }
    throw LaboratoryError.portInUse(port: 0, transport: "udp")
  }

  /// A TCP port that is free at every address of the machine.
  static func freeForAllAddresses() throws -> Int {
    guard let port = bound(.tcp, 0, at: 0) else {
      throw LaboratoryError.portInUse(port: 0, transport: Transport.tcp.rawValue)
    }
    return port
  }

  /// Whether a query for the root's SOA is answered within 50 ms.
  static func answersDNS(_ port: Int) async throws -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    let isConnected = SocketName(loopback, port: port).connect(descriptor)
    // ID 1, a query, one question: the root, type SOA, class IN.
    let query: [UInt8] = [0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 6, 0, 1]
    let sent = isConnected ? unsafe send(descriptor, query, query.count, 0) : -1
    try await Task.sleep(for: .milliseconds(50))
    var answer = [UInt8](repeating: 0, count: 512)
    let capacity = answer.count
    let received = sent > 0 ? unsafe recv(descriptor, &answer, capacity, Int32(MSG_DONTWAIT)) : -1
    return received > query.count
  }

  private enum Transport: String, CaseIterable {
    case udp, tcp

    var type: Int32 {
      switch self {
      case .udp: Int32(SOCK_DGRAM.rawValue)
      case .tcp: Int32(SOCK_STREAM.rawValue)
      }
    }
  }

  /// Binds for a moment and returns the port that came of it; `nil`: in use.
  private static func bound(_ transport: Transport, _ port: Int, at host: UInt32 = loopback) -> Int? {
    let descriptor = socket(AF_INET, transport.type, 0)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var yes: Int32 = 1
    if transport == .tcp {
      unsafe setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    }
    guard SocketName(host, port: port).bind(descriptor) else { return nil }
    return SocketName(of: descriptor)?.port
  }
}
