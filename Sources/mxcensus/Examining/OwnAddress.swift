import Glibc
import SurveyCore

/// The address that this host would speak from.
enum OwnAddress {
  /// Why there is no way, by `errno`.
  struct NoRoute: Error, Hashable { let number: Int32 }

  /// A root server of each family, as a place that every network has a way to.
  static let farIPv4 = Address.v4(0xc629_0004)
  static let farIPv6 = Address.v6(0x2001_0503_ba3e_0000_0000_0000_0002_0030)

  /// The address from which this host would speak to another. A UDP socket that is connected asks the kernel for the way;
  /// nothing is sent.
  static func towards(_ destination: Address) throws(NoRoute) -> Address {
    let descriptor = socket(destination.isIPv6 ? AF_INET6 : AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
    guard descriptor >= 0 else { throw NoRoute(number: errno) }
    defer { close(descriptor) }
    var octets = RawSocketAddress.octets(of: destination, port: 53)
    let isConnected = unsafe octets.withUnsafeBytes { buffer in
      unsafe connect(descriptor, buffer.baseAddress?.assumingMemoryBound(to: sockaddr.self), socklen_t(buffer.count))
        == 0
    }
    guard isConnected else { throw NoRoute(number: errno) }
    var count = socklen_t(octets.count)
    let isKnown = unsafe octets.withUnsafeMutableBytes { buffer in
      unsafe getsockname(descriptor, buffer.baseAddress?.assumingMemoryBound(to: sockaddr.self), &count) == 0
    }
    guard isKnown, let own = RawSocketAddress.address(in: octets) else { throw NoRoute(number: errno) }
    return own
  }
}

/// The octets of `sockaddr_in` (ip(7)) and `sockaddr_in6` (ipv6(7)).
private enum RawSocketAddress {
  static func octets(of address: Address, port: UInt16) -> [UInt8] {
    let family = sa_family_t(address.isIPv6 ? AF_INET6 : AF_INET)
    let head = [UInt8](unsafe withUnsafeBytes(of: family) { unsafe Array($0) })
    let portOctets = [UInt8(port >> 8), UInt8(port & 0xff)]
    return address.isIPv6
      ? head + portOctets + [0, 0, 0, 0] + address.octets + [0, 0, 0, 0]
      : head + portOctets + address.octets + [UInt8](repeating: 0, count: 8)
  }

  static func address(in octets: [UInt8]) -> Address? {
    octets.count == 28 ? Address(octets: octets[8..<24]) : Address(octets: octets[4..<8])
  }
}
