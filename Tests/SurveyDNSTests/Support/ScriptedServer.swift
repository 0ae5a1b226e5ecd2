import Foundation

/// A name server that says what no sane one says; by the first label of the name asked for.
///
/// ```
/// refused.…    → REFUSED          notimp.…   → NOTIMP       empty.… → NOERROR without any record
/// silent.…     → nothing
/// short.…      → one MX of 2 octets                         other   → NXDOMAIN
/// pointer.…    → one MX whose exchange runs over its end
/// a3.…         → one A record of 3 octets
/// _25._tcp.…   → one TLSA record of 2 octets
/// ```
final class ScriptedServer: Sendable {
  let port: UInt16
  private let socket: LoopbackSocket

  init() {
    socket = LoopbackSocket()
    port = socket.port
    socket.wakeEvery(milliseconds: 20)
    Thread.detachNewThread { [weak self, socket] in
      while self != nil {
        socket.answer { ScriptedServer.reply(to: $0) }
      }
    }
  }

  private static func reply(to query: [UInt8]) -> [UInt8] {
    // Twelve octets of header, then the name: its first label's length and octets.
    guard query.count > 17, case let length = Int(query[12]), query.count > 13 + length else { return [] }
    let label = String(decoding: query[13..<(13 + length)], as: UTF8.self).lowercased()
    let end = query[12...].firstIndex(of: 0).map { $0 + 5 } ?? query.count
    let type = query[end - 3]
    var rcode: UInt8 = 0
    var rdata: [UInt8]?
    switch label {
    case "refused": rcode = 5
    case "notimp": rcode = 4
    case "empty": break
    case "silent": return []
    case "short" where type == 15: rdata = [0, 10]
    case "pointer" where type == 15: rdata = [0, 10, 40, 0x61]
    case "a3" where type == 1: rdata = [192, 0, 2]
    case "_25" where type == 52: rdata = [3, 1]
    case "short", "pointer", "a3": break
    default: rcode = 3
    }
    var reply: [UInt8] = [query[0], query[1], 0x85, 0x80 | rcode, 0, 1, 0, rdata == nil ? 0 : 1, 0, 0, 0, 0]
    reply += query[12..<end]
    if let rdata { reply += [0xc0, 12, 0, type, 0, 1, 0, 0, 1, 0, 0, UInt8(rdata.count)] + rdata }
    return reply
  }
}
