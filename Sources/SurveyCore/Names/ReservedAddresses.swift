extension AddressSet {
  /// Addresses that no public mail host has and that a survey never dials.
  ///
  /// The IANA special-purpose address registries (IPv4 and IPv6, RFC 6890), multicast (RFC 5771, RFC 4291 §2.7), and
  /// every form in which an IPv4 address can hide in an IPv6 one: a name that points at `::ffff:127.0.0.1` must not
  /// reach our own host. Blocks that the registries call globally reachable but that hold no mail servers (AS112,
  /// AMT relays, benchmarking) are left out of surveys too.
  public static let reserved = AddressSet(
    reservedBlocks.map { block in
      guard let network = Network(block) else { preconditionFailure("not an address block: \(block)") }
      return network
    })

  private static let reservedBlocks: [String] = [
    "0.0.0.0/8",  // "this network", RFC 791 §3.2
    "10.0.0.0/8",  // private use, RFC 1918
    "100.64.0.0/10",  // shared address space, RFC 6598
    "127.0.0.0/8",  // loopback, RFC 1122 §3.2.1.3
    "169.254.0.0/16",  // link local, RFC 3927
    "172.16.0.0/12",  // private use, RFC 1918
    "192.0.0.0/24",  // IETF protocol assignments, RFC 6890 §2.1
    "192.0.2.0/24",  // documentation, RFC 5737
    "192.31.196.0/24",  // AS112, RFC 7535
    "192.52.193.0/24",  // AMT, RFC 7450
    "192.88.99.0/24",  // 6to4 relay anycast, deprecated by RFC 7526
    "192.168.0.0/16",  // private use, RFC 1918
    "192.175.48.0/24",  // AS112 direct delegation, RFC 7534
    "198.18.0.0/15",  // benchmarking, RFC 2544
    "198.51.100.0/24",  // documentation, RFC 5737
    "203.0.113.0/24",  // documentation, RFC 5737
    "224.0.0.0/4",  // multicast, RFC 5771
    "240.0.0.0/4",  // reserved and limited broadcast, RFC 1112 §4, RFC 8190
    "::/96",  // unspecified, loopback, IPv4-compatible, RFC 4291 §2.5
    "::ffff:0:0/96",  // IPv4-mapped, RFC 4291 §2.5.5.2
    "::ffff:0:0:0/96",  // IPv4-translated, RFC 2765 §2.1
    "64:ff9b::/96",  // IPv4-IPv6 translation, RFC 6052
    "64:ff9b:1::/48",  // local translation, RFC 8215
    "100::/64",  // discard only, RFC 6666
    "100:0:0:1::/64",  // dummy prefix, RFC 9780
    "2001::/23",  // IETF protocol assignments with Teredo and AMT, RFC 2928
    "2001:db8::/32",  // documentation, RFC 3849
    "2002::/16",  // 6to4, RFC 3056
    "2620:4f:8000::/48",  // AS112 direct delegation, RFC 7534
    "3fff::/20",  // documentation, RFC 9637
    "5f00::/16",  // segment routing SIDs, RFC 9602
    "fc00::/7",  // unique local, RFC 4193
    "fe80::/10",  // link local, RFC 4291 §2.5.6
    "fec0::/10",  // site local, deprecated by RFC 3879
    "ff00::/8",  // multicast, RFC 4291 §2.7
  ]
}
