/// One host of a bulk population; what it is follows from its number.
struct BulkHost {
  let index: Int

  /// Hosts of a sort share one certificate, so their names share a parent.
  var sort: BulkSort { BulkSort.allCases[BulkSort.place(Int(Draw.number(UInt64(index)) % 100))] }

  var name: String { "h\(index).\(sort.rawValue).mx.bulk.example" }

  var address: IPv4Address { IPv4Address(number: BulkHost.firstAddress + UInt32(index)) }

  /// 127.20.0.1
  static let firstAddress: UInt32 = 0x7F14_0001
  /// 127.20.0.0/14 without its first and last address.
  static let limit = 1 << 18 - 2
}

/// What a host of a bulk population may be.
enum BulkSort: String, CaseIterable {
  case verified, selfsigned, wrongname, expired, plain, privateca, unknown, incomplete

  /// Of a hundred hosts.
  var share: Int {
    switch self {
    case .verified: 70
    case .selfsigned: 12
    case .wrongname: 6
    case .expired: 5
    case .plain: 4
    case .privateca, .unknown, .incomplete: 1
    }
  }

  /// The place in `allCases` of the sort that holds a percentile from 0 to 99.
  static func place(_ percentile: Int) -> Int {
    var end = 0
    return allCases.firstIndex { sort in
      end += sort.share
      return percentile < end
    } ?? 0
  }

  var profile: ServerProfile {
    let own = ["*.\(rawValue).mx.bulk.example"]
    return switch self {
    case .verified: ServerProfile(certificate: CertificateProfile(.wildcard, names: own))
    case .selfsigned: ServerProfile(certificate: CertificateProfile(.selfSigned, names: own))
    case .wrongname: ServerProfile(certificate: CertificateProfile(.wrongName, names: ["panel.bulk.example"]))
    case .expired: ServerProfile(certificate: CertificateProfile(.expired, names: own))
    case .plain:
      ServerProfile(certificate: CertificateProfile(.selfSigned, names: own), script: .named(.noSTARTTLS))
    case .privateca: ServerProfile(certificate: CertificateProfile(.privateCA, names: own))
    case .unknown: ServerProfile(certificate: CertificateProfile(.unknownIssuer, names: own))
    case .incomplete: ServerProfile(certificate: CertificateProfile(.incompleteChain, names: own))
    }
  }
}

extension Population {
  /// The most addresses that `bulk` can play.
  public static let bulkAddressLimit = BulkHost.limit

  /// Many domains on many addresses, for scale: 70 % of the hosts are CA-verified, 12 % self-signed, 6 % have
  /// a wrong name, 5 % are expired, 4 % offer no STARTTLS, the rest has other faults.
  ///
  /// - Parameter addresses: 1 to `bulkAddressLimit`.
  public static func bulk(domains: Int, addresses: Int, today: CalendarDate) -> Population {
    precondition(1...BulkHost.limit ~= addresses, "127.20.0.0/14 holds 1 to \(BulkHost.limit) servers")
    let profiles = Dictionary(uniqueKeysWithValues: BulkSort.allCases.map { ($0, $0.profile) })
    let hosts = (0..<addresses).map(BulkHost.init)
    return Population(
      name: "bulk", nominalDate: today, listening: .blanket,
      domains: .generated(BulkDomains(count: domains, hostCount: addresses)),
      hosts: hosts.map { Host(name: $0.name, addresses: [$0.address]) },
      servers: hosts.map { host in
        Server(
          address: host.address, name: host.name, profile: profiles[host.sort] ?? host.sort.profile)
      })
  }
}
