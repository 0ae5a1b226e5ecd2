import Glibc
import SurveyCore
import SurveyDNS

extension ResolverConfiguration {
  /// The resolver that the flags name.
  init(_ options: DNSOptions) throws {
    let upstream: ResolverConfiguration.Upstream
    switch options.resolver {
    case nil: upstream = .system
    case "recursive": upstream = .recursive
    case let text?:
      let parts = text.split(separator: "@", maxSplits: 1)
      guard let address = parts.first.flatMap({ Address(String($0)) }),
        let port = parts.count == 2 ? UInt16(parts[1]) : 53
      else {
        throw Refusal(.usage, of: "resolver", message: "--resolver takes ADDR, ADDR@PORT or recursive, not \(text)")
      }
      upstream = .forwarder(address, port: port)
    }
    let debian = "/usr/share/dns/root.key"
    let anchor = options.dnssecAnchor ?? (unsafe access(debian, R_OK) == 0 ? debian : nil)
    self.init(upstream: upstream, trustAnchorFile: anchor)
  }

  /// Whether the resolver runs on this host, so that asking it needs no manners.
  var isOurs: Bool {
    guard case .forwarder(let address, _) = upstream else { return false }
    return AddressSet([Network(.v4(0x7f00_0000), prefixLength: 8), Network(.v6(1), prefixLength: 128)])
      .contains(address)
  }
}
